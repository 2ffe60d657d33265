import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { formatMeasured, formatWithin } from "../../../../src/shared/text/numbers.ts";
import { centering, distance, normalizing, restoring, scaling } from "../../../../src/shared/view/arithmetic.ts";

/** What a calculator gets from the written operands. */
const evaluate = (calculation: string): number => {
  const code = calculation
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll("÷", "/")
    .replaceAll(/√\(([^()]*)\)/g, "(($1) ** 0.5)");
  assert.match(code, /^[-+*/ ().\de]+$/);
  return Number(runInNewContext(code));
};

const size = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const positive = fc.double({ min: 1e-12, max: 1e9, noNaN: true });
const moderate = fc.double({ min: -1e3, max: 1e3, noNaN: true });

/** Whether two printed numbers are the same but for the last place of a tie. */
function sameInPrint(got: string, expected: string): void {
  if (got === expected) return;
  const [a, b] = [got, expected].map((text) => Number(text.replaceAll("−", "-")));
  assert.ok(Math.abs(a - b) <= 1e-14 * Math.max(Math.abs(a), Math.abs(b)), `${got} is not ${expected}`);
}

describe("written arithmetic", () => {
  it("is that of iris", () => {
    assert.deepEqual(centering(5.1, 5.843333333333334, 0.8253), {
      calculation: "5.1 − 5.84333",
      result: "−0.7433",
    });
    assert.deepEqual(restoring(1.6, -0.900681, 0.5), { calculation: "1.6 · (−0.900681) + 0.5", result: "−0.9411" });
  });

  it("keeps the digits of large numbers that differ by little, and of tiny ones", () => {
    assert.equal(centering(100000000.358, 99999999.9488, 0.81).calculation, "100000000.358 − 99999999.9488");
    const tiny = centering(2.831492e-12, 3.06e-12, 9.5e-13);
    assert.equal(tiny.result, "−2.285e−13");
    assert.equal(
      scaling(2.831492e-12 - 3.06e-12, 8.98e-25, 1e-5, -7.2265e-11).calculation.startsWith("−2.28508e−13 ÷"),
      true,
    );
  });

  it("prints 0 only for what is 0 in exact arithmetic", () => {
    assert.equal(distance(0.1 + 0.2, 0.3), 0);
    assert.notEqual(centering(1e-13, 0, 1e-13).result, "0");
  });

  it("holds to the last printed digit, whatever the operands", () => {
    fc.assert(
      fc.property(size, size, positive, (x, mean, deviation) => {
        const { calculation, result } = centering(x, mean, deviation);
        if (result !== "0") sameInPrint(formatWithin(evaluate(calculation), deviation), result);
      }),
    );
    fc.assert(
      fc.property(size, positive, (centered, variance) => {
        const { calculation, result } = scaling(centered, variance, 1e-5, centered / Math.sqrt(variance + 1e-5));
        if (result !== "0") sameInPrint(formatMeasured(evaluate(calculation)), result);
      }),
    );
    fc.assert(
      fc.property(moderate, moderate, positive, (x, mean, variance) => {
        const { calculation, result } = normalizing(x, mean, variance, 1e-5, (x - mean) / Math.sqrt(variance + 1e-5));
        if (result !== "0") sameInPrint(formatMeasured(evaluate(calculation)), result);
      }),
    );
    fc.assert(
      fc.property(moderate, moderate, moderate, (gamma, normalized, beta) => {
        const { calculation, result } = restoring(gamma, normalized, beta);
        if (result !== "0") sameInPrint(formatMeasured(evaluate(calculation)), result);
      }),
    );
  });
});
