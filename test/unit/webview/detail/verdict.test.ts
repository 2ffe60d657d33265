import assert from "node:assert/strict";
import { recalibrate, undoRecalibration } from "../../../../src/session/layer/recalibrate.ts";
import { BatchNorm, RandomGenerator } from "../../../../src/engine/index.ts";
import type { LoadedLayer } from "../../../../src/shared/layer/parameters.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { explainCause } from "../../../../webview/report/detail/layer/gap/causeText.ts";
import { gapRows, gapSentence } from "../../../../webview/report/detail/layer/gap/gapModel.ts";
import {
  recalibrationCode,
  recalibrationSentence,
} from "../../../../webview/report/detail/layer/running/recalibrationModel.ts";
import { verdictOf } from "../../../../webview/report/detail/layer/verdict/verdictModel.ts";
import { worstRows } from "../../../../webview/report/detail/layer/verdict/worstModel.ts";
import { open } from "../../session/openReport.ts";

const numFeatures = 8;
const numRows = 240;

/** Rows of normal values with a mean and a spread of their own for every feature. */
function rows(random: RandomGenerator, count: number): Float64Array {
  return Float64Array.from(
    { length: count * numFeatures },
    (_, k) => (k % numFeatures) + (1 + ((k % numFeatures) % 3)) * random.normal(),
  );
}

/** A layer that trained on batches of 64 rows of the same kind. */
function trainedLayer(random: RandomGenerator, changes: Partial<LoadedLayer> = {}, updates = 500): LoadedLayer {
  const layer = new BatchNorm(numFeatures);
  for (let step = 0; step < updates; step++)
    layer.forward({ data: rows(random, 64), shape: [64, numFeatures] }, "train");
  return {
    ...({
      name: "net.bn1",
      fileName: "bn.json",
      framework: "pytorch",
      numFeatures,
      eps: null,
      momentum: null,
    } as const),
    gamma: new Float64Array(numFeatures).fill(1.5),
    beta: new Float64Array(numFeatures),
    runningMean: layer.runningMean ?? assert.fail(),
    runningVar: layer.runningVar ?? assert.fail(),
    numBatchesTracked: updates,
    ...changes,
  };
}

function csvOf(data: Float64Array): string {
  const header = Array.from({ length: numFeatures }, (_, c) => `f${c}`).join(",");
  const lines = Array.from({ length: data.length / numFeatures }, (_, n) =>
    data.subarray(n * numFeatures, (n + 1) * numFeatures).join(","),
  );
  return [header, ...lines].join("\n");
}

/** A report on 240 rows with a layer of the same kind. */
async function report(seed: number, change: (layer: LoadedLayer) => LoadedLayer = (layer) => layer, updates = 500) {
  const random = new RandomGenerator(seed);
  const layer = change(trainedLayer(random, {}, updates));
  const { session } = await open(csvOf(rows(random, numRows)));
  await session.setLayer(layer);
  return session;
}

const shownOf = (snapshot: ReportSnapshot | null): ReportSnapshot => snapshot ?? assert.fail("no report");

function verdict(snapshot: ReportSnapshot | null) {
  return verdictOf(shownOf(snapshot), shownOf(snapshot).features.gamma);
}

function withValue(values: Float64Array | null, index: number, value: number): Float64Array {
  return Float64Array.from(values ?? [], (old, c) => (c === index ? value : old));
}

describe("the verdict on a layer", () => {
  it("calls the healthy layers of ten seeds healthy, and advises nothing", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { snapshot } = await report(seed);
      const { kind, sentence, advice, offersRecalibration } = verdict(snapshot);
      assert.deepEqual([kind, advice, offersRecalibration], ["healthy", "", false], `seed ${seed}: ${sentence}`);
      assert.match(sentence, /^Healthy on this data: no feature differs by more than chance allows for 240 values\.$/);
      const gap = shownOf(snapshot).gap ?? assert.fail();
      const drift = explainCause("drift", { mean: 0.1, std: 0.1 }, { snapshot: shownOf(snapshot), gap, feature: -1 });
      assert.match(drift, /^No more than chance/);
    }
  });

  it("names the shifted feature with numbers, chance and the framework's index, and offers to recalibrate", async () => {
    const { snapshot } = await report(3, (layer) => ({ ...layer, runningMean: withValue(layer.runningMean, 4, 40) }));
    const { kind, sentence, advice, offersRecalibration } = verdict(snapshot);
    assert.deepEqual([kind, offersRecalibration], ["differs", true]);
    assert.match(
      sentence,
      /in 1 of 8 features, least in f4 · \[4\]: .*mean −\d+\.?\d* and spread .*chance allows ±0\.26 and ±0\.18/,
    );
    assert.match(advice, /recalibrate/);
  });

  it("does not advise to recalibrate what differs a little more than chance", async () => {
    const { snapshot } = await report(3, (layer) => ({
      ...layer,
      runningMean: Float64Array.from(layer.runningMean ?? [], (mean, c) => (c === 0 ? mean + 0.5 : mean)),
    }));
    const { kind, sentence, offersRecalibration } = verdict(snapshot);
    assert.deepEqual([kind, offersRecalibration], ["differs", false]);
    assert.match(sentence, /^The running statistics nearly fit/);
  });

  for (const [part, value, reason] of [
    ["runningMean", NaN, "its running mean is NaN"],
    ["runningVar", NaN, "its running variance is NaN"],
    ["runningVar", -0.5, "its running variance is −0.5"],
  ] as const) {
    it(`says first that ${reason}, before any finite difference`, async () => {
      const { snapshot } = await report(2, (layer) => ({
        ...layer,
        runningMean: withValue(layer.runningMean, 1, 1e3),
        [part]: withValue(part === "runningMean" ? withValue(layer.runningMean, 1, 1e3) : layer.runningVar, 5, value),
      }));
      const { kind, sentence, offersRecalibration } = verdict(snapshot);
      assert.deepEqual([kind, sentence], ["broken", `f5 · [5] has no finite output in evaluation: ${reason}.`]);
      assert.ok(offersRecalibration);
      const { gap, features } = shownOf(snapshot);
      const given = gap ?? assert.fail();
      assert.match(
        gapSentence(given, features.gamma, features.names, -1),
        /^f5 · \[5\] has no finite output in evaluation\. Of the others: .* most in f1 · \[1\]/,
      );
      assert.deepEqual(
        worstRows(shownOf(snapshot), given, features.gamma, false)
          .map(({ name }) => name)
          .slice(0, 2),
        ["f5 · [5]", "f1 · [1]"],
      );
    });
  }

  it("blames the start of a layer that is not warm", async () => {
    const { snapshot } = await report(4, (layer) => layer, 5);
    assert.match(verdict(snapshot).sentence, /^The running statistics are not warm: 59% of their starting values/);
  });

  it("says that there is nothing to explain without a layer", async () => {
    const { session } = await open("a,b\n1,2\n3,4\n5,9\n");
    assert.equal(session.snapshot?.gap, null);
    const { kind, sentence } = verdict(session.snapshot);
    assert.equal(kind, "unknown");
    assert.match(sentence, /^No layer is loaded/);
  });
});

