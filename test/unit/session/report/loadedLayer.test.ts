import assert from "node:assert/strict";
import { withNewLayer } from "../../../../src/session/report/reportInput.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlainLayer } from "../../../../src/session/layer/plainLayer.ts";
import { ReportSession } from "../../../../src/session/report/reportSession.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import type { LoadedLayer } from "../../../../src/shared/layer/parameters.ts";
import { DirectCompute } from "../directCompute.ts";
import { open } from "../openReport.ts";
import { assertRelativelyClose } from "../../engine/support/close.ts";
import { torchLayer } from "../layer/torchLayers.ts";

const layer = (numFeatures: number, parts: Partial<LoadedLayer> = {}): LoadedLayer => ({
  name: "bn",
  fileName: "bn.json",
  framework: "pytorch",
  numFeatures,
  gamma: new Float64Array(numFeatures).fill(2),
  beta: new Float64Array(numFeatures).fill(3),
  runningMean: new Float64Array(numFeatures).fill(1),
  runningVar: new Float64Array(numFeatures).fill(4),
  numBatchesTracked: 10,
  eps: null,
  momentum: null,
  ...parts,
});

const table = "a,b\n1,2\n3,4\n5,9\n";

async function refused(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (thrown: unknown) => thrown instanceof Failure && thrown.code === code);
}

