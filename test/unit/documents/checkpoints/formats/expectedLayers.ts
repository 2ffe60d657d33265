import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type {
  ByteRanges,
  Checkpoint,
  CheckpointLayer,
  CheckpointSource,
} from "../../../../../src/documents/checkpoints/types.ts";

interface ExpectedVector {
  readonly length: number;
  readonly first4: readonly (number | string)[];
  readonly sum: number | string;
  readonly sum_of_finite?: number;
}

interface ExpectedLayer {
  readonly name: string;
  readonly gamma: ExpectedVector | null;
  readonly beta: ExpectedVector | null;
  readonly mean: ExpectedVector | null;
  readonly var: ExpectedVector | null;
  readonly eps: number | null;
  readonly momentum: number | null;
  readonly eps_given?: boolean;
  readonly training: boolean | null;
  readonly num_batches_tracked?: number | null;
  readonly inputs?: Readonly<Record<string, { readonly input: string }>>;
}

/** What the file beside a checkpoint says must be found in it. */
export interface ExpectedCheckpoint {
  readonly bn_layers: readonly ExpectedLayer[];
}

export const ignore = { isCancelled: () => false, onLayer: () => undefined };

/** Bytes that count what is read of them. */
export class CountedBytes implements ByteRanges {
  readonly byteLength: number;
  readonly #bytes: Uint8Array;
  numRead = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.byteLength = bytes.length;
  }

  slice(from: number, to: number): Promise<Uint8Array> {
    const part = this.#bytes.subarray(from, Math.max(from, to));
    this.numRead += part.length;
    return Promise.resolve(part);
  }
}

/** A file on disk with the files beside it. */
export function fileSource(path: string): CheckpointSource {
  return {
    fileName: basename(path),
    bytes: new CountedBytes(readFileSync(path)),
    sibling: (name) => {
      assert.ok(!/[/\\]|^\.\.?$/.test(name), `asks for ${name}`);
      const beside = join(dirname(path), name);
      return Promise.resolve(existsSync(beside) ? new CountedBytes(readFileSync(beside)) : null);
    },
  };
}

export function bytesSource(bytes: Uint8Array, fileName: string): CheckpointSource {
  return { fileName, bytes: new CountedBytes(bytes), sibling: () => Promise.resolve(null) };
}

export function readExpected(path: string): ExpectedCheckpoint {
  return JSON.parse(readFileSync(`${path}.expected.json`, "utf8")) as ExpectedCheckpoint;
}

/** Expected layers without those that name the parameters of one before them. */
export function distinctLayers({ bn_layers: layers }: ExpectedCheckpoint): ExpectedLayer[] {
  const keys = layers.map(({ inputs }, i) =>
    inputs
      ? Object.values(inputs)
          .map(({ input }) => input)
          .join()
      : String(i),
  );
  return layers.filter((_, i) => keys.indexOf(keys[i]) === i);
}

/** Whether every layer has the numbers that are expected, in order. */
export function assertLayers(checkpoint: Checkpoint, expected: ExpectedCheckpoint): void {
  const layers = distinctLayers(expected);
  assert.equal(checkpoint.layers.length, layers.length);
  layers.forEach((layer, i) => {
    assertLayer(checkpoint.layers[i], layer);
  });
}

export function assertLayer(layer: CheckpointLayer, expected: ExpectedLayer): void {
  assertVector(layer.gamma, expected.gamma, `${layer.name} gamma`);
  assertVector(layer.beta, expected.beta, `${layer.name} beta`);
  assertVector(layer.runningMean, expected.mean, `${layer.name} mean`);
  assertVector(layer.runningVar, expected.var, `${layer.name} var`);
  assert.equal(layer.numBatchesTracked, expected.num_batches_tracked ?? null);
  if (expected.training !== null) assert.equal(layer.training, expected.training);
  assert.equal(layer.eps.isAssumed, expected.eps === null || expected.eps_given === false);
  if (expected.eps !== null) assert.equal(Math.fround(layer.eps.value), Math.fround(expected.eps));
  if (expected.momentum !== null)
    assert.equal(Math.fround(layer.momentum.value ?? NaN), Math.fround(expected.momentum));
}

function assertVector(got: Float64Array | null, expected: ExpectedVector | null, what: string): void {
  assert.equal(got?.length ?? null, expected?.length ?? null, what);
  if (got === null || expected === null) return;
  assert.deepEqual([...got.subarray(0, 4)], expected.first4.map(Number), what);
  const sum = got.reduce((total, value) => total + value, 0);
  // The expected sums are exact; adding in order loses at most an ulp of the largest partial sum a value.
  const scale = got.reduce((total, value) => total + Math.abs(value), 0);
  if (Number.isFinite(sum)) assert.ok(Math.abs(sum - Number(expected.sum)) <= 1e-12 * scale, `${what}: ${sum}`);
  else assert.equal(String(sum), expected.sum);
}
