import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analysis, ComputeName, ComputeRequests } from "../../../src/session/compute/compute.ts";
import { defaultReportOptions, type ReportOptions } from "../../../src/shared/options.ts";
import { ComputeServer } from "../../../src/worker/computeServer.ts";

const sample = (name: string): string => readFileSync(join(import.meta.dirname, "../../../samples", name), "utf8");

/** A server that was given a text, and its answers as values; a refusal is thrown. */
function serve(text: string, languageId = "csv") {
  const server = new ComputeServer();
  const ask = <K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]): ComputeRequests[K]["value"] => {
    const reply = server.answer({ id: 1, type, params });
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error);
    return reply.value as ComputeRequests[K]["value"];
  };
  const selections = [{ start: 0, end: 0 }];
  const info = ask("dataset/open", {
    text,
    read: { languageId, selections, missingValues: "omitRows", header: "auto" },
  });
  const analyze = (options: Partial<ReportOptions> = {}): Analysis =>
    ask("dataset/analyze", { options: { ...defaultReportOptions, ...options }, statistics: null });
  return { ask, info, analyze };
}

/** Fails with the place of the first number that is farther from what was expected. */
function assertClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(got.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(got[i] - value) <= tolerance, `[${i}]: got ${got[i]}, expected ${value}`);
  });
}

describe("ComputeServer on iris", () => {
  const { ask, analyze, info } = serve(sample("iris.csv"));

  it("gives the mean and the biased variance of each feature", () => {
    const { features } = analyze();
    // scikit-learn's iris table, moments by exact arithmetic.
    assertClose(features.mean, [5.843333333333334, 3.0573333333333332, 3.758, 1.1993333333333334], 1e-14);
    assertClose(
      features.variance,
      [0.6811222222222223, 0.18871288888888887, 3.0955026666666665, 0.5771328888888889],
      1e-14,
    );
  });

  it("says what it left out", () => {
    assert.equal(info.notices.length, 1);
    assert.match(info.notices[0].message, /species/);
  });

  it("normalizes to mean 0 and variance var / (var + eps)", () => {
    const { features } = analyze();
    assertClose(features.normalizedMean, [0, 0, 0, 0], 1e-14);
    const expected = Array.from(features.variance, (variance) => variance / (variance + 1e-5));
    assertClose(features.normalizedVariance, expected, 1e-13);
  });

  it("updates the running statistics of a new layer as PyTorch does", () => {
    const { features } = analyze();
    // torch.nn.BatchNorm1d(4), one training batch.
    assertClose(
      features.runningMean,
      [0.5843333333333335, 0.3057333333333334, 0.3758000000000003, 0.1199333333333334],
      1e-14,
    );
    assertClose(
      features.runningVar,
      [0.9685693512304251, 0.9189979418344519, 1.2116277852348993, 0.9581006263982104],
      1e-14,
    );
  });

  it("evaluates with the running statistics", () => {
    const { features } = analyze({ mode: "eval" });
    const { mean, runningMean, runningVar, normalizedMean } = features;
    const expected = Array.from(mean, (value, c) => (value - runningMean[c]) / Math.sqrt(runningVar[c] + 1e-5));
    assertClose(normalizedMean, expected, 1e-12);
  });

  it("gives values with their samples and lines", () => {
    analyze();
    const { x, sample: samples, line } = ask("dataset/values", { feature: 2, start: 0, count: 2 });
    assert.deepEqual([...x], [1.4, 1.4]);
    assert.deepEqual([...samples], [1, 2]);
    assert.deepEqual([...line], [2, 3]);
  });

  it("gives no values past the end", () => {
    assert.equal(ask("dataset/values", { feature: 0, start: 148, count: 10 }).x.length, 2);
    assert.equal(ask("dataset/values", { feature: 0, start: 500, count: 10 }).x.length, 0);
  });

  it("finds the place of a value, and the value at a place", () => {
    const place = ask("dataset/place", { feature: 3, index: 1 });
    assert.ok(place);
    assert.equal(sample("iris.csv").slice(place.start, place.end), "0.2");
    assert.deepEqual(ask("dataset/valueAt", { offset: place.start }), { feature: 3, index: 1 });
    assert.equal(ask("dataset/valueAt", { offset: 0 }), null);
  });

  it("counts x̂ in 256 bins", () => {
    const { counts } = ask("dataset/fineHistogram", { feature: 0 });
    assert.equal(counts.length, 256);
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      150,
    );
  });

  it("computes y from γ and β", () => {
    analyze();
    const gamma = Float64Array.of(2, 1, 1, 1);
    const beta = Float64Array.of(0.5, 0, 0, 0);
    const { shape, data } = ask("dataset/output", { gamma, beta });
    assert.deepEqual(shape, [150, 4]);
    // 2 · (5.1 − 5.8433…) / √(0.68112… + 1e-5) + 0.5, and torch's output of the second feature.
    assertClose(data.subarray(0, 2), [2 * -0.9006745586264868 + 0.5, 1.018977354243429], 1e-14);
  });

  it("reduces samples × features to pixels", () => {
    const { width, height, before, after } = ask("dataset/heatMap", { width: 75, height: 10 });
    assert.deepEqual({ width, height }, { width: 75, height: 4 });
    assertClose(before.subarray(0, 1), [(5.1 + 4.9) / 2], 1e-6);
    assert.equal(after.length, 300);
  });
});

