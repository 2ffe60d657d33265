import { quantiles, sortValues } from "../../../engine/index.ts";
import { numBins, pictureColumns, type PictureColumn, type PictureRows } from "../../../shared/checkpoint/snapshot.ts";
import type { Domain } from "../../../shared/view/axis.ts";
import type { LayerChannels } from "./channels.ts";

/** Shares of all channels where a column's axis begins and ends; beyond are the end bins. Means have longer tails. */
const axisShares: Readonly<Record<PictureColumn, readonly [from: number, to: number]>> = {
  gamma: [0.002, 0.998],
  beta: [0.002, 0.998],
  mean: [0.004, 0.996],
  deviation: [0.002, 0.998],
};

/** The pictures of all layers: each column on one axis over all channels, and each row on its own. */
export function layerPictures(layers: readonly LayerChannels[]): Record<PictureColumn, PictureRows> {
  const columns = pictureColumns.map((column) => [column, pictureRows(layers, column)] as const);
  return Object.fromEntries(columns) as Record<PictureColumn, PictureRows>;
}

/** What a column draws of a channel: running means in standard deviations, as raw ones have no common axis. */
export function pictured({ gamma, beta, mean, variance, eps }: LayerChannels, column: PictureColumn): Float64Array {
  switch (column) {
    case "gamma":
      return gamma;
    case "beta":
      return beta;
    case "mean":
      return mean.map((value, c) => value / Math.sqrt(variance[c] + eps));
    case "deviation":
      return variance.map((value) => Math.log10(value) / 2);
  }
}

function pictureRows(layers: readonly LayerChannels[], column: PictureColumn): PictureRows {
  return rowsOn(
    layers.map((layer) => pictured(layer, column)),
    (all) => axisOf(all, axisShares[column]),
  );
}

/** Rows of differences on one axis with 0 in its middle. */
export function symmetricRows(rows: readonly Float64Array[]): PictureRows {
  return rowsOn(rows, (all) => {
    const { max } = axisOf(all.map(Math.abs), [0, 0.996]);
    const reach = max > 0 ? max : 1;
    return { min: -reach, max: reach };
  });
}

function rowsOn(rows: readonly Float64Array[], sharedAxis: (all: Float64Array) => Domain): PictureRows {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let place = 0;
  for (const row of rows) {
    all.set(row, place);
    place += row.length;
  }
  const domain = sharedAxis(sampled(all));
  const numRows = rows.length + 1;
  const result: PictureRows = {
    domain,
    counts: new Uint32Array(numRows * numBins),
    ownMin: new Float64Array(numRows),
    ownMax: new Float64Array(numRows),
    ownCounts: new Uint32Array(numRows * numBins),
  };
  [all, ...rows].forEach((values, r) => {
    const own = r === 0 ? domain : wholeAxis(values);
    count(values, domain, result.counts.subarray(r * numBins, (r + 1) * numBins));
    count(values, own, result.ownCounts.subarray(r * numBins, (r + 1) * numBins));
    result.ownMin[r] = own.min;
    result.ownMax[r] = own.max;
  });
  return result;
}

/** Quantiles of so many values are as good as those of all, and sorting a million takes long. */
const enoughValues = 200_000;

function sampled(values: Float64Array): Float64Array {
  const step = Math.ceil(values.length / enoughValues);
  if (step < 2) return values;
  return Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]);
}

/** The axis between two shares of the finite values; a single value gets room around it. */
function axisOf(values: Float64Array, shares: readonly [number, number]): Domain {
  const finite = sortValues(values.filter((value) => Number.isFinite(value)));
  if (finite.length === 0) return { min: -1, max: 1 };
  const [min, max] = quantiles(finite, shares, { sorted: true });
  return roomy(min, max);
}

/** The axis from the least finite value to the largest. */
function wholeAxis(values: Float64Array): Domain {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue; // NaN or infinite
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return roomy(min, max);
}

/** A single value gets room around it, and none an axis all the same. */
function roomy(min: number, max: number): Domain {
  if (min < max) return { min, max };
  if (min > max) return { min: -1, max: 1 };
  const room = Math.abs(min) / 2 || 0.5;
  return { min: min - room, max: max + room };
}

/** Counts values into bins; what lies beyond goes into the end bins, NaN nowhere. */
function count(values: Float64Array, { min, max }: Domain, bins: Uint32Array): void {
  const perBin = bins.length / (max - min);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    bins[Math.min(Math.max(Math.floor((values[i] - min) * perBin), 0), bins.length - 1)]++;
  }
}
