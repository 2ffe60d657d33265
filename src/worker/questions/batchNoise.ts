import {
  BatchNorm,
  EngineError,
  moments,
  normalizedValue,
  RandomGenerator,
  type BatchNormOptions,
} from "../../engine/index.ts";
import { type BatchAnswer, type BatchQuestion, mostBatches } from "../../shared/report/questions.ts";

/** Values of one feature by sample: `valuesPerSample` of them for each, NaN where one is missing. */
export interface SampledFeature {
  readonly values: ArrayLike<number>;
  readonly valuesPerSample: number;
}

const numPasses = 4;
/** Updates of the running statistics that are followed. */
const mostUpdates = 1000;
/** Batch means that a spread is measured from. */
const spreadBatches = 240;
const numRowBatches = 60;

/**
 * What mini-batches of a feature do to its statistics: every batch's mean and variance, the running averages that follow
 * them, the spread of batch means by batch size, and one value's x̂ among changing company.
 */
export function miniBatches(feature: SampledFeature, question: BatchQuestion, layer: BatchNormOptions): BatchAnswer {
  const { dropLast, order, seed } = question;
  // What arrives from a page may be any number: 0 samples a batch would never come to an end.
  const batchSize = Math.max(1, Math.floor(question.batchSize) || 1);
  const numSamples = feature.values.length / feature.valuesPerSample;
  const random = new RandomGenerator(seed);
  const nextOrder = (): Uint32Array =>
    order === "file" ? Uint32Array.from({ length: numSamples }, (_, i) => i) : random.permutation(numSamples);
  const first = splitBatches(nextOrder(), batchSize, dropLast);
  const statistics = first.slice(0, mostBatches).map((batch) => moments(valuesOf(feature, batch)));
  const last = first.at(-1)?.length ?? 0;
  const passes = followRunning(feature, layer, first, () => splitBatches(nextOrder(), batchSize, dropLast));
  return {
    counts: Float64Array.from(statistics, ({ count }) => count),
    means: Float64Array.from(statistics, ({ mean }) => mean),
    variances: Float64Array.from(statistics, ({ variance }) => variance),
    numBatches: first.length,
    lastSize: last < batchSize ? last : 0,
    ...passes,
    ...spreadBySize(feature, { ...question, batchSize }, numSamples),
    rowOutputs: rowOutputs(feature, { ...question, batchSize }, layer.eps, numSamples),
  };
}

/** Samples in batches; the last one may be shorter, or dropped. */
function splitBatches(order: Uint32Array, batchSize: number, dropLast: boolean): Uint32Array[] {
  const batches: Uint32Array[] = [];
  for (let start = 0; start < order.length; start += batchSize) {
    const batch = order.subarray(start, start + batchSize);
    if (batch.length === batchSize || !dropLast) batches.push(batch);
  }
  return batches;
}

/** The values of some samples that are there. */
function valuesOf({ values, valuesPerSample }: SampledFeature, samples: ArrayLike<number>): Float64Array {
  const found = new Float64Array(samples.length * valuesPerSample);
  let count = 0;
  for (let n = 0; n < samples.length; n++) {
    for (let i = 0; i < valuesPerSample; i++) {
      const value = values[samples[n] * valuesPerSample + i];
      if (!Number.isNaN(value)) found[count++] = value;
    }
  }
  return found.subarray(0, count);
}

/** Trains a layer without γ and β on batch after batch, for some passes. */
function followRunning(
  feature: SampledFeature,
  options: BatchNormOptions,
  firstPass: readonly Uint32Array[],
  nextPass: () => readonly Uint32Array[],
): Pick<BatchAnswer, "refusedBatch" | "runningMeans" | "runningVars" | "updateMeans" | "numPasses" | "startLeft"> {
  const layer = new BatchNorm(1, options);
  const [means, vars, updates]: number[][] = [[], [], []];
  let refusedBatch = -1;
  let startLeft = 1;
  let pass = 0;
  for (; pass < numPasses && means.length < mostUpdates; pass++) {
    const batches = pass === 0 ? firstPass : nextPass();
    for (const [i, batch] of batches.entries()) {
      const data = valuesOf(feature, batch);
      try {
        layer.forward({ data, shape: [data.length] }, "train");
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown;
        if (refusedBatch < 0) refusedBatch = i;
        continue;
      }
      if (pass === 0) startLeft *= 1 - (options.momentum ?? 1 / layer.numBatchesTracked);
      if (means.length < mostUpdates) {
        means.push(layer.runningMean?.[0] ?? NaN);
        vars.push(layer.runningVar?.[0] ?? NaN);
        updates.push(moments(data).mean);
      }
    }
  }
  return {
    refusedBatch,
    runningMeans: Float64Array.from(means),
    runningVars: Float64Array.from(vars),
    updateMeans: Float64Array.from(updates),
    numPasses: pass,
    startLeft,
  };
}

/** Standard deviation of the batch means for batches of 2, 4, 8 … samples, and of the size in question. */
function spreadBySize(
  feature: SampledFeature,
  { batchSize, order, seed }: BatchQuestion,
  numSamples: number,
): Pick<BatchAnswer, "spreadSizes" | "spreads"> {
  const sizes = new Set<number>();
  for (let size = 2; size <= numSamples / 2; size *= 2) sizes.add(size);
  if (batchSize <= numSamples / 2) sizes.add(batchSize);
  const spreadSizes = Float64Array.from(sizes).sort();
  const spreads = spreadSizes.map((size) => {
    const random = new RandomGenerator(seed + 1);
    const means: number[] = [];
    do {
      const samples =
        order === "file" ? Uint32Array.from({ length: numSamples }, (_, i) => i) : random.permutation(numSamples);
      for (const batch of splitBatches(samples, size, true)) means.push(moments(valuesOf(feature, batch)).mean);
    } while (order === "shuffled" && means.length < spreadBatches);
    return Math.sqrt(moments(means).variance);
  });
  return { spreadSizes, spreads };
}

/** x̂ of one value in batches with other samples, drawn at random. */
function rowOutputs(
  feature: SampledFeature,
  { index, batchSize, seed }: BatchQuestion,
  eps: number,
  numSamples: number,
): Float64Array {
  const x = feature.values[index];
  if (Number.isNaN(x)) return new Float64Array(0);
  const own = Math.floor(index / feature.valuesPerSample);
  const random = new RandomGenerator(seed + 2);
  return Float64Array.from({ length: numRowBatches }, () => {
    const others = draw(random, numSamples, Math.min(batchSize, numSamples) - 1, own);
    return normalizedValue(x, moments(valuesOf(feature, [own, ...others])), eps, "train");
  });
}

/** Different numbers below `length`, without one of them. Small draws from many do not shuffle them all. */
function draw(random: RandomGenerator, length: number, count: number, without: number): number[] {
  if (count * 4 > length) {
    return [...random.permutation(length).filter((sample) => sample !== without)].slice(0, count);
  }
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const sample = Math.floor(random.uniform() * length);
    if (sample !== without) drawn.add(sample);
  }
  return [...drawn];
}
