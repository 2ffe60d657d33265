import { joinPlaces, selectPlaces } from "../numbers/places.ts";
import type { LeftOutColumn, Span, TextFeature, TextNotice, TextTensor, TokenPlaces } from "../types.ts";

/**
 * A tensor before samples are omitted: row-major values with their places, names along axis 1, and what was left out.
 */
export interface Grid {
  readonly data: Float64Array;
  readonly places: TokenPlaces;
  readonly shape: readonly number[];
  /** False where none of the values is NaN. */
  readonly hasMissing: boolean;
  /** Where sample i stood among the samples of the text. */
  readonly sampleIndex: Uint32Array;
  readonly features: readonly TextFeature[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly notices: readonly TextNotice[];
  readonly range: Span;
}

/** What of the tensor only its reader knows. */
export type TensorSource = Pick<
  TextTensor,
  "format" | "rangeLabel" | "numSamplesInText" | "numSamplesInArray" | "decimalPoint"
>;

export function toTensor(grid: Grid, source: TensorSource): TextTensor {
  const { data, places, shape, sampleIndex, features, leftOut, notices, range } = grid;
  return { ...source, data, shape, places, features, range, sampleIndex, leftOut, notices };
}

/** Numbers in one sample: the product of all axes but the first. */
export function sampleSize(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, length) => product * length, 1);
}

export function countUpTo(count: number): Uint32Array {
  const indices = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    indices[i] = i;
  }
  return indices;
}

/** The grid with only the samples `kept`, in that order. */
export function keepSamples(grid: Grid, kept: Uint32Array): Grid {
  const size = sampleSize(grid.shape);
  return {
    ...grid,
    ...gather(grid, kept.length * size, (i) => kept[Math.floor(i / size)] * size + (i % size)),
    shape: [kept.length, ...grid.shape.slice(1)],
    sampleIndex: kept.map((sample) => grid.sampleIndex[sample]),
    leftOut: grid.leftOut.map((column) => ({
      ...column,
      values: Array.from(kept, (sample) => column.values[sample]),
    })),
  };
}

/** The grid with only the features `kept` (axis 1), in that order. */
export function keepFeatures(grid: Grid, kept: readonly number[]): Grid {
  const [samples, numFeatures, ...rest] = grid.shape;
  const inner = rest.reduce((product, length) => product * length, 1);
  const size = kept.length * inner;
  return {
    ...grid,
    ...gather(grid, samples * size, (i) => {
      const sample = Math.floor(i / size);
      const feature = Math.floor((i % size) / inner);
      return (sample * numFeatures + kept[feature]) * inner + (i % inner);
    }),
    shape: [samples, kept.length, ...rest],
    features: kept.map((feature) => grid.features[feature]),
  };
}

function gather(grid: Grid, length: number, from: (i: number) => number): Pick<Grid, "data" | "places"> {
  const data = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    data[i] = grid.data[from(i)];
  }
  return { data, places: selectPlaces(grid.places, length, from) };
}

/** Grids of the same shape but for their number of samples, one below the other. */
export function joinGrids(grids: readonly Grid[]): Grid {
  const [first] = grids;
  if (grids.length === 1) {
    return first;
  }
  const length = grids.reduce((sum, grid) => sum + grid.data.length, 0);
  const joined = new Float64Array(length);
  let offset = 0;
  for (const { data } of grids) {
    joined.set(data, offset);
    offset += data.length;
  }
  const samples = grids.reduce((sum, grid) => sum + grid.shape[0], 0);
  return {
    ...first,
    data: joined,
    places: joinPlaces(grids.map(({ places }) => places)),
    hasMissing: grids.some((grid) => grid.hasMissing),
    shape: [samples, ...first.shape.slice(1)],
    sampleIndex: countUpTo(samples),
    notices: grids.flatMap((grid) => grid.notices),
    range: {
      start: Math.min(...grids.map((grid) => grid.range.start)),
      end: Math.max(...grids.map((grid) => grid.range.end)),
    },
  };
}
