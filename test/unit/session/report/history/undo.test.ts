import assert from "node:assert/strict";
import { recalibrate, undoRecalibration } from "../../../../../src/session/layer/recalibrate.ts";
import { withNewLayer, withSettings } from "../../../../../src/session/report/reportInput.ts";
import { restoreState } from "../../../../../src/session/report/restoreState.ts";
import type { ReportSession } from "../../../../../src/session/report/reportSession.ts";
import { toFailure } from "../../../../../src/shared/messages/failure.ts";
import type { LoadedLayer } from "../../../../../src/shared/layer/parameters.ts";
import { open } from "../../openReport.ts";

const table = "a,b\n1,2\n3,4\n5,9\n";

const layer: LoadedLayer = {
  name: "bn",
  fileName: "bn.json",
  framework: "keras",
  numFeatures: 2,
  gamma: Float64Array.of(2, 3),
  beta: Float64Array.of(4, 5),
  runningMean: Float64Array.of(1, 1),
  runningVar: Float64Array.of(4, 4),
  numBatchesTracked: 10,
  eps: null,
  momentum: null,
};

/** What undo is about: γ, β, the layer's name, the mode and the preset. */
function stateOf({ snapshot }: ReportSession) {
  assert.ok(snapshot);
  const { features, options } = snapshot;
  return [[...features.gamma], [...features.beta], snapshot.layer?.name ?? null, options.mode, options.preset];
}

const fresh = [[1, 1], [0, 0], null, "train", "pytorch"];
const loaded = [[2, 3], [4, 5], "bn", "eval", "keras"];

