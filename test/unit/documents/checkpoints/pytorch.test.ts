import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import type { CheckpointLayer, Given } from "../../../../src/documents/checkpoints/types.ts";
import { fixture, fixtureFolder, sourceOf } from "./helpers.ts";

type WrittenNumber = number | "NaN" | "Infinity" | "-Infinity";

interface ExpectedList {
  readonly length: number;
  readonly first4: readonly WrittenNumber[];
  readonly sum: WrittenNumber;
}

interface ExpectedLayer {
  readonly name: string;
  readonly container: string;
  readonly C: number;
  readonly gamma: ExpectedList | null;
  readonly beta: ExpectedList | null;
  readonly mean: ExpectedList | null;
  readonly var: ExpectedList | null;
  readonly eps: number | null;
  readonly momentum: number | null;
  readonly training: boolean | null;
  readonly num_batches_tracked: number | null;
}

/** What a reader must find in a file: written by PyTorch itself. */
interface Expected {
  readonly bn_layers?: readonly ExpectedLayer[];
}

function assertList(actual: Float64Array | null, expected: ExpectedList | null, what: string): void {
  assert.equal(actual?.length, expected?.length, what);
  if (actual === null || expected === null) return;
  assert.deepEqual([...actual.subarray(0, 4)], expected.first4.map(Number), what);
  const magnitude = actual.reduce((sum, value) => sum + Math.abs(value), 0);
  const difference = Math.abs(actual.reduce((sum, value) => sum + value, 0) - Number(expected.sum));
  // The expected sums are exact; a plain sum is off by a few units in the last place of what it adds.
  assert.ok(difference <= 1e-12 * magnitude, `${what}: the sum is off by ${difference}`);
}

function assertGiven(actual: Given<number | null>, expected: number | null, isSaid: boolean, what: string): void {
  assert.equal(actual.isAssumed, !isSaid, what);
  if (isSaid) assert.equal(actual.value, expected, what);
}

function assertLayer(actual: CheckpointLayer, expected: ExpectedLayer): void {
  const { name } = expected;
  assert.deepEqual([actual.part, actual.name, actual.numFeatures], [expected.container, name, expected.C]);
  assertList(actual.gamma, expected.gamma, `gamma of ${name}`);
  assertList(actual.beta, expected.beta, `beta of ${name}`);
  assertList(actual.runningMean, expected.mean, `mean of ${name}`);
  assertList(actual.runningVar, expected.var, `variance of ${name}`);
  assert.equal(actual.numBatchesTracked, expected.num_batches_tracked);
  assert.equal(actual.training, expected.training);
  // A file that says eps says momentum, which may be None.
  assertGiven(actual.eps, expected.eps, expected.eps !== null, `eps of ${name}`);
  assertGiven(actual.momentum, expected.momentum, expected.eps !== null, `momentum of ${name}`);
}

const files = readdirSync(join(fixtureFolder, "pytorch")).filter((name) => !name.endsWith(".json"));

describe("readCheckpoint, files of PyTorch", () => {
  for (const name of files) {
    const text = readFileSync(join(fixtureFolder, "pytorch", `${name}.expected.json`), "utf8");
    const { bn_layers: expected } = JSON.parse(text) as Expected;
    if (expected === undefined) continue;
    it(`reads ${expected.length} layers of ${name}`, async () => {
      const { layers, framework, notices } = await readCheckpoint(sourceOf(name, fixture(`pytorch/${name}`)));
      assert.equal(framework, "pytorch");
      assert.equal(layers.length, expected.length);
      for (const [i, layer] of layers.entries()) assertLayer(layer, expected[i]);
      assert.deepEqual(
        notices.filter(({ severity }) => severity !== "info"),
        [],
      );
    });
  }

  it("names the parts, the network before its copy", async () => {
    const name = "zoo_dataparallel_ema_optimizer.pth.tar";
    const { parts } = await readCheckpoint(sourceOf(name, fixture(`pytorch/${name}`)));
    assert.deepEqual(parts, [
      { name: "state_dict", numLayers: 9 },
      { name: "ema", numLayers: 9 },
    ]);
  });

  it("reads views with offsets, strides of 2 and of 0, transposed ones and other types", async () => {
    const checkpoint = await readCheckpoint(sourceOf("a.pt", fixture("pytorch/zoo_shared_strided.pt")));
    const plain = await readCheckpoint(sourceOf("a.pt", fixture("pytorch/zoo_state_dict.pt")));
    for (const tensor of plain.tensors.filter(({ name }) => name !== "neck.bn.bias")) {
      const { name, shape } = tensor;
      const other = checkpoint.tensors.find((each) => each.name === name) ?? assert.fail(name);
      assert.deepEqual(other.shape, shape);
      assert.deepEqual(await other.read(), await tensor.read(), name);
    }
    assert.equal(checkpoint.tensors.find(({ name }) => name === "head.bn.bias")?.dtype, "float64");
    const repeated = await checkpoint.tensors.find(({ name }) => name === "neck.bn.bias")?.read();
    assert.deepEqual([repeated?.length, new Set(repeated).size], [24, 1]);
  });

  it("scales quantized tensors to what they stand for", async () => {
    const plain = await readCheckpoint(sourceOf("a.pt", fixture("pytorch/zoo_state_dict.pt")));
    const { tensors } = await readCheckpoint(sourceOf("a.pt", fixture("pytorch/zoo_qtensors.pt")));
    const quantized = tensors.filter(({ dtype }) => dtype === "qint8");
    assert.ok(quantized.length > 0);
    for (const tensor of quantized) {
      const { name } = tensor;
      const values = await tensor.read();
      const exact = (await plain.tensors.find((each) => each.name === name)?.read()) ?? assert.fail(name);
      // 8 bits over the range of the weights: half a step is at most 1/127 of the largest.
      const largest = exact.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      assert.ok(
        values.every((value, i) => Math.abs(value - exact[i]) <= largest / 127),
        name,
      );
    }
  });

  it("says of a frozen network why it has no layers", async () => {
    const { layers, notices, format } = await readCheckpoint(sourceOf("a.pt", fixture("pytorch/zoo_frozen.pt")));
    assert.equal(format, "torchscript");
    assert.equal(layers.length, 0);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["FROZEN"],
    );
  });
});
