import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CheckpointError } from "../../../../../src/documents/checkpoints/checkpointError.ts";
import { fixture, fixtureFolder, sourceOf } from "../helpers.ts";
import { readersByEnding } from "./formatReaders.ts";
import { cpuMs } from "../../../../support/cpuMs.ts";

/** Seeded, so that a failure can be repeated: BATCHNORM_FUZZ_SEED and the number of the case name it. */
const seed = Number(process.env["BATCHNORM_FUZZ_SEED"] ?? 1);
const numCases = Number(process.env["BATCHNORM_FUZZ_CASES"] ?? 1000);
/** Twice what the slowest honest file takes on a busy machine; a hang takes for ever. */
const longestMs = 2000;
const largestBytes = 200_000_000;

/** mulberry32: whole numbers from 0 up to, not including, `limit`. */
function randomOf(start: number): (limit: number) => number {
  let state = start >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % limit;
  };
}

/** A copy with a few bytes changed, cut, set to all ones, or moved: sizes and addresses among them. */
function mutate(bytes: Uint8Array, random: (limit: number) => number): Uint8Array {
  const copy = bytes.slice(0, random(8) === 0 ? random(bytes.length + 1) : bytes.length);
  if (copy.length === 0) return copy;
  // Structure stands at the beginning of most formats, and at the end of zip.
  const place = (): number => {
    const kind = random(3);
    const near = random(Math.min(copy.length, 2048));
    if (kind === 0) return near;
    return kind === 1 ? copy.length - 1 - near : random(copy.length);
  };
  for (let i = random(6); i >= 0; i--) {
    const at = place();
    const kind = random(5);
    if (kind === 0) copy[at] = random(256);
    else if (kind === 1) copy[at] ^= 1 << random(8);
    else if (kind === 2) copy.fill(0xff, at, at + 1 + random(8));
    else if (kind === 3) copy.fill(0, at, at + 1 + random(8));
    else copy.copyWithin(at, place(), place());
  }
  return copy;
}

async function readAll(name: string, bytes: Uint8Array): Promise<void> {
  const { layers, tensors } = await readersByEnding(name)(sourceOf(name, bytes), null);
  for (const { gamma, beta, runningMean, runningVar, numFeatures } of layers) {
    assert.ok(Number.isSafeInteger(numFeatures) && numFeatures >= 0);
    for (const list of [gamma, beta, runningMean, runningVar]) assert.ok(list === null || list.length <= 2 ** 20);
  }
  for (const tensor of tensors.slice(0, 60)) {
    try {
      const values = await tensor.read();
      const length = tensor.shape.reduce((product, each) => product * each, 1);
      assert.equal(values.length, length, tensor.name);
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
    }
  }
}

describe("the readers of checkpoints, with mutated files", () => {
  const names = ["onnx", "keras", "hdf5", "flax", "arrays"].flatMap((folder) =>
    readdirSync(join(fixtureFolder, folder))
      .filter((name) => /\.(?:onnx|h5|keras|msgpack|npz|safetensors|index\.json)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const files = names.map((name) => ({ name, bytes: fixture(name) }));

  it(`throw nothing but a CheckpointError, and soon (${numCases} cases of seed ${seed})`, async () => {
    for (let i = 0; i < numCases; i++) {
      const random = randomOf(seed * 1_000_003 + i);
      const { name, bytes } = files[random(files.length)];
      const mutated = mutate(bytes, random);
      const what = `case ${i} of seed ${seed}, ${name}`;
      const started = cpuMs();
      const before = process.memoryUsage().arrayBuffers;
      try {
        await readAll(name, mutated);
      } catch (error) {
        assert.ok(error instanceof CheckpointError, `${what}: ${error instanceof Error ? error.stack : String(error)}`);
      }
      assert.ok(cpuMs() - started < longestMs, `${what}: ${cpuMs() - started} ms`);
      assert.ok(process.memoryUsage().arrayBuffers - before < largestBytes, what);
    }
    assert.deepEqual(Object.keys(Object.prototype), []);
  }).timeout(numCases * longestMs);
});
