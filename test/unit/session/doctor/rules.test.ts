import assert from "node:assert/strict";
import { rules, type RuleId } from "../../../../src/session/doctor/index.ts";
import { column, examineText, summary, type Patient } from "./examineText.ts";

const spread = column(-1, 0, 1, 2, -2, 0.5);
const layer = (mean: number, variance: number, numBatchesTracked: number | null = 100) => ({
  runningMean: Float64Array.of(mean),
  runningVar: Float64Array.of(variance),
  numBatchesTracked,
});
/** Four values of mean 0 whose biased variance is the square of a number. */
const withStd = (std: number) => column(std, -std, std, -std);
const evaluation = { mode: "eval" } as const;

/** Rules that look at one report. The others look at a network: see networkRules.test.ts. */
type ReportRule = Exclude<RuleId, "BN012" | "BN013" | "BN014">;

/** For every rule cases that fire and cases near them that do not. */
const cases: Readonly<Record<ReportRule, { fires: Record<string, Patient>; near: Record<string, Patient> }>> = {
  BN001: {
    fires: {
      "a constant column": { text: column(7, 7, 7) },
      "a variance of 0.01 with a threshold of that": { text: withStd(0.1), thresholds: { constantVariance: 0.0101 } },
    },
    near: {
      "a column with one other value": { text: column(7, 7, 7.001) },
      "a variance just above the threshold": { text: withStd(0.1), thresholds: { constantVariance: 0.0099 } },
    },
  },
  BN002: {
    fires: {
      "variance 48.9 · ε": { text: withStd(Math.sqrt(48.9e-5)) },
      "variance 49.5 · ε with a threshold of 50": {
        text: withStd(Math.sqrt(49.5e-5)),
        thresholds: { varianceOverEps: 50 },
      },
      "a running variance below it, in evaluation": { text: spread, options: evaluation, layer: layer(0, 4e-4) },
    },
    near: {
      "variance 49.1 · ε": { text: withStd(Math.sqrt(49.1e-5)) },
      "a constant column, which is BN001's": { text: column(1, 1, 1) },
      "ε = 0": { text: withStd(1e-9), options: { eps: 0 } },
    },
  },
  BN003: {
    fires: {
      "γ = 0.001 and β = 2": { text: spread, gamma: [0.001], beta: [2] },
      "γ = −0.0005 and β = 0": { text: spread, gamma: [-0.0005] },
    },
    near: { "γ = 0.0011": { text: spread, gamma: [0.0011] }, "γ = −0.002": { text: spread, gamma: [-0.002] } },
  },
  BN004: {
    fires: {
      "an infinite value": { text: `[[1], [2], [1e999]]`, languageId: "json" },
      "a γ that is NaN": { text: spread, gamma: [NaN] },
      "an infinite β": { text: spread, beta: [-Infinity] },
    },
    near: {
      "the largest number": { text: `[[1], [2], [1e150]]`, languageId: "json" },
      "an infinite value where one is let pass": {
        ...{ text: `[[1], [2], [1e999]]`, languageId: "json", thresholds: { notFiniteValues: 1 } },
      },
    },
  },
  BN005: {
    fires: {
      "a running variance of 0": { text: spread, layer: layer(0, 0) },
      "a negative one": { text: spread, layer: layer(0, -1e-3) },
      "one that is NaN": { text: spread, layer: layer(0, NaN) },
      "a running mean that is NaN": { text: spread, layer: layer(NaN, 1) },
      "an infinite running mean": { text: spread, layer: layer(-Infinity, 1) },
      "an infinite running variance": { text: spread, layer: layer(0, Infinity) },
      "one just above −ε": { text: spread, layer: layer(0, -9e-6) },
      "a tiny one with a threshold": { text: spread, layer: layer(0, 1e-7), thresholds: { smallestRunningVar: 1e-6 } },
    },
    near: { "a tiny one": { text: spread, layer: layer(0, 1e-30) }, "no layer": { text: column(1, 1, 1) } },
  },
  BN006: {
    fires: {
      "2 rows": { text: column(1, 5) },
      "33 rows in batches of 32": { text: column(...Array.from({ length: 33 }, (_, i) => i)), batchSize: 32 },
      "34 rows in batches of 32": { text: column(...Array.from({ length: 34 }, (_, i) => i)), batchSize: 32 },
      "35 rows in batches of 32": { text: column(...Array.from({ length: 35 }, (_, i) => i)), batchSize: 32 },
      "a last batch of 4 where 5 are wanted": {
        ...{
          text: column(...Array.from({ length: 36 }, (_, i) => i)),
          batchSize: 32,
          thresholds: { minimumValues: 5 },
        },
      },
      "batches of 2": { text: column(...Array.from({ length: 34 }, (_, i) => i)), batchSize: 2 },
    },
    near: {
      "3 rows": { text: column(1, 5, 6) },
      "36 rows in batches of 32": { text: column(...Array.from({ length: 36 }, (_, i) => i)), batchSize: 32 },
      "33 images of 4 pixels in batches of 32": {
        text: JSON.stringify(Array.from({ length: 33 }, (_, i) => [[i, 2 * i, 3, i + 1]])),
        languageId: "json",
        batchSize: 32,
      },
      "33 rows, batch size unknown": { text: column(...Array.from({ length: 33 }, (_, i) => i)) },
    },
  },
  BN007: {
    fires: { "mean 1,001 and deviation 1": { text: column(1000, 1002, 1000, 1002) } },
    near: {
      "mean 999 and deviation 1": { text: column(998, 1000, 998, 1000) },
      "a constant column": { text: column(5, 5, 5) },
    },
  },
  BN008: {
    fires: {
      "β six deviations below 0": { text: spread, beta: [-6] },
      "a negative γ that turns all below 0": {
        ...{ text: column(...Array.from({ length: 60 }, (_, i) => Number(i % 6 === 5))), gamma: [-1], beta: [-0.5] },
      },
      "running statistics far above the data": { text: spread, options: evaluation, layer: layer(10, 1) },
      "most outputs below 0, with a threshold of 70%": { text: spread, beta: [-1], thresholds: { deadShare: 0.7 } },
    },
    near: {
      "some outputs above 0, with a threshold of 95%": { text: spread, beta: [-1], thresholds: { deadShare: 0.95 } },
      "β one deviation below 0": { text: spread, beta: [-1] },
      "β three deviations below 0, which few values cannot tell from rarely on": { text: spread, beta: [-3] },
      "3 values that are below 0 by chance": {
        ...{ text: column(-0.2, -1, -0.5), options: evaluation, layer: layer(0, 1) },
      },
      "6 values below 0 by chance, with a threshold": {
        text: column(0, 0, 0, 0, 0, 1),
        ...{ gamma: [-1], beta: [-0.5], thresholds: { deadShare: 0.9 } },
      },
      "the same before a sigmoid": { text: spread, beta: [-6], activation: "sigmoid" },
      "a constant column, which is BN001's": { text: column(5, 5, 5), beta: [-1] },
      "γ = 0, which is BN003's": { text: spread, gamma: [0], beta: [-1] },
    },
  },
  BN009: {
    fires: {
      "γ = 6 before a sigmoid": { text: spread, gamma: [6], activation: "sigmoid" },
      "γ = 4 before tanh": { text: spread, gamma: [4], activation: "tanh" },
      "γ = 0 and β = 3 before a sigmoid": { text: spread, gamma: [0], beta: [3], activation: "sigmoid" },
    },
    near: {
      "γ = 1 before a sigmoid": { text: spread, activation: "sigmoid" },
      "γ = 2 before a sigmoid": { text: spread, gamma: [2], activation: "sigmoid" },
      "γ = 6 before ReLU": { text: spread, gamma: [6] },
      "γ = 6 with a threshold of 90%": {
        text: spread,
        gamma: [6],
        activation: "sigmoid",
        thresholds: { saturatedShare: 0.9 },
      },
    },
  },
  BN010: {
    fires: {
      "running mean 0 and variance 1": { text: spread, layer: layer(0, 1, null) },
      "trained γ and β beside a count of 0": { text: spread, layer: layer(0, 1, 0), gamma: [0.8], beta: [0.1] },
      "a mean of 0.009 with a threshold": { text: spread, layer: layer(0.009, 1.009), thresholds: { nearNew: 0.01 } },
    },
    near: {
      "a mean that moved": { text: spread, layer: layer(1e-6, 1) },
      "no layer": { text: spread },
      "a count of 0 beside other numbers": { text: spread, layer: layer(0.1, 1, 0) },
      "statistics that are folded into γ and β": { text: spread, layer: layer(0, 1, null), gamma: [3.2], beta: [-1.4] },
      "the same in PyTorch's layer": { text: spread, layer: layer(0, 1, 0), gamma: [7.1], beta: [-1.4] },
    },
  },
  BN011: {
    fires: {
      "a mean 3 deviations away": { text: column(...wave(200)), layer: layer(3, 0.5) },
      "a variance 4.1 times as large": { text: column(...wave(200)), layer: layer(0, 2.05) },
    },
    near: {
      "a mean 0.9 deviations away": { text: column(...wave(200)), layer: layer(0.6, 0.5) },
      "a variance 3.9 times as large": { text: column(...wave(200)), layer: layer(0, 1.95) },
      "a distance that chance explains in 6 values": { text: spread, layer: layer(1, 2) },
      "a layer that was never updated, which is BN010's": { text: column(...wave(200)), layer: layer(0, 1) },
      "statistics that are folded into γ and β": {
        ...{ text: column(...wave(200).map((x) => x + 9)), layer: layer(0, 1, null), gamma: [3.2], beta: [-1.4] },
      },
    },
  },
  BN015: {
    fires: {
      "statistics under each other's names": { text: column(...wave(200).map((x) => x + 9)), layer: layer(0.5, 9) },
    },
    near: {
      "statistics that fit": { text: column(...wave(200).map((x) => x + 9)), layer: layer(9, 0.5) },
      "statistics that fit neither way": { text: column(...wave(200).map((x) => x + 9)), layer: layer(0, 40) },
      "no layer": { text: spread },
    },
  },
};

