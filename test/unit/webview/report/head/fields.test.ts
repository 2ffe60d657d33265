import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkEps,
  checkMomentum,
  formatOptions,
  layoutChoices,
} from "../../../../../webview/report/head/optionFields.ts";
import { editableNumber, parseNumber, stepLastDigit } from "../../../../../webview/common/numberText.ts";
import { defaultReading } from "../../../../../src/shared/report/reading.ts";
import { defaultReportOptions } from "../../../../../src/shared/options.ts";
import { snapshot } from "../../fakes.ts";

describe("parseNumber", () => {
  it("reads numbers as people write them, with either minus sign", () => {
    for (const [text, value] of [
      ["1e-5", 1e-5],
      [" 0.5 ", 0.5],
      [".5", 0.5],
      ["5.", 5],
      ["-2", -2],
      ["−2", -2],
      ["+1E3", 1000],
    ] as const) {
      assert.equal(parseNumber(text), value, text);
    }
  });

  it("refuses what is no number", () => {
    for (const text of ["", "abc", "1,5", "0x10", "Infinity", "NaN", "1e", "--1", "1 2"]) {
      assert.equal(parseNumber(text), null, text);
    }
  });
});

describe("stepLastDigit", () => {
  it("steps the digit that was written last", () => {
    for (const [text, steps, result] of [
      ["0.5", 1, "0.6"],
      ["0.10", -1, "0.09"],
      ["16", 1, "17"],
      ["1e-5", 1, "2e-5"],
      ["0", -1, "-1"],
      ["−0.5", 1, "-0.4"],
      ["9.9", 1, "10.0"],
      ["1.5", 10, "2.5"],
    ] as const) {
      assert.equal(stepLastDigit(text, steps), result, text);
    }
  });

  it("leaves what is no number as it is", () => {
    assert.equal(stepLastDigit("abc", 1), "abc");
    assert.equal(stepLastDigit("", 1), "");
  });

  it("is undone by the step back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 4 }), (digits, decimals) => {
        const text = (digits / 10 ** decimals).toFixed(decimals);
        assert.equal(Number(stepLastDigit(stepLastDigit(text, 1), -1)), Number(text));
      }),
    );
  });
});

describe("editableNumber", () => {
  it("reads back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(parseNumber(editableNumber(value)), value + 0);
      }),
    );
  });

  it("is as short as programs write it", () => {
    assert.deepEqual([1e-5, 0.001, 0.1, -2].map(editableNumber), ["1e-5", "0.001", "0.1", "-2"]);
    assert.equal(editableNumber(null), "");
  });
});

describe("checkEps", () => {
  it("takes 0 and more", () => {
    assert.deepEqual(checkEps("0"), { value: 0 });
    assert.deepEqual(checkEps("1e-3"), { value: 1e-3 });
  });

  it("names the value that it cannot take", () => {
    assert.deepEqual(checkEps("-1"), { error: "eps must be 0 or greater, got -1" });
    assert.deepEqual(checkEps("abc"), { error: "eps must be a number, got abc" });
    assert.deepEqual(checkEps("  "), { error: "eps must be a number, got nothing" });
  });
});

describe("checkMomentum", () => {
  it("is a share", () => {
    assert.deepEqual(checkMomentum("0.1", "keras"), { value: 0.1 });
    assert.deepEqual(checkMomentum("2", "keras"), { error: "momentum must be between 0 and 1, got 2" });
  });

  it("can be none in PyTorch only", () => {
    assert.deepEqual(checkMomentum("", "pytorch"), { value: null });
    assert.deepEqual(checkMomentum("None", "pytorch"), { value: null });
    assert.deepEqual(checkMomentum("", "keras"), { error: "momentum must be a number, got nothing" });
  });
});

describe("layoutChoices", () => {
  const { source } = snapshot({ x: [1, 2], y: [3, 4] });

  it("offers one where both are the same", () => {
    assert.deepEqual(layoutChoices(source), [{ name: "auto", label: "(N, C)" }]);
  });

  it("names the axes of higher ranks", () => {
    assert.deepEqual(
      layoutChoices({ ...source, shape: [2, 3, 4, 5], layout: "(N, C, H, W)" }).map(({ label }) => label),
      ["(N, C, H, W)", "(N, H, W, C)"],
    );
  });
});

describe("formatOptions", () => {
  it("is one line", () => {
    assert.equal(formatOptions(defaultReportOptions, defaultReading), "Training, PyTorch, eps 1e-5, momentum 0.1");
    assert.equal(
      formatOptions({ ...defaultReportOptions, mode: "eval", momentum: null }, { ...defaultReading, header: "absent" }),
      "Evaluation, PyTorch, eps 1e-5, momentum None, Header: none",
    );
  });
});
