import assert from "node:assert/strict";
import fc from "fast-check";
import {
  columnDecimals,
  fewestDecimals,
  formatCopy,
  formatExact,
  formatFixed,
  formatMeasured,
  formatParameter,
  formatPlain,
  formatShare,
  formatShortParameter,
  formatVariance,
  formatWithin,
  inner,
  operands,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";

function prints(format: (value: number) => string, cases: readonly (readonly [number, string])[]): void {
  for (const [value, expected] of cases) {
    assert.equal(format(value), expected, String(value));
  }
}

describe("formatMeasured", () => {
  it("keeps 5 significant digits and at most 4 decimals", () => {
    prints(formatMeasured, [
      [5.843333333333334, "5.8433"],
      [58.43333333333334, "58.433"],
      [0.6811222222222222, "0.6811"],
      [-0.7433333333333332, "−0.7433"],
      [12345.678, "12346"],
    ]);
  });
  it("drops zeros at the end", () => {
    prints(formatMeasured, [
      [0.5, "0.5"],
      [3.758, "3.758"],
      [100, "100"],
      [0, "0"],
      [-0, "0"],
    ]);
  });
  it("uses an exponent from 1e6, under 5e-5, and where fewer than two digits would remain", () => {
    prints(formatMeasured, [
      [1e6, "1e6"],
      [1234567, "1.2346e6"],
      [4.9e-5, "4.9e−5"],
      [0.000556, "5.6e−4"],
      [0.0056, "0.0056"],
      [-3.24e-9, "−3.24e−9"],
    ]);
  });
  it("prints what is not finite as a word or a sign", () => {
    prints(formatMeasured, [
      [NaN, "NaN"],
      [Infinity, "∞"],
      [-Infinity, "−∞"],
    ]);
  });
  it("stays within half a unit of the fifth digit", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9.9e5, noNaN: true }), (value) => {
        const printed = Number(formatMeasured(value));
        assert.ok(Math.abs(printed - value) <= value * 0.5e-4 * (1 + 1e-9), `${value} printed as ${printed}`);
      }),
    );
  });
});

describe("columns", () => {
  it("take their decimals from the largest value", () => {
    assert.equal(columnDecimals([5.8433, 3.0573]), 4);
    assert.equal(columnDecimals([0.304, 12.0894]), 3);
    assert.equal(columnDecimals([NaN, 123.4]), 2);
  });
  it("print small values with two digits, very small ones with an exponent, and 0 as 0", () => {
    assert.equal(formatFixed(0.0056, 3), "0.0056");
    assert.equal(formatFixed(0.13, 1), "0.13");
    assert.equal(formatFixed(0.00056, 3), "5.6e−4");
    assert.equal(formatFixed(3.758, 4), "3.7580");
    assert.equal(formatFixed(0, 3), "0");
    assert.equal(formatFixed(0.108, 3), "0.108");
    assert.equal(formatFixed(1, 0), "1");
  });
  it("show values of a file with the fewest decimals that show them all", () => {
    assert.equal(fewestDecimals([4.3, 4.6, 5.1, 7.255]), 3);
    assert.equal(fewestDecimals([1, 2, 16]), 0);
    assert.equal(fewestDecimals([1 / 3, 2]), 4);
  });
});

describe("formatWithin", () => {
  it("prints as measured where that tells values of such a spread apart", () => {
    assert.equal(formatWithin(5.843333333333334, 0.8253), "5.8433");
    assert.equal(formatWithin(746.893258, 314.02), "746.89");
    assert.equal(formatWithin(0.1, 10), "0.1");
  });
  it("has more digits where values are large or small beside their spread", () => {
    assert.equal(formatWithin(100000000.4092, 0.81), "100000000.4092");
    assert.equal(formatWithin(1e8, 0.81), "100000000");
    assert.equal(formatWithin(3.06e-12, 9.5e-13), "3.06e−12");
    assert.equal(formatWithin(-2.285e-13, 9.5e-13), "−2.285e−13");
    assert.equal(formatWithin(1.23456789012, 1e-6), "1.23456789");
  });
  it("is the value itself where all are one, and as measured where the spread is not known", () => {
    assert.equal(formatWithin(100000001, 0), "100000001");
    assert.equal(formatWithin(0.1 + 0.2, 0), "0.3");
    assert.equal(formatWithin(5.843333, NaN), "5.8433");
    assert.equal(formatWithin(NaN, 1), "NaN");
  });
  it("shows neighbours a thousandth of the spread apart as different", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (value, deviation) => {
          const printed = Number(formatWithin(value, deviation).replaceAll("−", "-"));
          const digits = Math.abs(value) * 1e-14;
          assert.ok(Math.abs(printed - value) <= Math.max(deviation * 5.01e-3, digits), `${value} as ${printed}`);
        },
      ),
    );
  });
});