describe("a report with a loaded layer", () => {
  for (const name of ["linear", "conv"] as const) {
    it(`reproduces PyTorch's outputs of a trained ${name} layer, in training and evaluation`, async () => {
      const torch = torchLayer(name);
      const { gamma, beta, runningMean, runningVar, numBatchesTracked, numFeatures } = torch.create();
      let offset = 0;
      const nest = ([length, ...inner]: readonly number[]): unknown =>
        Array.from({ length }, () => (inner.length === 0 ? torch.input.data[offset++] : nest(inner)));
      const { session } = await open(JSON.stringify(nest(torch.input.shape)), "json");
      const parts = { gamma, beta, runningMean, runningVar, numBatchesTracked };
      const snapshot = await session.setLayer(layer(numFeatures, parts));
      assert.equal(snapshot.options.mode, "eval");
      const affine = { gamma: snapshot.features.gamma, beta: snapshot.features.beta };
      const evaluated = await session.query("dataset/output", affine);
      assertRelativelyClose(evaluated.data, torch.evalOutput.data, 1e-13, "evaluation");
      await session.setOptions({ mode: "train" });
      const trained = await session.query("dataset/output", affine);
      assertRelativelyClose(trained.data, torch.trainOutput.data, 1e-13, "training");
    });
  }

  it("shows the layer's γ and β, and evaluates with its running statistics", async () => {
    const { session } = await open(table);
    const { features, layer: shown } = await session.setLayer(layer(2));
    assert.deepEqual([shown?.name, shown?.fileName], ["bn", "bn.json"]);
    assert.deepEqual([...features.gamma, ...features.beta], [2, 2, 3, 3]);
    assert.deepEqual([...features.usedMean, ...features.usedVariance], [1, 1, 4, 4]);
    assert.ok(Math.abs(features.normalizedMean[0] - 2 / Math.sqrt(4 + 1e-5)) < 1e-15);
  });

  it("has a gap that its causes add up to", async () => {
    const { session } = await open(table);
    const { gap, features } = await session.setLayer(layer(2));
    assert.ok(gap !== null);
    const { causes, total, startingWeight } = gap;
    assert.ok(Math.abs((startingWeight ?? 0) - 0.9 ** 10) < 1e-15);
    const sum = causes.eps.mean[0] + causes.bessel.mean[0] + causes.drift.mean[0] + (causes.warmUp?.mean[0] ?? NaN);
    assert.ok(Math.abs(sum - total.mean[0]) < 1e-15);
    assert.ok(Math.abs(total.mean[0] - features.normalizedMean[0]) < 1e-15);
  });

  it("blames ε where the layer trained with another one, by its file or its framework", async () => {
    const { session } = await open(table);
    await session.setLayer(layer(2, { framework: "keras" }));
    assert.deepEqual([...(session.snapshot?.gap?.causes.eps.std ?? [NaN])], [0, 0]);
    await session.setOptions({ preset: "pytorch" });
    const { gap, features, options } = session.snapshot ?? assert.fail();
    assert.equal(options.eps, 1e-5);
    const std = Math.sqrt(features.variance[0]);
    const expected = std / Math.sqrt(features.variance[0] + 1e-5) - std / Math.sqrt(features.variance[0] + 1e-3);
    assert.ok(Math.abs((gap?.causes.eps.std[0] ?? 0) - expected) < 1e-15);
    const own = await session.setLayer(layer(2, { eps: 0.25 }));
    assert.equal(own.gap?.causes.eps.std[0], 0);
    await session.setOptions({ eps: 1e-5 });
    assert.ok((session.snapshot?.gap?.causes.eps.std[0] ?? 0) > 0.01);
  });

  it("takes over the conventions of the framework whose names the file uses", async () => {
    const { session } = await open(table);
    const { options } = await session.setLayer(layer(2, { framework: "keras" }));
    assert.deepEqual([options.preset, options.eps, options.momentum], ["keras", 1e-3, 0.99]);
    await session.setOptions({ preset: "tfjs", eps: 0.5 });
    const again = await session.setLayer(layer(2, { framework: "keras" }));
    assert.deepEqual([again.options.preset, again.options.eps], ["tfjs", 0.5]);
  });

  it("takes over an eps and a momentum that the file tells", async () => {
    const { session } = await open(table);
    const { options } = await session.setLayer(layer(2, { eps: 0.01, momentum: 0.3 }));
    assert.deepEqual([options.preset, options.eps, options.momentum], ["pytorch", 0.01, 0.3]);
    await refused(session.setLayer(layer(2, { eps: -1 })), "INVALID_OPTION");
  });

  it("stays in training where the layer has γ and β alone", async () => {
    const { session } = await open(table);
    const { options, features } = await session.setLayer(layer(2, { runningMean: null, runningVar: null }));
    assert.equal(options.mode, "train");
    assert.deepEqual([...features.gamma], [2, 2]);
  });

  it("refuses a layer with another number of channels, and is as it was", async () => {
    const { session } = await open(table);
    const before = await session.setLayer(layer(2));
    await refused(session.setLayer(layer(3)), "LAYER_MISMATCH");
    await refused(session.setLayer(layer(3, { runningMean: null, runningVar: null })), "LAYER_MISMATCH");
    assert.equal(session.snapshot, before);
    await session.setOptions({ eps: 0.1 });
    assert.equal(session.snapshot.layer, before.layer);
    assert.deepEqual([...session.snapshot.features.usedMean], [1, 1]);
  });

  it("goes back to a new layer when it is removed, or when the command runs again", async () => {
    const { session, input } = await open(table);
    const ways = [() => session.change(withNewLayer), () => session.open(input)];
    for (const goBack of ways) {
      await session.setLayer(layer(2));
      await goBack();
      const { layer: shown, options, features } = session.snapshot ?? assert.fail();
      assert.equal(shown, undefined);
      assert.equal(options.mode, "train");
      assert.deepEqual([...features.gamma, ...features.beta], [1, 1, 0, 0]);
    }
  });

  it("is kept over a reload of the window, through JSON", async () => {
    const { session, input } = await open(table);
    const variances = { runningVar: Float64Array.of(4, NaN), runningMean: Float64Array.of(-Infinity, 1) };
    // Where its numbers stand, for the doctor's marks; and what its file's other layers told.
    const places = { runningVar: Uint32Array.of(10, 11, 13, 16) };
    const origin = { document: { uri: "file:///bn.json", offset: 2 }, places };
    const evidence = {
      rule: "BN014",
      severity: "info",
      evidence: "conv keeps a bias",
      advice: "Leave it out",
    } as const;
    const told = { ...variances, ...origin, fromNetwork: [evidence] };
    const { options, layer: before } = await session.setLayer({ ...layer(2, {}), ...told });
    const layerAfter = parsePlainLayer(JSON.parse(JSON.stringify(session.restoreState?.layer)));
    assert.deepEqual(layerAfter, before);
    const { features } = await session.open({ ...input, options, layer: layerAfter });
    assert.deepEqual([...features.usedMean, ...features.usedVariance], [-Infinity, 1, 4, NaN]);
    for (const other of [undefined, null, 3, "bn", {}, { ...layer(2), framework: "jax" }]) {
      assert.equal(parsePlainLayer(other), undefined);
    }
  });

  it("cannot be loaded where there are no data yet", async () => {
    await refused(new ReportSession(new DirectCompute()).setLayer(layer(2)), "NO_REPORT");
  });

  it("reads the sample layer through the compute", async () => {
    const text = readFileSync(join(import.meta.dirname, "../../../../samples/layer1-batchnorm.json"), "utf8");
    const file = { kind: "text", fileName: "layer1-batchnorm.json", text, languageId: "json" } as const;
    const [found] = await new DirectCompute().request("layer/read", { file });
    assert.equal(found.name, "layer1.bn");
    const broken = { kind: "bytes", fileName: "a.npz", bytes: Uint8Array.of(1, 2, 3) } as const;
    await refused(new DirectCompute().request("layer/read", { file: broken }), "TRUNCATED");
    await refused(new DirectCompute().request("layer/read", { file: { ...file, text: "{}" } }), "NO_LAYER");
  });
});
