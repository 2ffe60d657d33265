import { allocate, type DType, type Parameter } from "../../engine/index.ts";
import { lossWindow, type NetworkKind } from "../../shared/lab/run.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import { createNetwork, createOptimizer, type LabNetwork, type NetworkSettings } from "./network.ts";
import { gatherRows, MiniBatches, type LabelledRows, type Split } from "./split.ts";
import { lossOf } from "./task.ts";

/** What a lane needs beside its network's settings. */
export type LaneSettings = NetworkSettings & Pick<LabSettings, "optimizer" | "learningRate" | "batchSize">;

/** Choices that only experiments make. */
export interface LaneOptions {
  readonly dtype?: DType;
  /** Which parameters learn; all unless given. */
  readonly learns?: (network: LabNetwork) => Parameter[];
}

/** The number type that the lab trains in: as networks do, and the one that the engine is fastest in. */
export const labPrecision: DType = "float32";

/** One network of one seed in training. */
export class Lane {
  readonly kind: NetworkKind;
  readonly seed: number;
  readonly network: LabNetwork;
  readonly split: Split;
  /** Loss of a network that knows nothing: ln of the number of classes, or 1, the variance of a standardized target. */
  readonly guessingLoss: number;
  /** Steps taken. */
  step = 0;
  /** Step whose loss was not finite, counted from 0: nothing is trained from there on. */
  divergedAt: number | null = null;
  /** Loss of the last mini-batch. */
  lastLoss = NaN;
  readonly #parameters: Parameter[];
  readonly #optimizer: { step(parameters: readonly Parameter[]): void };
  readonly #batches: MiniBatches;
  readonly #batch: LabelledRows;
  readonly #recent = new Float64Array(lossWindow);

  constructor(
    kind: NetworkKind,
    settings: LaneSettings,
    split: Split,
    numOutputs: number,
    seed: number,
    { dtype = labPrecision, learns }: LaneOptions = {},
  ) {
    const [rows, features] = split.training.input.shape;
    const isNumber = split.training.labels instanceof Float64Array;
    this.kind = kind;
    this.seed = seed;
    this.split = split;
    this.network = createNetwork(kind, settings, features, numOutputs, seed);
    this.#parameters = learns === undefined ? this.network.parameters() : learns(this.network);
    this.#optimizer = createOptimizer(settings);
    this.#batches = new MiniBatches(rows, settings.batchSize, seed);
    const input = allocate([settings.batchSize, features], dtype);
    this.#batch = {
      input,
      labels: isNumber ? new Float64Array(settings.batchSize) : new Int32Array(settings.batchSize),
    };
    this.guessingLoss = isNumber ? 1 : Math.log(numOutputs);
  }

  /** One mini-batch: forward, loss, backward, step. Does nothing once the loss was not finite. */
  train(): void {
    if (this.divergedAt !== null) return;
    gatherRows(this.split.training, this.#batches.next(), this.#batch);
    const { network } = this;
    const { loss, gradOutput } = lossOf(network.forward(this.#batch.input, "train"), this.#batch.labels);
    this.lastLoss = loss;
    if (!Number.isFinite(loss)) {
      this.divergedAt = this.step;
      return;
    }
    this.#recent[this.step % lossWindow] = loss;
    this.step++;
    network.backward(gradOutput);
    this.#optimizer.step(this.#parameters);
  }

  /** "The loss": mean of the last 20 mini-batch losses, of fewer at the start; NaN before the first and once diverged. */
  get loss(): number {
    const count = Math.min(this.step, lossWindow);
    if (this.divergedAt !== null || count === 0) return NaN;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += this.#recent[k];
    return sum / count;
  }

  /** Whether the loss, over a whole window, is at most a level: where "steps to" counts to. */
  reached(level: number): boolean {
    return this.step >= lossWindow && this.loss <= level;
  }
}