describe("ComputeServer", () => {
  it("normalizes the reference values", () => {
    for (const [input, expected] of [
      [
        [100, 1, 1],
        [1.4142, -0.7071, -0.7071],
      ],
      [
        [1, 0.01, 0.01],
        [1.4142, -0.7071, -0.7071],
      ],
      [
        [4, 5, 6],
        [-1.2247, 0, 1.2247],
      ],
    ]) {
      const { ask, analyze } = serve(JSON.stringify(input), "json");
      analyze();
      const { data } = ask("dataset/output", { gamma: Float64Array.of(1), beta: Float64Array.of(0) });
      assertClose(data, expected, 5e-5);
    }
  });

  it("knows the place of a feature's first infinite value", () => {
    const text = "a,b\n1,2\n3,inf\n5,-inf\n";
    const { ask, analyze } = serve(text);
    analyze();
    const start = text.indexOf("inf");
    assert.deepEqual(ask("dataset/place", { feature: 1, index: "firstInfinite" }), { start, end: start + 3 });
    assert.equal(ask("dataset/place", { feature: 0, index: "firstInfinite" }), null);
  });

  it("leaves it to the doctor to say what is wrong with the values", () => {
    assert.deepEqual(serve("a,b,c\n1,inf,3\n1,5,3\n1,6,3\n").analyze().notices, []);
  });

  it("refuses one sample in training where PyTorch does, with the place, and not where Keras does not", () => {
    const { analyze, info } = serve("[[1, 2, 3]]", "json");
    assert.throws(() => analyze(), { kind: "input", code: "BATCH_TOO_SMALL", place: info.range });
    assertClose(analyze({ preset: "keras" }).features.normalizedMean, [0, 0, 0], 0);
  });

  it("rounds to float32 where that is asked for", () => {
    const { analyze } = serve("[[0.1], [0.7]]", "json");
    const { features } = analyze({ precision: "float32" });
    assert.equal(features.max[0], Math.fround(0.7));
  });

  it("gives a constant feature the variance 0", () => {
    const { features } = serve("a,b,c\n1,2,3\n1,5,3\n1,6,3\n").analyze();
    assert.equal(features.normalizedVariance[0], 0);
  });

  it("leaves out missing values of a feature alone where they are ignored", () => {
    const server = new ComputeServer();
    const read = { languageId: "csv", selections: [], missingValues: "ignore", header: "auto" } as const;
    server.answer({ id: 1, type: "dataset/open", params: { text: "a,b\n1,2\n,4\n3,9\n", read } });
    const reply = server.answer({
      id: 2,
      type: "dataset/analyze",
      params: { options: defaultReportOptions, statistics: null },
    });
    assert.ok(reply.ok);
    const { features } = reply.value as Analysis;
    assert.deepEqual([...features.count], [2, 3]);
    assert.deepEqual([...features.missing], [1, 0]);
    assertClose(features.mean, [2, 5], 1e-15);
  });

  it("evaluates with the statistics that it is given", () => {
    const { ask } = serve("[[1], [3]]", "json");
    const statistics = { runningMean: Float64Array.of(1), runningVar: Float64Array.of(4) };
    const { features } = ask("dataset/analyze", {
      options: { ...defaultReportOptions, mode: "eval", eps: 0 },
      statistics,
    });
    assertClose(features.normalizedMean, [0.5], 1e-15);
    assertClose(features.usedVariance, [4], 0);
  });

  it("keeps the dataset that it has when another cannot be read", () => {
    const { ask, analyze } = serve("[[1], [3]]", "json");
    const read = { languageId: "json", selections: [], missingValues: "omitRows", header: "auto" } as const;
    assert.throws(() => ask("dataset/open", { text: "[1, ", read }), { kind: "input", code: "BROKEN_JSON" });
    assertClose(analyze().features.mean, [2], 0);
  });

  it("puts channels where the layout has them", () => {
    const text = "[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]";
    assert.equal(serve(text, "json").analyze().features.names.length, 3);
    assert.equal(serve(text, "json").analyze({ preset: "keras", eps: 1e-3 }).features.names.length, 2);
    const last = serve(text, "json").analyze({ layout: "channelsLast" });
    assert.equal(last.layout, "(N, L, C)");
    assertClose(last.features.mean, [6, 7], 1e-15);
  });
});