describe("undo and redo of a report", () => {
  it("take back γ and β one change at a time, and say whose", async () => {
    const { session } = await open(table);
    session.setAffine({ feature: 0, gamma: 2 });
    session.setAffine({ feature: -1, gamma: 3, beta: 1 });
    assert.deepEqual(session.history, { undo: "γ and β of All Features", redo: null });
    await session.step("undo");
    assert.deepEqual(stateOf(session), [[2, 1], [0, 0], null, "train", "pytorch"]);
    assert.deepEqual(session.history, { undo: "γ of a", redo: "γ and β of All Features" });
    await session.step("undo");
    assert.deepEqual(stateOf(session), fresh);
    await session.step("undo");
    assert.deepEqual(stateOf(session), fresh);
    await session.step("redo");
    await session.step("redo");
    assert.deepEqual(stateOf(session), [[3, 3], [1, 1], null, "train", "pytorch"]);
  });

  it("tell the page by a snapshot with a revision of its own", async () => {
    const { session } = await open(table);
    const before = session.snapshot?.revision ?? NaN;
    session.setAffine({ feature: 0, gamma: 2 });
    await session.step("undo");
    assert.equal(session.snapshot?.revision, before + 1);
  });

  it("have no entry for a change that changes nothing, as after Escape", async () => {
    const { session } = await open(table);
    session.setAffine({ feature: 0, gamma: 1 });
    assert.deepEqual(session.history, { undo: null, redo: null });
  });

  it("take a layer off again with its conventions, its mode and its γ and β, and put it back", async () => {
    const { session } = await open(table);
    session.setAffine({ feature: 1, beta: 7 });
    await session.setLayer(layer);
    assert.deepEqual(stateOf(session), loaded);
    assert.equal(session.history.undo, "Loading of bn");
    await session.step("undo");
    assert.deepEqual(stateOf(session), [[1, 1], [0, 7], null, "train", "pytorch"]);
    await session.step("redo");
    assert.deepEqual(stateOf(session), loaded);
    await session.step("undo");
    await session.step("undo");
    assert.deepEqual(stateOf(session), fresh);
  });

  it("bring a removed layer back with the γ and β that the person had set on it", async () => {
    const { session } = await open(table);
    await session.setLayer(layer);
    session.setAffine({ feature: 0, gamma: 8 });
    await session.change(withNewLayer);
    assert.equal(session.history.undo, "Removal of bn");
    await session.step("undo");
    assert.deepEqual(stateOf(session), [[8, 3], [4, 5], "bn", "eval", "keras"]);
    await session.step("redo");
    assert.deepEqual(stateOf(session).slice(0, 3), [[1, 1], [0, 0], null]);
  });

  it("leave options that were changed since the layer was loaded", async () => {
    const { session } = await open(table);
    await session.setLayer(layer);
    await session.setOptions({ precision: "float64" });
    await session.step("undo");
    assert.equal(session.snapshot?.options.precision, "float64");
    assert.equal(session.snapshot.options.mode, "train");
  });

  it("go over recalibration and its end", async () => {
    const { session } = await open(table);
    await recalibrate(session);
    assert.equal(session.history.undo, "Recalibration");
    const { runningMean } = session.snapshot?.layer ?? {};
    await undoRecalibration(session);
    assert.equal(session.history.undo, "End of Recalibration");
    await session.step("undo");
    assert.deepEqual(session.snapshot?.layer?.runningMean, runningMean);
    await session.step("undo");
    assert.equal(session.snapshot?.layer, undefined);
  });

  it("go one after the other where they are asked for at once", async () => {
    const { session } = await open(table);
    session.setAffine({ feature: 0, gamma: 2 });
    await session.setLayer(layer);
    await session.change(withNewLayer);
    await Promise.all([session.step("undo"), session.step("undo"), session.step("undo")]);
    assert.deepEqual(stateOf(session), fresh);
    assert.equal(session.history.redo, "γ of a");
  });

  it("find features by their names when the document was read in another way meanwhile", async () => {
    const { session } = await open("a,b,c\n1,2,3\n3,4,9\n5,9,1\n");
    session.setAffine({ feature: 0, gamma: 2 });
    session.setAffine({ feature: 2, gamma: 5 });
    await session.tryChange((input) => withSettings(input, { reading: { exclude: ["a"] } }));
    assert.deepEqual(session.snapshot?.features.names, ["b", "c"]);
    await session.step("undo");
    assert.deepEqual([...session.snapshot.features.gamma], [1, 1]);
    await session.step("redo");
    assert.deepEqual([...session.snapshot.features.gamma], [1, 5]);
  });

  it("refuse a layer that does not fit the data any more, and leave the report as it is", async () => {
    const { session } = await open(table);
    await session.setLayer(layer);
    await session.change(withNewLayer);
    await session.tryChange((input) => withSettings(input, { reading: { exclude: ["a"] } }));
    const failure = await session.step("undo").then(() => null, toFailure);
    assert.equal(failure?.code, "LAYER_MISMATCH");
    assert.equal(session.failure?.message, failure.message);
    assert.equal(session.history.undo, "Removal of bn");
    await session.setOptions({ eps: 0.5 });
    assert.equal(session.snapshot?.layer, undefined);
  });

  it("begin anew with a new report", async () => {
    const { session, input } = await open(table);
    session.setAffine({ feature: 0, gamma: 2 });
    await session.open(input);
    assert.deepEqual(session.history, { undo: null, redo: null });
  });

  it("keep what a reload of the window would bring back", async () => {
    const { session } = await open(table);
    session.setAffine({ feature: 0, gamma: 2 });
    session.setAffine({ feature: 0, gamma: 4 });
    await session.step("undo");
    assert.deepEqual(session.restoreState?.gamma, [2, 1]);
  });
});

describe("a snapshot that was published", () => {
  it("does not change when γ or β do: the session has another one", async () => {
    const { session } = await open(table);
    const before = session.snapshot;
    assert.ok(before);
    session.setAffine({ feature: 0, gamma: 7, beta: 8 });
    assert.deepEqual([...before.features.gamma, ...before.features.beta], [1, 1, 0, 0]);
    assert.deepEqual(stateOf(session).slice(0, 2), [
      [7, 1],
      [8, 0],
    ]);
  });

  it("does not change by what is kept of the report or undone", async () => {
    const { session, input } = await open(table);
    session.setAffine({ feature: 0, gamma: 7 });
    const changed = session.snapshot;
    assert.ok(changed);
    const kept = restoreState(input, changed.features);
    await session.step("undo");
    assert.deepEqual([...changed.features.gamma], [7, 1]);
    assert.deepEqual(kept.gamma, [7, 1]);
  });
});
