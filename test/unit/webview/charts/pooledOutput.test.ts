import assert from "node:assert/strict";
import fc from "fast-check";
import { totalCount } from "../../../../webview/report/charts/outline.ts";
import { pooledMoments, pooledOutput } from "../../../../webview/report/charts/pooledOutput.ts";
import { close, irisColumns, irisSnapshot } from "../detail/samples.ts";

const iris = irisSnapshot();
const columns = Object.values(irisColumns());

/** y of every value, the long way. */
function outputs(gamma: Float64Array, beta: Float64Array): number[] {
  const { features, options } = iris;
  return columns.flatMap((column, c) =>
    column.map((x) => ((x - features.mean[c]) / Math.sqrt(features.variance[c] + options.eps)) * gamma[c] + beta[c]),
  );
}

const affine = fc.tuple(
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
);

describe("pooledMoments", () => {
  it("are those of all y together", () => {
    fc.assert(
      fc.property(affine, ([gammas, betas]) => {
        const [gamma, beta] = [Float64Array.from(gammas), Float64Array.from(betas)];
        const y = outputs(gamma, beta);
        const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
        const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
        const found = pooledMoments(iris, gamma, beta);
        assert.ok(close(found.mean, mean, 1e-9), `mean ${found.mean}, expected ${mean}`);
        assert.ok(close(found.variance, variance, 1e-9), `variance ${found.variance}, expected ${variance}`);
        assert.ok(close(found.min, Math.min(...y), 1e-9) && close(found.max, Math.max(...y), 1e-9));
      }),
    );
  });
});

describe("pooledOutput", () => {
  it("keeps every value", () => {
    fc.assert(
      fc.property(affine, ([gammas, betas]) => {
        const { histogram } = pooledOutput(iris, Float64Array.from(gammas), Float64Array.from(betas));
        assert.ok(close(totalCount(histogram), 600, 1e-6), String(totalCount(histogram)));
      }),
    );
  });
  it("puts a feature with γ = 0 where its β is", () => {
    const { histogram } = pooledOutput(iris, Float64Array.of(0, 1, 1, 1), Float64Array.of(-2, 0, 0, 0), 40);
    const bin = Math.floor((-2 - histogram.start) / histogram.width);
    assert.ok(histogram.counts[bin] >= 150);
  });
});
