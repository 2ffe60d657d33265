import assert from "node:assert/strict";
import { noticePlace } from "../../../../src/session/doctor/findingPlace.ts";
import { modelAnswer } from "../../../../src/session/exports/modelAnswer.ts";
import { readLayers } from "../../../../src/documents/layers/index.ts";
import { fixOf } from "../../../../src/session/doctor/fixes.ts";
import { glance } from "../../../../src/shared/view/glance.ts";
import { answerOf, assertNumbers, checkCase, found, layerFile } from "./layerCase.ts";

/** Public questions about batch norm layers: see the case.md of each folder. */
describe("field case", () => {
  it("01: a counter of 0 beside trained statistics is no new layer, and the shifted channel is found", async () => {
    const folder = "01-num-batches-tracked-zero";
    const answer = answerOf(folder);
    const { snapshot, rows, checked } = await checkCase(folder, "activations.json", "layer.json");
    assert.deepEqual(found(checked), ["BN011[3]"]);
    assert.match(checked.findings[0].evidence, /mean 3\.27 and the standard deviation 0\.728/);
    assertNumbers(rows.flat(), answer.evalOutput.flat(), "output");
    const total = snapshot.gap?.total;
    assertNumbers([...(total?.mean ?? [])], answer.gapPerChannelGamma1.map((it) => it.totalMean), "mean"); // prettier-ignore
    assertNumbers([...(total?.std ?? [])], answer.gapPerChannelGamma1.map((it) => it.totalStd), "std"); // prettier-ignore
    assert.match(
      checked.notices.find(({ code }) => code === "COUNTER_RESET")?.message ?? "",
      /counter was reset.*is unknown.*momentum=None/,
    );
  });

  it("03: Flax' two trees are one layer, channels last, under its own ε and momentum", async () => {
    const folder = "03-flax-batch-stats";
    const answer = answerOf(folder);
    const pixels = await checkCase(folder, "pixels.json", "variables.json");
    assertNumbers(pixels.rows.flat(), answer.evalOutputOfPixels.flat(), "output");
    assert.equal(pixels.checked.layer?.name, "bn_init");
    const { eps, momentum } = pixels.snapshot.options;
    assert.deepEqual([eps, momentum], [1e-5, 0.99]);
    // After one more step in training.
    await pixels.session.setOptions({ mode: "train" });
    const { runningMean, runningVar } = pixels.session.snapshot?.features ?? assert.fail();
    assertNumbers([...runningMean], answer.batchStatsAfterOneStepFlax.mean, "mean");
    assertNumbers([...runningVar], answer.batchStatsAfterOneStepFlax.var, "var");
    // The same values as images: Flax has its channels last.
    const images = await checkCase(folder, "images-nhwc.json", "variables.json");
    assert.equal(images.snapshot.source.featureCount, 3);
    assertNumbers(images.rows.flat(), answer.evalOutputOfPixels.flat(), "images");
  });

  it("05: momentum null leaves no start values", async () => {
    const folder = "05-momentum-none";
    const answer = answerOf(folder);
    const { snapshot, rows, checked } = await checkCase(folder, "data.json", "layer.json");
    assert.equal(snapshot.options.momentum, null);
    assert.equal(snapshot.gap?.startingWeight, 0);
    assertNumbers(rows.flat(), answer.evalOutput.flat(), "output");
    assertNumbers([...snapshot.gap.total.std], answer.gapPerChannelGamma1.map((it) => it.totalStd), "std"); // prettier-ignore
    const warmUp = checked.gap.find(({ cause }) => cause === "warmUp");
    assert.deepEqual([warmUp?.mean, warmUp?.std], [[0, 0], [0, 0]]); // prettier-ignore
    assert.deepEqual(found(checked), []);
    assert.deepEqual(checked.layer?.assumed, []);
  });

  for (const name of ["both", "var", "mean"]) {
    it(`06: NaN in the running ${name} of channel 3 is said first, and the other channels are right`, async () => {
      const folder = "06-nan-in-running-stats";
      const answer = answerOf(folder)["evalOutput (null: null)"];
      const { snapshot, rows, checked, session } = await checkCase(
        folder,
        "activations.json",
        `layer-${name}-nan.json`,
      );
      assert.deepEqual(found(checked), ["BN005[2]"]);
      assert.equal(checked.findings[0].severity, "error");
      assert.match(
        checked.findings[0].evidence,
        name === "var" ? /the running variance is NaN/ : /the running mean is NaN/,
      );
      assertNumbers(rows.flat(), answer.flat(), "output");
      const { gamma, beta } = snapshot.features;
      assert.match(glance(snapshot, { gamma, beta }), /^Feature 3 · \[2\] is NaN in evaluation/);
      assert.match(snapshot.notices[0].message, /^BN005: Feature 3 · \[2\]: /);
      // The mark stands on the number itself.
      const place = await noticePlace(session, 0);
      assert.equal(place?.uri, `file:///layer-${name}-nan.json`);
      const fix = fixOf("BN005", 2, snapshot, session.examined.thresholds);
      await fix?.apply(session);
      const features = session.snapshot?.features ?? assert.fail();
      assertNumbers([features.runningMean[2], features.runningVar[2]], [0.8164916666666667, 0.5628386590151514], "channel 3"); // prettier-ignore
    });
  }

  for (const name of ["layer-both-nan.safetensors", "layer-mean-nan.safetensors"]) {
    it(`06: the same from ${name}`, async () => {
      const { checked } = await checkCase("06-nan-in-running-stats", "activations.json", name);
      assert.deepEqual(found(checked), ["BN005[2]"]);
    });
  }

  it("09: MXNet's fix_gamma makes γ 1, and its ε is the file's", async () => {
    const folder = "09-mxnet-fix-gamma";
    const answer = answerOf(folder);
    const right = await checkCase(folder, "fc1-in.json", "params.json");
    assertNumbers(right.rows.flat(), answer["right (gamma 1, eps 1e-3)"].flat(), "output");
    assert.ok(right.checked.notices.some(({ code }) => code === "FIX_GAMMA"));
    const naive = await checkCase(folder, "fc1-in.json", "converted.json");
    assertNumbers(naive.rows.flat(), answer["wrong (stored gamma, eps 1e-5)"].flat(), "output");
    assert.ok(!found(naive.checked).some((rule) => rule.startsWith("BN010")));
  });

  it("11: a layer norm is none of batch norm", () => {
    const read = (name: string) => readLayers(layerFile("11-layernorm-is-not-batchnorm", name));
    assert.throws(() => read("bert-state.json"), { code: "NO_LAYER", message: /LayerNorm is a layer norm/ });
    assert.throws(() => read("transformer-state.json"), { code: "NO_LAYER", message: /no running statistics/ });
  });

  it("15: ε 0 over a running variance of 0 gives no finite output", async () => {
    const folder = "15-eps-zero-variance-zero";
    const { rows, checked, snapshot } = await checkCase(folder, "x.json", "layer.json");
    assert.equal(snapshot.options.eps, 0);
    assert.deepEqual(
      rows.map(([y]) => y),
      [Infinity, NaN, -Infinity, -Infinity],
    );
    const others = answerOf(folder)["channels 2 and 3"];
    assertNumbers(rows.flatMap((row) => row.slice(1)), others.flat(), "output"); // prettier-ignore
    assert.equal(found(checked)[0], "BN005[0]");
  });

  it("17: says which ε is assumed and how much it matters, and offers no lower one", async () => {
    const folder = "17-eps-not-in-the-file";
    const answer = answerOf(folder);
    const inception = await checkCase(folder, "inception-conv-out.json", "inception.json");
    const assumed = inception.checked.notices.find(({ code }) => code === "ASSUMED")?.message ?? "";
    assert.match(assumed, /ε 1e-5 is assumed.*With 0\.001 the scale of channel \[1\] would be 0\.1/);
    // ReLU behind the dead channel is off: the symptom comes second.
    assert.deepEqual(found(inception.checked), ["BN002[1]", "BN008[1]"]);
    assert.match(inception.checked.findings[0].advice, /^The channel is dead.*Keep ε/);
    assert.equal(fixOf("BN002", 1, inception.snapshot, inception.session.examined.thresholds), null);
    await inception.session.setOptions({ eps: 1e-3 });
    const mindspore = await checkCase(folder, "mindspore-conv-out.json", "mindspore.json");
    assertNumbers(mindspore.rows.flat(), answer["mindsporeOutput (eps 1e-5)"].flat(), "output");
    assert.match(mindspore.checked.notices.map(({ message }) => message).join(), /its names are those of MindSpore/);
  });

  it("19: half precision's infinite and vanished variances are found, and the outputs are those of the file", async () => {
    const folder = "19-fp16-running-var";
    const answer = answerOf(folder);
    const half = await checkCase(folder, "x.json", "layer-fp16.safetensors");
    assertNumbers(half.rows.flat(), answer["fp16 output"].flat(), "output");
    assert.deepEqual(found(half.checked).slice(0, 2), ["BN005[0]", "BN005[1]"]);
    assert.match(half.checked.findings[0].advice, /65504/);
    const single = await checkCase(folder, "x.json", "layer-fp32.safetensors");
    assertNumbers(single.rows.flat(), answer["fp32 output"].flat(), "output");
  });
});

describe("a model that asks why train() and eval() disagree", () => {
  it("gets cause, channel and code from one answer", async () => {
    const { snapshot, session } = await checkCase("01-num-batches-tracked-zero", "activations.json", "layer.json");
    const answer = modelAnswer(snapshot, session.findings, undefined) as {
      trainAgainstEval: { answer: string; worstChannels: { channel: number }[]; gapByCause: { cause: string }[] };
      fix: { code: string };
    };
    assert.match(
      answer.trainAgainstEval.answer,
      /disagree because of Feature 4 · \[3\]: in evaluation x̂ has the mean 3\.27/,
    );
    assert.equal(answer.trainAgainstEval.worstChannels[0].channel, 3);
    assert.deepEqual(answer.trainAgainstEval.gapByCause.map(({ cause }) => cause).sort(), [
      "bessel",
      "drift",
      "eps",
      "warmUp",
    ]);
    assert.match(answer.fix.code, /running_mean\[\[3\]\]/);
  });
});
