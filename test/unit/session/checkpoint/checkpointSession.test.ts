import assert from "node:assert/strict";
import { join } from "node:path";
import { CheckpointSession } from "../../../../src/session/checkpoint/checkpointSession.ts";
import { auditAnswer } from "../../../../src/session/checkpoint/auditAnswer.ts";
import { examineLayers } from "../../../../src/session/doctor/layers/examineLayers.ts";
import { planPruning } from "../../../../src/shared/checkpoint/pruning.ts";
import { checkpointCompute, fileBytes } from "../../../support/checkpointCompute.ts";

const path = join(import.meta.dirname, "..", "..", "..", "fixtures", "checkpoints", "digits-resnet.pt");
const onDisk = { name: "digits-resnet.pt", source: path };

describe("CheckpointSession", () => {
  let session: CheckpointSession;
  before(async () => {
    session = new CheckpointSession(checkpointCompute(), examineLayers);
    await session.open(onDisk);
  });

  it("names every planted fault of a residual network, and nothing else", () => {
    const found = session
      .summary("")
      .layers.flatMap(({ name, findings }) =>
        findings.map(({ rule, channels }) => `${name} ${rule} ${channels.length}`),
      );
    assert.deepEqual(found, [
      "layer1.1.bn1 BN003 3",
      "layer2.0.bn2 BN012 0",
      "layer2.0.downsample.1 BN010 0",
      "layer2.1.bn1 BN002 32",
      "layer3.0.bn1 BN005 1",
      "layer3.0.bn1 BN003 14",
      "layer3.0.downsample.1 BN003 2",
    ]);
  });

  it("says how many layers are sound, and the worst three in one sentence", () => {
    assert.equal(
      session.snapshot?.glance,
      "13 batch norm layers with 432 channels. 7 are sound. **layer3.0.bn1** gives NaN in evaluation, **layer2.0.downsample.1** was never updated, and the statistics of **layer2.0.bn2** are 19 times as wide as its weights explain.",
    );
  });

  it("returns arrays in full, and what is not finite as words", () => {
    const layers = session.summary("file:///x.pt").layers;
    const [layer] = layers.filter(({ name }) => name === "layer3.0.bn1");
    assert.equal(layer.runningMean?.[17], "NaN");
    assert.equal(layer.runningMean.length, 64);
    assert.deepEqual(layer.assumed, ["eps", "momentum"]);
    assert.equal(JSON.stringify(layers).includes("null,null"), false);
  });

  it("gives the numbers of the head: format, bytes of the layers, type", () => {
    assert.ok(session.snapshot);
    const { format, batchNormBytes, dtype, parts } = session.snapshot;
    assert.deepEqual([format, dtype, parts.map(({ name }) => name)], ["PyTorch, zip + pickle", "float32", ["model"]]);
    assert.equal(batchNormBytes, 432 * 16 + 13 * 8);
  });

  it("reads the same from bytes as from disk", async () => {
    const other = new CheckpointSession(checkpointCompute(), examineLayers);
    await other.open(fileBytes(path));
    assert.deepEqual(other.summary(""), session.summary(""));
  });

  it("rejects a part that is not there", async () => {
    const other = new CheckpointSession(checkpointCompute(), examineLayers);
    await assert.rejects(other.open(onDisk, { required: "ema" }), { code: "NO_PART" });
  });

  it("puts an ε in the place of the assumed one, and takes no negative one", async () => {
    const other = new CheckpointSession(checkpointCompute(), examineLayers);
    await other.open(onDisk);
    assert.equal(other.setEps(1e-3).layers[0].eps, 1e-3);
    assert.throws(() => other.setEps(-1), { code: "INVALID_OPTION" });
    assert.equal(other.setEps(null).layers[0].eps, 1e-5);
  });

  it("lists the channels of a finding first, then by effective scale", () => {
    const index = session.layers.findIndex(({ name }) => name === "layer1.1.bn1");
    const { channel, gamma } = session.table(index);
    assert.deepEqual(
      [...channel.slice(0, 3)].sort((a, b) => a - b),
      [5, 10, 11],
    );
    assert.equal(channel.length, gamma.length);
    assert.equal(session.table(null).channel.length, 200);
  });

  it("prunes what no addition joins to a channel that stays, and counts the parameters", () => {
    const plan = planPruning(session.pruning(), "gamma", 0.05);
    assert.deepEqual([plan.numUnder, plan.numRemovable], [26, 22]);
    assert.equal(session.pruning().numParameters, 100_986);
    assert.equal(plan.parametersAfter, 84_925);
  });

  it("folds a layer into the weights before it, range by range", async () => {
    const layer = session.layers.findIndex(({ name }) => name === "layer3.0.bn2");
    const answer = await session.fold({ layer, outputs: null });
    assert.ok(answer.kind === "ranges");
    const { tensor, before, after } = answer.ranges;
    assert.equal(tensor, "layer3.0.conv2.weight");
    const spread = (ranges: Float64Array): number => Math.max(...ranges) / Math.min(...ranges);
    assert.ok(Math.abs(spread(before) - 2.82) < 0.01);
    assert.ok(Math.abs(spread(after) - 52.4) < 0.1);
  });

  it("tells a language model the findings with their advice, and no weights", () => {
    assert.ok(session.snapshot);
    const text = JSON.stringify(auditAnswer(session.snapshot));
    assert.match(text, /layer2\.0\.downsample\.1/);
    assert.ok(!text.includes('gamma":['));
  });
});
