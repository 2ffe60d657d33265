import assert from "node:assert/strict";
import { explainedVariance, groupHistograms, groupMoments, histogram, moments } from "../../../../src/engine/index.ts";
import { RandomGenerator } from "../../../../src/engine/index.ts";

describe("groupMoments", () => {
  it("gives the moments of each group and the share of the variance between them", () => {
    const { groups, explained } = groupMoments([1, 3, 11, 13], [0, 0, 1, 1], 2);
    assert.deepEqual(
      groups.map(({ count, mean, variance }) => [count, mean, variance]),
      [
        [2, 2, 1],
        [2, 12, 1],
      ],
    );
    assert.equal(explained, 25 / 26);
  });

  it("stays what it is where x becomes γ x + β, also far from 0", () => {
    const random = new RandomGenerator(7);
    const groupOf = Uint32Array.from({ length: 300 }, (_, i) => i % 3);
    const values = Float64Array.from(groupOf, (group) => group * 0.8 + random.normal());
    const { explained } = groupMoments(values, groupOf, 3);
    for (const [gamma, beta] of [
      [-2, 5],
      [1e-9, 0],
      [1, 1e6],
    ]) {
      const moved = groupMoments(
        values.map((x) => gamma * x + beta),
        groupOf,
        3,
      );
      assert.ok(Math.abs(moved.explained - explained) < 1e-9, `${gamma}, ${beta}: ${moved.explained}`);
    }
  });

  it("is exactly 0 for groups alike, 1 for groups without spread, and NaN where nothing varies", () => {
    assert.equal(groupMoments([1, 2, 1, 2], [0, 0, 1, 1], 2).explained, 0);
    assert.equal(groupMoments([1, 1, 2, 2], [0, 0, 1, 1], 2).explained, 1);
    assert.equal(groupMoments([3, 3, 3, 3], [0, 0, 1, 1], 2).explained, NaN);
  });

  it("leaves NaN and empty groups out", () => {
    const { groups, explained } = groupMoments([1, NaN, 3, 11, 13, NaN], [0, 0, 0, 2, 2, 1], 4);
    assert.deepEqual(
      groups.map(({ count }) => count),
      [2, 0, 2, 0],
    );
    assert.equal(explained, explainedVariance([moments([1, 3]), moments([11, 13])]));
  });
});

describe("groupHistograms", () => {
  it("counts every group in the bins of the whole", () => {
    const random = new RandomGenerator(3);
    const values = Float64Array.from({ length: 500 }, () => random.normal() ** 3);
    values.set([Infinity, -Infinity, NaN]);
    const groupOf = Uint32Array.from(values, (_, i) => i % 4);
    const whole = histogram(values);
    const parts = groupHistograms(values, groupOf, 5);
    assert.equal(parts.length, 5);
    const sum = (of: (part: (typeof parts)[number]) => number): number =>
      parts.reduce((all, part) => all + of(part), 0);
    whole.counts.forEach((count, k) => {
      assert.equal(
        sum(({ counts }) => counts[k]),
        count,
      );
    });
    assert.deepEqual([sum(({ below }) => below), sum(({ above }) => above)], [whole.below, whole.above]);
    for (const { start, width } of parts) assert.deepEqual([start, width], [whole.start, whole.width]);
  });

  it("has no bins where no value is finite", () => {
    const [only] = groupHistograms([NaN, Infinity], [0, 0], 1);
    assert.deepEqual([only.counts.length, only.above], [0, 1]);
  });
});
