import { t } from "@vscode/l10n";
import { CheckpointError } from "../../checkpointError.ts";
import { costs } from "../budget.ts";
import type { PickleMachine } from "../machine.ts";
import { brokenPickle } from "../pickleErrors.ts";
import { PickleGlobal } from "../values.ts";
import { withLine, type OpcodeAction, type OpcodeTable } from "./table.ts";

const highestProtocol = 5;

/** Opcodes for names, objects and the memo, and those that are refused. */
export const objects: OpcodeTable = {
  // PROTO, FRAME, STOP
  0x80: (machine) => {
    const protocol = machine.input.uint8();
    if (protocol <= highestProtocol) return;
    throw new CheckpointError("UNSUPPORTED", t("pickle requires at most protocol 5, got {0}", protocol));
  },
  0x95: (machine) => void machine.input.uint64(),
  0x2e: (machine) => {
    machine.isDone = true;
  },
  // PUT, BINPUT, LONG_BINPUT, MEMOIZE
  0x70: (machine) =>
    withLine(machine, (line) => {
      machine.memoize(index(line));
    }),
  0x71: (machine) => {
    machine.memoize(machine.input.uint8());
  },
  0x72: (machine) => {
    machine.memoize(machine.input.uint32());
  },
  0x94: (machine) => {
    machine.memoize(machine.memoSize);
  },
  // GET, BINGET, LONG_BINGET
  0x67: (machine) =>
    withLine(machine, (line) => {
      machine.recall(index(line));
    }),
  0x68: (machine) => {
    machine.recall(machine.input.uint8());
  },
  0x6a: (machine) => {
    machine.recall(machine.input.uint32());
  },
  // GLOBAL, STACK_GLOBAL
  0x63: (machine) =>
    withLine(machine, (module) => {
      return withLine(machine, (name) => {
        global(machine, module, name);
      });
    }),
  0x93: (machine) => {
    const name = machine.pop();
    const module = machine.pop();
    if (typeof name !== "string" || typeof module !== "string") throw brokenPickle();
    global(machine, module, name);
  },
  // REDUCE, NEWOBJ, NEWOBJ_EX, BUILD
  0x52: construct,
  0x81: construct,
  0x92: (machine) => {
    machine.pop();
    return construct(machine);
  },
  0x62: (machine) => machine.build(),
  // BINPERSID
  0x51: (machine) => {
    machine.persistent(machine.pop());
  },
  // INST, OBJ, EXT1, EXT2, EXT4, PERSID: nothing that writes checkpoints writes them
  0x69: refused("INST"),
  0x6f: refused("OBJ"),
  0x82: refused("EXT1"),
  0x83: refused("EXT2"),
  0x84: refused("EXT4"),
  0x50: refused("PERSID"),
  // NEXT_BUFFER, READONLY_BUFFER: bytes that are not in the file
  0x97: refused("NEXT_BUFFER"),
  0x98: refused("READONLY_BUFFER"),
};

function construct(machine: PickleMachine): void | Promise<void> {
  const args = machine.pop();
  return machine.construct(machine.pop(), args);
}

function global(machine: PickleMachine, module: string, name: string): void {
  const cost = costs.object + (module.length + name.length) * costs.character;
  machine.pushObject(new PickleGlobal(module, name), cost);
}

function refused(opcode: string): OpcodeAction {
  return () => {
    throw new CheckpointError("REFUSED", t("the pickle has the opcode {0}, which no checkpoint needs", opcode));
  };
}

function index(line: string): number {
  if (!/^\d{1,10}$/.test(line.trim())) throw brokenPickle();
  return Number(line);
}
