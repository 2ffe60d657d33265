import assert from "node:assert/strict";
import { assertRelativelyClose } from "../support/close.ts";
import { goldenValues, readGoldenFolder, type GoldenNumber, type GoldenSequence } from "../support/golden.ts";
import { runSequence } from "../support/sequence.ts";

/**
 * Against PyTorch's float64 results: 1e-12 of the largest value. The cases come no nearer than PyTorch itself is to the
 * exact result, which their files tell (up to 2e-13).
 */
const float64Tolerance = 1e-12;
/** Against PyTorch's float32 results, which are themselves rounded at every step: a few units of 2⁻²⁴. */
const float32Tolerance = 5e-7;
/** Against exact results in float32: half a unit for storing the result, and the parameters' own rounding. */
const float32ExactTolerance = 6e-8;

/** Where the result itself is what rounding leaves of cancelling values, with the reason. */
const exceptions: Readonly<Partial<Record<string, { what: string; tolerance: number; why: string }>>> = {
  cancelling_sum_f64: { what: "running_mean", tolerance: 1, why: "a sum of 1e16 − 1e16; PyTorch is off by 14% too" },
  constant_features_f64: { what: "grad_weight", tolerance: 1, why: "exactly 0, where the reference has 1e-91" },
  two_rows_f64: {
    what: "grad_input",
    tolerance: 1e-11,
    why: "gradients of ±1 cancel to 1e-5; PyTorch is off by 2e-12",
  },
};

function checkResults(
  { name, dtype }: GoldenSequence,
  results: readonly (readonly [
    what: string,
    actual: ArrayLike<number> | null,
    expected: readonly GoldenNumber[] | null,
  ])[],
  tolerance: number,
): void {
  for (const [what, actual, expected] of results) {
    if (actual === null || expected === null) {
      assert.equal(actual, expected, `${what} of ${name} (${dtype})`);
      continue;
    }
    const exception = exceptions[name];
    const allowed = exception?.what === what ? exception.tolerance : tolerance;
    assertRelativelyClose(actual, goldenValues(expected), allowed, what);
  }
}

describe("golden sequences of batches", () => {
  for (const sequence of readGoldenFolder("sequences") as GoldenSequence[]) {
    it(`agrees with PyTorch: ${sequence.name}`, () => {
      const tolerance = sequence.dtype === "float64" ? float64Tolerance : float32Tolerance;
      for (const { step, layer, output, gradients } of runSequence(sequence)) {
        const { expected } = step;
        const results = [
          ["output", output.data, expected.output.data],
          ["grad_input", gradients.gradInput.data, expected.grad_input.data],
          ["grad_weight", gradients.gradGamma, expected.grad_weight],
          ["grad_bias", gradients.gradBeta, expected.grad_bias],
          ["running_mean", layer.runningMean, expected.running_mean_after],
          ["running_var", layer.runningVar, expected.running_var_after],
        ] as const;
        checkResults(sequence, results, tolerance);
        assert.equal(layer.numBatchesTracked, expected.num_batches_tracked_after ?? 0);
      }
    });
  }
});

describe("golden batches that are ill-conditioned", () => {
  const cases = readGoldenFolder("illconditioned") as (GoldenSequence | { readonly kind: "large_formula" })[];
  const sequences = cases.filter((it) => it.kind === "batchnorm_sequence");
  for (const sequence of sequences) {
    it(`is as near to the exact result as numbers allow: ${sequence.name}`, () => {
      const tolerance = sequence.dtype === "float64" ? float64Tolerance : float32ExactTolerance;
      for (const { step, layer, output, gradients } of runSequence(sequence)) {
        // Cases without exact results are about overflow, NaN and Infinity: there PyTorch's are what is wanted.
        const wanted = step.exact ?? step.expected;
        const results = [
          ["output", output.data, wanted.output.data],
          ["grad_input", gradients.gradInput.data, wanted.grad_input.data],
          ["grad_weight", gradients.gradGamma, wanted.grad_weight],
          ["grad_bias", gradients.gradBeta, wanted.grad_bias],
          ["running_mean", layer.runningMean, wanted.running_mean_after],
          ["running_var", layer.runningVar, wanted.running_var_after],
        ] as const;
        checkResults(sequence, results, tolerance);
      }
    });
  }
});