describe("operands", () => {
  it("have six digits where that gives the result", () => {
    const minus = (x: number, mean: number): number => x - mean;
    assert.deepEqual(operands([5.1, 5.843333333333334], minus, "−0.7433", formatMeasured), ["5.1", "5.84333"]);
  });
  it("have as many as the result needs", () => {
    const minus = (x: number, mean: number): number => x - mean;
    assert.deepEqual(operands([100000000.358, 99999999.9488], minus, formatMeasured(0.4092), formatMeasured), [
      "100000000.358",
      "99999999.9488",
    ]);
  });
  it("are parenthesized inside a formula where they are negative", () => {
    assert.equal(inner("−0.5"), "(−0.5)");
    assert.equal(inner("0.5"), "0.5");
  });
});

describe("formatVariance", () => {
  it("cuts a variance just under 1 instead of rounding it to 1", () => {
    prints(formatVariance, [
      [0.6811222222222222 / (0.6811222222222222 + 1e-5), "0.999985"],
      [3.0955026666666665 / (3.0955026666666665 + 1e-5), "0.999996"],
      [0.99997794, "0.999977"],
      [0.9823, "0.9823"],
      [1 - 1e-8 / 3, "0.999999996"],
    ]);
  });
  it("prints 1 only for 1", () => {
    prints(formatVariance, [
      [1, "1"],
      [1 + 4e-16, "1"],
      [2.56, "2.56"],
      [0, "0"],
    ]);
  });
});

describe("formatParameter", () => {
  it("is as short as the number", () => {
    prints(formatParameter, [
      [1, "1"],
      [1e-5, "1e-5"],
      [0.001, "0.001"],
      [0, "0"],
      [-1e21, "−1e21"],
      [-0.5, "−0.5"],
      [0.1 + 0.2, "0.3"],
    ]);
  });

  it("takes an exponent from a million on where that is shorter", () => {
    prints(formatParameter, [
      [1e12, "1e12"],
      [-2_500_000, "−2.5e6"],
      [500_000, "500000"],
      [999_999_999_997, "999999999997"],
      [1_234_567, "1234567"],
    ]);
  });
});

describe("formatShortParameter", () => {
  it("leaves what a person sets, and prints what was learned as measured", () => {
    prints(formatShortParameter, [
      [1.5, "1.5"],
      [-0.001, "−0.001"],
      [0.825307350156, "0.8253"],
      [15.84333333333, "15.843"],
      [-2.7e-16, "−2.7e−16"],
    ]);
  });
});

describe("formatPlain", () => {
  it("writes a small constant out", () => {
    prints(formatPlain, [
      [1e-5, "0.00001"],
      [0.001, "0.001"],
      [0, "0"],
    ]);
  });
});

describe("formatShare", () => {
  it("says 0% and 100% only where they are exact", () => {
    assert.equal(formatShare(0, 150), "0%");
    assert.equal(formatShare(1, 1797 * 64), "<0.1%");
    assert.equal(formatShare(1, 150), "0.7%");
    assert.equal(formatShare(3, 100), "3.0%");
    assert.equal(formatShare(47, 100), "47%");
    assert.equal(formatShare(149, 150), "99.3%");
    assert.equal(formatShare(99999, 100000), ">99.9%");
    assert.equal(formatShare(150, 150), "100%");
  });
});

describe("exact forms", () => {
  it("keep every digit; the copied one has ASCII signs", () => {
    assert.equal(formatExact(-0.6811222222222222), "−0.6811222222222222");
    assert.equal(formatCopy(-0.6811222222222222), "-0.6811222222222222");
    assert.equal(formatCopy(-Infinity), "-Infinity");
  });
  it("turn rounding into 0 only where it is rounding", () => {
    assert.equal(zeroIfRounding(2.7e-16), 0);
    assert.equal(zeroIfRounding(1e-9), 1e-9);
    assert.equal(zeroIfRounding(4.77e-13, 9.5e-13), 4.77e-13);
  });
});
