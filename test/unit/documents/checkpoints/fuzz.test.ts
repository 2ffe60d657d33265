import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CheckpointError } from "../../../../src/documents/checkpoints/checkpointError.ts";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import type { ByteRanges } from "../../../../src/documents/checkpoints/types.ts";
import { fixture, fixtureFolder } from "./helpers.ts";
import { cpuMs } from "../../../support/cpuMs.ts";

const numCases = Number(process.env["BATCHNORM_FUZZ_CASES"] ?? 1000);
const seed = Number(process.env["BATCHNORM_FUZZ_SEED"] ?? 20261128);
/** A file of 100 kB never takes so long, even where other things run beside. */
const maximumMs = 5000;
const largestFile = 60_000;

/** mulberry32: the same numbers for the same seed. */
function randomNumbers(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomNumbers>;

/** Bytes that mean much: ends of ranges, opcodes, lengths. */
const telling = [
  0x00, 0x01, 0x7f, 0x80, 0xff, 0x28, 0x2e, 0x52, 0x62, 0x63, 0x68, 0x71, 0x74, 0x75, 0x81, 0x93, 0x94, 0x50,
];

const mutations: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => {
    for (let left = 1 + random(8); left > 0; left--) bytes[random(bytes.length)] = random(256);
    return bytes;
  },
  (bytes, random) => {
    for (let left = 1 + random(4); left > 0; left--) bytes[random(bytes.length)] = telling[random(telling.length)];
    return bytes;
  },
  (bytes, random) => {
    const at = random(bytes.length - 8);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(
      at,
      [0xffffffff, 0x7fffffff, 0, 1, 2 ** 20][random(5)],
      true,
    );
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, random) => {
    const from = random(bytes.length);
    const part = bytes.slice(from, from + random(400));
    bytes.set(part.subarray(0, bytes.length - from), random(bytes.length - part.length));
    return bytes;
  },
  (bytes, random) => {
    const at = random(bytes.length);
    const cut = Math.min(random(64), bytes.length - at);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + cut)]);
  },
];

const files = ["pytorch", "pickle", "hostile"].flatMap((folder) =>
  readdirSync(join(fixtureFolder, folder))
    .filter((name) => !name.endsWith(".json"))
    .map((name) => ({ name, bytes: fixture(`${folder}/${name}`) }))
    .filter(({ bytes }) => bytes.length > 16 && bytes.length < largestFile),
);

/** Bytes of which no more are ever asked for than there are: what asks for others was led by a false length. */
function checkedRanges(bytes: Uint8Array): ByteRanges {
  return {
    byteLength: bytes.length,
    slice: (from, to) => {
      assert.ok(from >= 0 && from <= to && Number.isFinite(to), `slice(${from}, ${to})`);
      return Promise.resolve(bytes.subarray(from, to));
    },
  };
}

async function readAll(fileName: string, bytes: Uint8Array): Promise<"read" | "refused"> {
  try {
    const source = { fileName, bytes: checkedRanges(bytes), sibling: () => Promise.resolve(null) };
    const { tensors, layers } = await readCheckpoint(source);
    for (const { numFeatures, gamma, runningMean } of layers) {
      assert.ok([gamma, runningMean].every((list) => list === null || list.length === numFeatures));
    }
    for (const tensor of tensors) {
      const values = await tensor.read().catch((error: unknown) => {
        if (error instanceof CheckpointError) return null;
        throw error;
      });
      const length = tensor.shape.reduce((product, axis) => product * axis, 1);
      if (values !== null) assert.equal(values.length, length);
    }
    return "read";
  } catch (error) {
    if (error instanceof CheckpointError) return "refused";
    throw error;
  }
}

describe("readCheckpoint, mutated files", () => {
  it(`reads or refuses ${numCases} of them, and never fails otherwise`, async function () {
    this.timeout(60_000 + numCases * 100);
    const random = randomNumbers(seed);
    const counts = { read: 0, refused: 0 };
    for (let i = 0; i < numCases; i++) {
      const { name, bytes } = files[random(files.length)];
      let mutated = bytes.slice();
      for (let left = 1 + random(2); left > 0 && mutated.length > 16; left--) {
        mutated = mutations[random(mutations.length)](mutated.slice(), random) as Uint8Array<ArrayBuffer>;
      }
      const started = cpuMs();
      try {
        counts[await readAll(name, mutated)]++;
      } catch (error) {
        throw new Error(`case ${i} of seed ${seed}, ${name}`, { cause: error });
      }
      const took = cpuMs() - started;
      assert.ok(took < maximumMs, `case ${i} of seed ${seed}, ${name}, took ${took} ms`);
    }
    // Mutations that never read, or never break, would prove nothing.
    assert.ok(counts.read > numCases / 20 && counts.refused > numCases / 20, JSON.stringify(counts));
  });
});
