import { t } from "@vscode/l10n";
import { CheckpointError } from "../../checkpointError.ts";
import { costs } from "../budget.ts";
import type { PickleMachine } from "../machine.ts";
import { brokenPickle } from "../pickleErrors.ts";
import { latin1 } from "../pickleInput.ts";
import { pythonString, unicodeEscapes } from "./pythonText.ts";
import { withLine, type OpcodeTable } from "./table.ts";

/** What is longer stays in the file until it is asked for. */
const keptInFile = 16_384;
const maximumInteger = 4096;
/** Longer whole numbers are hashes and keys: nothing of a checkpoint is counted by them. */
const countingBytes = 32;
const countingDigits = 80;
const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Opcodes that push None, a truth value, a number, a text or bytes. */
export const plainValues: OpcodeTable = {
  // NONE, NEWTRUE, NEWFALSE
  0x4e: (machine) => {
    machine.push(null);
  },
  0x88: (machine) => {
    machine.push(true);
  },
  0x89: (machine) => {
    machine.push(false);
  },
  // INT, LONG, FLOAT: lines of protocol 0
  0x49: (machine) =>
    withLine(machine, (line) => {
      machine.push(textInteger(line));
    }),
  0x4c: (machine) =>
    withLine(machine, (line) => {
      machine.push(wholeNumber(line.replace(/L$/, "")));
    }),
  0x46: (machine) =>
    withLine(machine, (line) => {
      machine.push(textFloat(line));
    }),
  // BININT, BININT1, BININT2, BINFLOAT
  0x4a: (machine) => {
    machine.push(machine.input.int32());
  },
  0x4b: (machine) => {
    machine.push(machine.input.uint8());
  },
  0x4d: (machine) => {
    machine.push(machine.input.uint16());
  },
  0x47: (machine) => {
    machine.push(machine.input.float64());
  },
  // LONG1, LONG4
  0x8a: (machine) => integer(machine, machine.input.uint8()),
  0x8b: (machine) => integer(machine, machine.input.uint32()),
  // STRING, UNICODE: lines of protocol 0
  0x53: (machine) =>
    withLine(machine, (line) => {
      pushText(machine, pythonString(line));
    }),
  0x56: (machine) =>
    withLine(machine, (line) => {
      pushText(machine, unicodeEscapes(line));
    }),
  // SHORT_BINSTRING, BINSTRING: Python 2's str
  0x55: (machine) => text(machine, machine.input.uint8(), latin1),
  0x54: (machine) => text(machine, machine.input.uint32(), latin1),
  // SHORT_BINUNICODE, BINUNICODE, BINUNICODE8
  0x8c: (machine) => text(machine, machine.input.uint8(), utf8),
  0x58: (machine) => text(machine, machine.input.uint32(), utf8),
  0x8d: (machine) => text(machine, machine.input.uint64(), utf8),
  // SHORT_BINBYTES, BINBYTES, BINBYTES8, BYTEARRAY8
  0x43: (machine) => {
    bytes(machine, machine.input.uint8());
  },
  0x42: (machine) => {
    bytes(machine, machine.input.uint32());
  },
  0x8e: (machine) => {
    bytes(machine, machine.input.uint64());
  },
  0x96: (machine) => {
    bytes(machine, machine.input.uint64());
  },
};

const decoder = new TextDecoder();

function utf8(part: Uint8Array): string {
  return decoder.decode(part);
}

/** A text; a long one as the bytes that it may stand for. */
function text(machine: PickleMachine, length: number, decode: (part: Uint8Array) => string): void | Promise<void> {
  const { input } = machine;
  if (length > keptInFile) {
    bytes(machine, length);
    return;
  }
  if (!input.has(length)) {
    return input.need(length).then(() => {
      pushText(machine, decode(input.slice(length)));
    });
  }
  pushText(machine, decode(input.slice(length)));
}

function pushText(machine: PickleMachine, value: string): void {
  machine.pushObject(value, costs.object + value.length * costs.character);
}

function bytes(machine: PickleMachine, length: number): void {
  machine.pushObject(machine.input.takeBytes(length), costs.dict);
}

function integer(machine: PickleMachine, length: number): void | Promise<void> {
  const { input } = machine;
  if (length > maximumInteger) {
    throw new CheckpointError("TOO_LARGE", t("the pickle has a whole number of {0} bytes", length));
  }
  if (!input.has(length)) {
    return input.need(length).then(() => {
      pushInteger(machine, input.slice(length));
    });
  }
  pushInteger(machine, input.slice(length));
}

/** Little-endian, in two's complement. */
function pushInteger(machine: PickleMachine, digits: Uint8Array): void {
  if (digits.length > countingBytes) {
    machine.push(NaN);
    return;
  }
  let hex = "0x0";
  for (let i = digits.length - 1; i >= 0; i--) hex += hexBytes[digits[i]];
  const value = BigInt(hex);
  const isNegative = (digits.at(-1) ?? 0) >= 0x80;
  machine.pushObject(exact(isNegative ? value - (1n << BigInt(digits.length * 8)) : value), 32 + digits.length);
}

/** As a number where that is exact. */
function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function textInteger(line: string): boolean | number | bigint {
  return line === "00" ? false : line === "01" ? true : wholeNumber(line);
}

function wholeNumber(line: string): number | bigint {
  const digits = line.trim();
  if (!/^[+-]?\d+$/.test(digits)) throw brokenPickle();
  return digits.length > countingDigits ? NaN : exact(BigInt(digits.replace(/^\+/, "")));
}

function textFloat(line: string): number {
  const plain = line.trim().toLowerCase();
  const special = /^([+-]?)(inf(?:inity)?|nan)$/.exec(plain);
  if (special !== null) return special[2] === "nan" ? NaN : special[1] === "-" ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(plain)) throw brokenPickle();
  return Number(plain);
}
