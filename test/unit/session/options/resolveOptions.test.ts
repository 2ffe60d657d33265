import assert from "node:assert/strict";
import { changeOptions } from "../../../../src/session/options/resolveOptions.ts";
import { parseOptions } from "../../../../src/session/options/optionGuards.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";

const failsAt = (field: string) => (error: unknown) =>
  error instanceof Error && "field" in error && error.field === field && "kind" in error && error.kind === "option";

describe("changeOptions", () => {
  it("brings the eps and the momentum of a new preset", () => {
    const { eps, momentum } = changeOptions(defaultReportOptions, { preset: "keras" });
    assert.deepEqual({ eps, momentum }, { eps: 1e-3, momentum: 0.99 });
  });

  it("keeps what the change names beside the preset", () => {
    const { eps, momentum } = changeOptions(defaultReportOptions, { preset: "keras", eps: 0.5 });
    assert.deepEqual({ eps, momentum }, { eps: 0.5, momentum: 0.99 });
  });

  it("keeps a changed eps when the same preset is named again", () => {
    const changed = changeOptions(defaultReportOptions, { eps: 0 });
    assert.equal(changeOptions(changed, { preset: "pytorch" }).eps, 0);
  });

  for (const eps of [-1, NaN, Infinity]) {
    it(`refuses eps ${eps}`, () => {
      assert.throws(() => changeOptions(defaultReportOptions, { eps }), failsAt("eps"));
    });
  }

  for (const momentum of [-0.1, 1.5, NaN]) {
    it(`refuses momentum ${momentum}`, () => {
      assert.throws(() => changeOptions(defaultReportOptions, { momentum }), failsAt("momentum"));
    });
  }

  it("allows momentum 0, 1, and the cumulative average in PyTorch only", () => {
    for (const momentum of [0, 1, null])
      assert.equal(changeOptions(defaultReportOptions, { momentum }).momentum, momentum);
    assert.throws(() => changeOptions(defaultReportOptions, { preset: "keras", momentum: null }), failsAt("momentum"));
  });
});

describe("parseOptions", () => {
  it("takes nothing as no options", () => {
    assert.deepEqual(parseOptions(undefined), { report: {}, reading: {} });
  });

  it("separates report options from the header, γ and β", () => {
    assert.deepEqual(parseOptions({ mode: "eval", header: "absent", gamma: 2, beta: [0, 1] }), {
      report: { mode: "eval" },
      reading: { header: "absent" },
      gamma: 2,
      beta: [0, 1],
    });
  });

  it("names an option that it does not know", () => {
    assert.throws(() => parseOptions({ epsilon: 1 }), failsAt("epsilon"));
  });

  it("refuses a value of the wrong kind", () => {
    assert.throws(() => parseOptions({ eps: "1e-5" }), failsAt("eps"));
    assert.throws(() => parseOptions({ preset: "caffe" }), failsAt("preset"));
    assert.throws(() => parseOptions({ gamma: [1, "2"] }), failsAt("gamma"));
    assert.throws(() => parseOptions("train"), failsAt("options"));
  });
});
