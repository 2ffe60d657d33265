import { allocate, RandomGenerator, type DType, type Tensor } from "../../engine/index.ts";
import type { LabData } from "./labData.ts";
import type { Labels } from "./task.ts";

/** Rows with their labels. */
export interface LabelledRows {
  readonly input: Tensor;
  readonly labels: Labels;
}

/** The rows of one seed: what its networks train on, and what they are judged by. */
export interface Split {
  readonly training: LabelledRows;
  readonly validation: LabelledRows;
}

/** How the features are prepared. */
export interface SplitOptions {
  readonly standardize: boolean;
  readonly dtype: DType;
  /** Train on so many rows only; the validation rows stay the same. */
  readonly trainingRows?: number;
  /** Changes the held-back rows before they are standardized: (value, feature) → value. */
  readonly changeValidation?: (row: Float64Array) => Float64Array;
}

/**
 * Splits the rows into training and validation ones by a seeded shuffle, and standardizes both with mean and biased
 * standard deviation of the training rows; a constant feature becomes 0. A target of numbers is always standardized
 * so: its loss is then in the target's variance, and guessing the mean has loss 1.
 */
export function splitRows(data: LabData, seed: number, options: SplitOptions): Split {
  const { rows, features, trainingRows, validationRows } = data.summary;
  const order = new RandomGenerator(1000 + seed).permutation(rows);
  const training = order.subarray(0, Math.min(trainingRows, options.trainingRows ?? trainingRows));
  const held = order.subarray(trainingRows, trainingRows + validationRows);
  const scaling = options.standardize ? measureScaling(data, training) : null;
  const take = (chosen: Uint32Array, change?: (row: Float64Array) => Float64Array): LabelledRows => {
    const input = allocate([chosen.length, features], options.dtype);
    chosen.forEach((row, n) => {
      const original = data.features.subarray(row * features, (row + 1) * features);
      const values = change === undefined ? original : change(original);
      for (let c = 0; c < features; c++) {
        input.data[n * features + c] = scaling === null ? values[c] : (values[c] - scaling.mean[c]) / scaling.std[c];
      }
    });
    return { input, labels: takeLabels(data.labels, training, chosen) };
  };
  return { training: take(training), validation: take(held, options.changeValidation) };
}

function takeLabels(labels: Labels, training: Uint32Array, chosen: Uint32Array): Labels {
  if (labels instanceof Int32Array) return Int32Array.from(chosen, (row) => labels[row]);
  let sum = 0;
  for (const row of training) sum += labels[row];
  const mean = sum / training.length;
  let squares = 0;
  for (const row of training) squares += (labels[row] - mean) ** 2;
  const std = Math.sqrt(squares / training.length) || 1;
  return Float64Array.from(chosen, (row) => (labels[row] - mean) / std);
}

function measureScaling({ features, summary }: LabData, rows: Uint32Array) {
  const width = summary.features;
  const mean = new Float64Array(width);
  const std = new Float64Array(width);
  for (let c = 0; c < width; c++) {
    let sum = 0;
    for (const row of rows) sum += features[row * width + c];
    mean[c] = sum / rows.length;
    let squares = 0;
    for (const row of rows) squares += (features[row * width + c] - mean[c]) ** 2;
    std[c] = Math.sqrt(squares / rows.length) || 1;
  }
  return { mean, std };
}

/** The first rows of a set, at most so many. */
export function firstRows({ input, labels }: LabelledRows, count: number): LabelledRows {
  const [rows, width] = input.shape;
  const kept = Math.min(count, rows);
  return {
    input: { data: input.data.subarray(0, kept * width), shape: [kept, width] },
    labels: labels.subarray(0, kept),
  };
}

/**
 * The rows of one mini-batch after the other: a new seeded permutation each epoch, its last incomplete batch dropped.
 * Two networks with the same seed see the same batches.
 */
export class MiniBatches {
  readonly #random: RandomGenerator;
  readonly #rows: number;
  readonly #batchSize: number;
  #order = new Uint32Array(0);
  #next = 0;

  constructor(rows: number, batchSize: number, seed: number) {
    this.#random = new RandomGenerator(10_000 + seed);
    this.#rows = rows;
    this.#batchSize = batchSize;
  }

  /** Row numbers, valid until the next call. */
  next(): Uint32Array {
    if (this.#next + this.#batchSize > this.#order.length) {
      this.#order = this.#random.permutation(this.#rows) as Uint32Array<ArrayBuffer>;
      this.#next = 0;
    }
    const batch = this.#order.subarray(this.#next, this.#next + this.#batchSize);
    this.#next += this.#batchSize;
    return batch;
  }
}

/** Copies rows into a batch that is reused from step to step. */
export function gatherRows({ input, labels }: LabelledRows, rows: Uint32Array, into: LabelledRows): void {
  const [, width] = input.shape;
  for (let n = 0; n < rows.length; n++) {
    const start = rows[n] * width;
    into.input.data.set(input.data.subarray(start, start + width), n * width);
    into.labels[n] = labels[rows[n]];
  }
}