describe("after recalibrating", () => {
  it("no sentence contradicts another", async () => {
    const session = await report(3, (layer) => ({ ...layer, runningMean: withValue(layer.runningMean, 4, 40) }));
    await recalibrate(session);
    const snapshot = shownOf(session.snapshot);
    const gap = snapshot.gap ?? assert.fail();
    assert.equal(verdict(snapshot).sentence, "The running statistics were made from this data and fit it.");
    const texts = gapRows(snapshot, gap, snapshot.features.gamma, -1).map(({ explanation }) => explanation);
    assert.match(texts[2], /are those of this data: no difference/);
    assert.match(texts[3], /^Nothing is left/);
    const { recalibration } = snapshot.layer ?? {};
    const sentence = recalibrationSentence(snapshot, recalibration ?? assert.fail(), snapshot.features.gamma);
    assert.match(
      sentence,
      /^The running statistics are those of this data\. .* differed by up to \d+\.\d+ .*now by up to 0\.00/,
    );
  });

  it("takes the mean over mini-batches where that is asked for, and further files", async () => {
    const session = await report(5);
    await recalibrate(session, { estimate: "batches", batchSize: 24 });
    assert.deepEqual(session.snapshot?.layer?.recalibration?.origin, {
      estimate: "batches",
      numBatches: 10,
      otherFiles: [],
    });
    const other = {
      kind: "text",
      fileName: "more.csv",
      text: csvOf(rows(new RandomGenerator(77), 60)),
      languageId: "csv",
    } as const;
    await recalibrate(session, { estimate: "pooled", batchSize: 1 }, [other]);
    const { layer, features } = shownOf(session.snapshot);
    const { mean } = await session.query("tensor/describe", {
      file: other,
      options: shownOf(session.snapshot).options,
    });
    const expected = (240 * features.mean[2] + 60 * mean[2]) / 300;
    assert.ok(Math.abs((layer?.runningMean?.[2] ?? NaN) - expected) < 1e-12);
    await undoRecalibration(session);
    assert.equal(shownOf(session.snapshot).layer?.numBatchesTracked, 500);
  });

  it("gives code for the channels that changed", async () => {
    const session = await report(3);
    await recalibrate(session);
    const { text, numChannels } = recalibrationCode(shownOf(session.snapshot)) ?? assert.fail();
    assert.equal(numChannels, 8);
    assert.match(text, /get_submodule\("net\.bn1"\)[^]*layer\.running_mean\.copy_\(torch\.tensor\(\[/);
  });
});

describe("the rows of the gap", () => {
  it("add up with their signs for one feature, and say that sizes do not", async () => {
    const { snapshot } = await report(6);
    const { gap, features } = shownOf(snapshot);
    const rowsOf = (feature: number) => gapRows(shownOf(snapshot), gap ?? assert.fail(), features.gamma, feature);
    const number = (text: string): number => Number(text.replace("−", "-").replace("+", ""));
    const [eps, bessel, drift, warmUp, total] = rowsOf(2).map(({ std }) => number(std));
    assert.ok(Math.abs(eps + bessel + drift + warmUp - total) < 3e-4);
    assert.ok(rowsOf(-1).every(({ mean }) => !/[+−]/.test(mean)));
    assert.match(rowsOf(2)[5].mean, /^±0\.387$/);
  });

  it("calls warm-up unknown, not 100%, where the counter was reset", async () => {
    const { snapshot } = await report(6, (layer) => ({ ...layer, numBatchesTracked: 0 }));
    const { gap, features } = shownOf(snapshot);
    const row = gapRows(shownOf(snapshot), gap ?? assert.fail(), features.gamma, -1)[3];
    assert.deepEqual([row.mean, row.std], ["unknown", "unknown"]);
    assert.match(row.explanation, /the counter was reset/);
  });
});
