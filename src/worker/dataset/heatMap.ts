import type { HeatMap } from "../../shared/report/report.ts";

interface HeatMapSize {
  /** At most this many columns and rows of pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly samples: number;
  readonly valuesPerSample: number;
}

/** Values of one feature in sample order, before and after normalization. */
type FeatureReader = (feature: number) => { before: ArrayLike<number>; after: ArrayLike<number> };

/**
 * Samples × features reduced to pixels: a row per feature (or several features), a column per sample (or several), each
 * pixel the mean of the values that fall on it, NaN where all are missing.
 */
export function heatMap({ channels, samples, valuesPerSample, ...size }: HeatMapSize, read: FeatureReader): HeatMap {
  const width = Math.min(size.width, samples);
  const height = Math.min(size.height, channels);
  const before = new Float32Array(width * height);
  const after = new Float32Array(width * height);
  const counts = new Uint32Array(width * height);
  for (let c = 0; c < channels; c++) {
    const row = Math.floor((c * height) / channels) * width;
    const feature = read(c);
    for (let i = 0; i < feature.before.length; i++) {
      if (Number.isNaN(feature.before[i])) continue;
      const pixel = row + Math.floor((Math.floor(i / valuesPerSample) * width) / samples);
      counts[pixel]++;
      // A running mean: sums of float32 would lose digits.
      before[pixel] += (feature.before[i] - before[pixel]) / counts[pixel];
      after[pixel] += (feature.after[i] - after[pixel]) / counts[pixel];
    }
  }
  counts.forEach((count, pixel) => {
    if (count === 0) before[pixel] = after[pixel] = NaN;
  });
  return { width, height, before, after };
}
