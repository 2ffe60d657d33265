import type { Analysis, DatasetInfo } from "../../../src/session/compute/compute.ts";

/** What a reader might say of a small table. */
export const datasetInfo: DatasetInfo = {
  format: "csv",
  shape: [3, 2],
  rangeLabel: "lines 2–4",
  range: { start: 4, end: 20 },
  featurePlaces: [null, null],
  columns: { texts: [] },
  notices: [],
};

/** An analysis with the given features, whose numbers no session looks at. */
export function analysisOf(names: readonly string[]): Analysis {
  const column = (): Float64Array => new Float64Array(names.length);
  const histogram = { start: 0, width: 1, counts: Uint32Array.of(3), below: 0, above: 0, discrete: false };
  const pooled = { count: 6, mean: 0, variance: 1, min: 0, max: 1, quantiles: [0, 0, 0, 0, 0], outliers: 0, histogram };
  return {
    shape: [3, names.length],
    layout: "(N, C)",
    valuesPerFeature: 3,
    features: {
      names,
      count: column(),
      missing: column(),
      nan: column(),
      infinite: column(),
      mean: column(),
      variance: column(),
      min: column(),
      max: column(),
      runningMean: column(),
      runningVar: column(),
      usedMean: column(),
      usedVariance: column(),
      normalizedMean: column(),
      normalizedVariance: column(),
      gamma: column().fill(1),
      beta: column(),
      outliers: column(),
      quantiles: new Float64Array(names.length * 5),
      histograms: {
        offset: new Uint32Array(names.length + 1),
        start: column(),
        width: column(),
        counts: new Uint32Array(0),
        below: new Uint32Array(names.length),
        above: new Uint32Array(names.length),
        discrete: new Uint8Array(names.length),
      },
    },
    pooled: { input: pooled, normalized: pooled },
    notices: [],
  };
}
