import assert from "node:assert/strict";
import { moments, quantiles, RandomGenerator } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";

const numDraws = 20000;

describe("RandomGenerator", () => {
  it("gives the bits of the C reference (xoshiro128** after SplitMix32 from seed 1)", () => {
    const random = new RandomGenerator(1);
    const expected = [393288148, 2174103013, 3814759091, 2092745082, 1865176206, 2179171167];
    assert.deepEqual(
      expected.map(() => random.bits()),
      expected,
    );
  });

  it("differs for seeds that differ in any half, negative ones too", () => {
    const first = [0, 1, -1, 2 ** 32, 2 ** 40].map((seed) => new RandomGenerator(seed).bits());
    assert.equal(new Set(first).size, first.length);
  });

  it("draws uniform numbers from all of [0, 1)", () => {
    const random = new RandomGenerator(2);
    const draws = Float64Array.from({ length: numDraws }, () => random.uniform());
    assert.ok(draws.every((value) => value >= 0 && value < 1));
    // Quantiles of 20,000 draws are within 4 standard errors: 4 · √(p (1 − p) / n) ≤ 0.0142.
    assertClose(quantiles(draws, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], 0.0142);
  });

  it("draws normal numbers of mean 0 and variance 1", () => {
    const random = new RandomGenerator(3);
    const draws = Float64Array.from({ length: numDraws }, () => random.normal());
    const { mean, variance } = moments(draws);
    // Within 4 standard errors: 4 / √n, 4 · √(2 / n).
    assertClose([mean], [0], 0.0283);
    assertClose([variance], [1], 0.04);
    assertClose(quantiles(draws, [0.1587, 0.8413]), [-1, 1], 0.05);
  });

  it("permutes every number once, evenly", () => {
    const random = new RandomGenerator(4);
    assert.deepEqual(
      [...random.permutation(100)].sort((a, b) => a - b),
      [...Array(100).keys()],
    );
    const firsts = new Float64Array(4);
    for (let i = 0; i < numDraws; i++) {
      firsts[random.permutation(4)[0]]++;
    }
    // 5,000 each, within 4 standard deviations of 61.
    assertClose(firsts, [5000, 5000, 5000, 5000], 245);
  });

  it("refuses a seed that is not whole", () => {
    assertRefused(() => new RandomGenerator(0.5), "INVALID_OPTION", 0.5);
  });
});
