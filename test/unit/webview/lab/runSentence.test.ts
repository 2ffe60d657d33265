import assert from "node:assert/strict";
import { divergedSentence, runSentence, worseSentence } from "../../../../webview/lab/model/runSentence.ts";
import { runRecord } from "./runFixture.ts";

describe("runSentence", () => {
  it("gives steps as ranges and the ratio of medians where both networks reach the target in every seed", () => {
    const run = runRecord(
      { reachedAt: [360, 393, 415], score: [0.936, 0.95, 0.967], msPerStep: 0.7 },
      { reachedAt: [121, 142, 149], score: [0.944, 0.96, 0.969], msPerStep: 1.09 },
    );
    const said = runSentence(run, true);
    assert.equal(
      said?.main,
      "Batch norm reached loss 0.1 in 121–149 steps, the plain network in 360–415: 2.8 × fewer.",
    );
    assert.equal(
      said.rest,
      "Validation accuracy overlaps, 94.4–96.9% with batch norm and 93.6–96.7% without, and a step with it took 1.6 × as long.",
    );
  });

  it("says that both are near guessing where neither has learned", () => {
    const run = runRecord({ score: [0.167, 0.3, 0.417] }, { score: [0.25, 0.5, 0.75], msPerStep: 1.5 });
    const two = { ...run, info: { ...run.info, guessingScore: 0.5 } };
    assert.equal(
      runSentence(two, true)?.rest,
      "Both are near guessing, 50.0%. Validation accuracy overlaps, 25.0–75.0% with batch norm and 16.7–41.7% without, and a step with it took 1.5 × as long.",
    );
    const one = runRecord({ score: [0.1, 0.12, 0.15] }, { score: [0.9, 0.91, 0.95] });
    assert.match(runSentence(one, true)?.rest ?? "", /^Validation accuracy ends at/);
  });

  it("speaks of R² where a number is predicted", () => {
    const run = runRecord({ score: [0.61, 0.7, 0.72] }, { score: [0.8, 0.81, 0.84], msPerStep: 1.5 });
    const numbers = { ...run, info: { ...run.info, task: "number", guessingScore: 0 } } as const;
    assert.equal(
      runSentence(numbers, true)?.rest,
      "Validation R² ends at 0.80–0.84 with batch norm and 0.61–0.72 without, and a step with it took 1.5 × as long.",
    );
  });

  it("says that steps do not differ where the ranges overlap", () => {
    const run = runRecord({ reachedAt: [69, 70, 76] }, { reachedAt: [59, 70, 85] });
    assert.equal(runSentence(run, true)?.main, "Both reached loss 0.1 in about the same steps, 59–85 and 69–76.");
  });

  it("says that batch norm was slower where it was", () => {
    const run = runRecord({ reachedAt: [80, 85, 90] }, { reachedAt: [121, 123, 125] });
    assert.match(
      runSentence(run, true)?.main ?? "",
      /^Batch norm was slower: .* 121–125 steps, the plain network in 80–90/,
    );
  });

  it("names the network that did not reach the target, and in how many seeds", () => {
    const some = runRecord({ reachedAt: [290, -1, -1] }, { reachedAt: [105, 110, 128] });
    assert.equal(
      runSentence(some, true)?.main,
      "Batch norm reached loss 0.1 in 105–128 steps, the plain network in 290 steps in 1 of 3 seeds.",
    );
    const none = runRecord({}, {});
    assert.equal(runSentence(none, true)?.main, "Neither reached loss 0.1 in 600 steps.");
  });

  it("says nothing before the first step", () => {
    const run = runRecord({}, {});
    assert.equal(runSentence({ ...run, frames: run.frames.slice(0, 1) }, false), null);
  });

  it("says where each network is while the run goes on", () => {
    const run = runRecord({ loss: [0.28, 0.29, 0.3] }, { reachedAt: [121, 142, 149] });
    assert.equal(
      runSentence(run, false)?.main,
      "After 600 steps, batch norm reached loss 0.1 in 121–149 steps; the plain network is at 0.28–0.3.",
    );
  });
});

describe("worseSentence", () => {
  it("names the networks that ended worse than a guess", () => {
    const run = runRecord({ loss: [147, 150, 160] }, { loss: [2.2, 2.3, 2.4] });
    assert.equal(worseSentence(run), "The loss ended worse than that of a guess, 2.3: Without batch norm at 150.");
  });

  it("is silent where none did, and before the end", () => {
    const run = runRecord({ loss: [3, 3, 3] }, {});
    assert.equal(worseSentence(run), null);
    const bad = runRecord({ loss: [147, 150, 160] }, {});
    assert.equal(worseSentence({ ...bad, frames: bad.frames.slice(0, 1) }), null);
  });
});

describe("divergedSentence", () => {
  it("says which network, when, in how many seeds, and what grew first", () => {
    const run = runRecord({ divergedAt: [9, 5, 7], loss: [NaN, NaN, NaN] }, {});
    const trace = {
      runId: 1,
      network: 0,
      seed: 0,
      steps: Int32Array.of(1, 8),
      std: Float64Array.of(1, 0.74, 20, 26_500),
      useless: new Float64Array(4),
      ranges: Float64Array.of(6, 6),
      histograms: new Uint32Array(0),
      outside: new Uint32Array(4),
      losses: Float64Array.of(2.3, NaN),
    };
    const said = divergedSentence({ ...run, traces: [trace] });
    assert.equal(said?.main, "Without batch norm, the loss became NaN at step 9 (3 of 3 seeds: step 5–9).");
    assert.equal(
      said.rest,
      "The activations grew first: layer 2 went from σ 0.74 to 26,500 in 7 steps. With batch norm kept training at the same learning rate.",
    );
  });

  it("is silent where every loss is finite", () => {
    assert.equal(divergedSentence(runRecord({}, {})), null);
  });
});
