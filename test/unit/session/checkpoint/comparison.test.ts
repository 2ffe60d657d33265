import assert from "node:assert/strict";
import type { CheckpointLayer } from "../../../../src/documents/checkpoints/types.ts";
import { channelsOf } from "../../../../src/session/checkpoint/report/channels.ts";
import { compareSides } from "../../../../src/session/checkpoint/compare/comparison.ts";
import { matchLayers } from "../../../../src/session/checkpoint/compare/matchLayers.ts";
import { largestTerm, movedOutput } from "../../../../src/session/checkpoint/compare/movedOutput.ts";
import { checkpointLayer } from "./layerFixture.ts";

const named = (name: string, change: Partial<CheckpointLayer> = {}): CheckpointLayer =>
  checkpointLayer({ name, ...change });
const sentence = (a: readonly CheckpointLayer[], b: readonly CheckpointLayer[]): string =>
  compareSides({ name: "a.pt", layers: a }, { name: "b.pt", layers: b }, null).comparison.sentence;

describe("compareSides", () => {
  const moved = { runningMean: Float64Array.of(0.75, -1), numBatchesTracked: 210 };
  const trained = { gamma: Float64Array.of(0.9, 0.4), beta: Float64Array.of(0.1, 0.3) };

  it("says that two files are the same", () => {
    assert.match(sentence([named("bn1")], [named("bn1")]), /same batch norm layers, to the bit/);
  });

  it("takes −0 for another number than 0", () => {
    assert.doesNotMatch(sentence([named("bn1")], [named("bn1", { beta: Float64Array.of(-0, 0.25) })]), /same/);
  });

  it("finds the frozen part that was not frozen, with the code that freezes it", () => {
    const a = [named("bn1"), named("bn2")];
    const { comparison } = compareSides(
      { name: "a.pt", layers: a },
      { name: "b.pt", layers: [named("bn1", moved), named("bn2", { ...moved, ...trained })] },
      null,
    );
    assert.match(comparison.sentence, /γ and β of one layer are equal to the bit.*\*\*not frozen\*\*/);
    assert.match(comparison.advice, /rose by 110.*requires_grad = False/);
    assert.match(comparison.code, /"bn1"/);
    assert.doesNotMatch(comparison.code, /"bn2"/);
  });

  it("finds an average of weights with copied buffers", () => {
    assert.match(sentence([named("bn1")], [named("bn1", trained)]), /\*\*statistics of other weights\*\*/);
  });

  it("finds mean and variance swapped", () => {
    const { runningMean, runningVar } = checkpointLayer();
    assert.match(
      sentence([named("bn1", trained)], [named("bn1", { runningMean: runningVar, runningVar: runningMean })]),
      /\*\*swapped\*\*/,
    );
  });

  it("finds statistics of inputs at another scale", () => {
    const scaled = { ...trained, runningVar: Float64Array.of(9, 36), runningMean: Float64Array.of(1.5, -3) };
    assert.match(sentence([named("bn1")], [named("bn1", scaled)]), /scaled by 3/);
  });

  it("names otherwise who moved most, and the largest single reason", () => {
    const b = { ...trained, runningVar: Float64Array.of(1, 0.04), runningMean: Float64Array.of(0.5, -1.1) };
    assert.match(sentence([named("bn1")], [named("bn1", b)]), /^\*\*bn1\*\* moved most.*because/);
  });

  it("keeps a layer that only one file has as a row", () => {
    const { comparison } = compareSides(
      { name: "a", layers: [named("bn1"), named("bn2")] },
      { name: "b", layers: [named("bn1"), named("bn3")] },
      null,
    );
    assert.deepEqual(
      comparison.layers.map(({ name, where }) => [name, where]),
      [
        ["bn1", "both"],
        ["bn2", "a"],
        ["bn3", "b"],
      ],
    );
  });
});

describe("matchLayers", () => {
  it("goes by names, then by their ends, then by order with as many channels", () => {
    assert.equal(matchLayers([named("bn1")], [named("bn1")]).by, "name");
    assert.equal(matchLayers([named("bn1")], [named("module.bn1")]).by, "suffix");
    assert.equal(matchLayers([named("bn1")], [named("norm_0")]).by, "order");
    assert.equal(matchLayers([named("bn1")], [named("norm_0", { numFeatures: 3 })]).pairs.length, 2);
  });
});

describe("movedOutput", () => {
  const a = channelsOf(
    checkpointLayer({
      gamma: Float64Array.of(1, 1),
      runningVar: Float64Array.of(1, 1),
      eps: { value: 0, isAssumed: false },
    }),
    null,
  );

  it("is 0 for equal layers, and the shift of β in standard deviations of y", () => {
    assert.equal(movedOutput(a, a), 0);
    assert.ok(Math.abs(movedOutput(a, { ...a, beta: a.beta.map((value) => value + 1) }) - 1) < 1e-12);
  });

  it("names the part that moves most by itself", () => {
    assert.equal(
      largestTerm(a, { ...a, variance: Float64Array.of(100, 100), beta: a.beta.map((value) => value + 0.01) }),
      "variance",
    );
  });
});
