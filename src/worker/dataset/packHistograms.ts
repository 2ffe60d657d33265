import type { Histogram } from "../../engine/index.ts";
import type { PackedHistograms } from "../../shared/report/report.ts";

/** Many histograms in a few arrays, which cross threads and the webview's channel without a cost per feature. */
export function packHistograms(histograms: readonly Histogram[]): PackedHistograms {
  const offset = new Uint32Array(histograms.length + 1);
  histograms.forEach(({ counts }, c) => (offset[c + 1] = offset[c] + counts.length));
  const counts = new Uint32Array(offset[histograms.length]);
  histograms.forEach((histogram, c) => {
    counts.set(histogram.counts, offset[c]);
  });
  return {
    offset,
    counts,
    start: Float64Array.from(histograms, ({ start }) => start),
    width: Float64Array.from(histograms, ({ width }) => width),
    below: Uint32Array.from(histograms, ({ below }) => below),
    above: Uint32Array.from(histograms, ({ above }) => above),
    discrete: Uint8Array.from(histograms, ({ discrete }) => (discrete ? 1 : 0)),
  };
}