/** Values of mean 0 and variance ½. */
function wave(length: number): number[] {
  return Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * i) / 20));
}

for (const id of Object.keys(cases) as ReportRule[]) {
  describe(id, () => {
    for (const [name, patient] of Object.entries(cases[id].fires)) {
      it(`finds ${name}`, () => {
        const finding = examineText(patient).find(({ rule }) => rule === id);
        assert.ok(finding, "fires");
        assert.notEqual(finding.evidence, "");
      });
    }
    for (const [name, patient] of Object.entries(cases[id].near)) {
      it(`is silent on ${name}`, () => {
        assert.equal(summary(examineText(patient))[id], undefined);
      });
    }
    it("explains itself, and says what to do", () => {
      assert.match(rules[id].explain(), /^.+[.] .+[.]$|^.+: .+[.] .+[.]$/);
    });
  });
}

describe("examine", () => {
  const layerOf = (means: number[], variances: number[]) => ({
    runningMean: Float64Array.from(means),
    runningVar: Float64Array.from(variances),
    numBatchesTracked: 100,
  });

  it("says first what is not finite, then causes before symptoms", () => {
    const rows = wave(200).map((x, i) => `${x},${x + 9},${i % 7}`);
    const found = examineText({
      ...{ text: ["a,b,c", ...rows].join("\n"), options: evaluation, layer: layerOf([0, 40, NaN], [0.5, 0.5, 4]) },
      gamma: [1e-5, 1, 1],
    });
    assert.deepEqual(
      found.map(({ rule, feature }) => [rule, feature]),
      [
        ["BN005", 2],
        ["BN011", 1],
        ["BN003", 0],
        ["BN008", 1],
      ],
    );
    assert.deepEqual([found[0].severity, found[0].subject], ["error", "runningMean"]);
  });

  it("gives a dead channel of a loaded layer another advice than a small feature", () => {
    const text = column(...wave(200).map((x) => x / 1000));
    const advices = [
      examineText({ text }),
      examineText({
        ...{
          text:
            "a,b\n" +
            wave(200)
              .map((x) => `${x / 1e5},${x}`)
              .join("\n"),
          options: evaluation,
        },
        layer: layerOf([0, 0], [5e-11, 0.5]),
      }),
      examineText({ text, options: evaluation, layer: layerOf([0], [5e-7]) }),
    ].map((findings) => findings.find(({ rule }) => rule === "BN002")?.advice ?? "");
    assert.match(advices[0], /lower ε/);
    assert.match(advices[1], /The channel is dead.*Keep ε/);
    assert.match(advices[2], /whole layer's input hardly varies.*keep ε/);
  });

  it("says how much a variance just above −ε is blown up", () => {
    const [{ evidence }] = examineText({ text: spread, layer: layer(0, -9e-6) });
    assert.match(evidence, /just above −ε: evaluation multiplies by 1,?000/);
  });
});
