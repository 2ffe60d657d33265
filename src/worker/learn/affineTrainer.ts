import {
  Adam,
  EngineError,
  meanSquaredError,
  Network,
  RmsProp,
  Sgd,
  presets,
  softmaxCrossEntropy,
  type BatchNorm,
  type BatchNormOptions,
  type LayerSpec,
  type Loss,
  type Parameter,
  type Tensor,
} from "../../engine/index.ts";
import { gatherRows } from "../dataset/gatherRows.ts";
import { miniBatches } from "./miniBatches.ts";
import type { LearnChunk, LearnOptions, LearnTarget, OptimizerName } from "./types.ts";

/** At most about so many frames of γ and β are kept for the scrubber. */
const framesKept = 200;
const momentum = 0.9;

/** What of the layer is kept of a step. */
const parts = ["gamma", "beta", "runningMean", "runningVar"] as const;

interface Optimizer {
  step(parameters: Parameter[]): void;
}

const optimizers: Readonly<Record<OptimizerName, (lr: number) => Optimizer>> = {
  sgd: (lr) => new Sgd({ lr }),
  momentum: (lr) => new Sgd({ lr, momentum }),
  rmsprop: (lr) => new RmsProp({ lr }),
  adam: (lr) => new Adam({ lr }),
};

/**
 * Learns γ and β of a batch norm layer by gradient descent, some steps at a time, so that whoever runs it can report,
 * pause and stop. The same options give the same numbers however the steps are cut.
 *
 * With the input as its own target it arrives at γ = √(σ² + eps), β = μ: batch norm undone.
 *
 * **Shapes**: input (N, C); values as the input.
 */
export class AffineTrainer {
  readonly #input: Tensor;
  readonly #target: LearnTarget;
  readonly #options: LearnOptions;
  readonly #network: Network;
  readonly #layer: BatchNorm;
  readonly #optimizer: Optimizer;
  readonly #batches: Generator<Uint32Array, never>;
  readonly #frameEvery: number;
  #step = 0;
  #hasDiverged = false;

  /**
   * @param layer how the layer keeps its running statistics
   * @throws EngineError INVALID_OPTION, SHAPE_MISMATCH, EMPTY_INPUT, BATCH_TOO_SMALL
   */
  constructor(
    input: Tensor,
    target: LearnTarget,
    options: LearnOptions,
    layer: Pick<BatchNormOptions, "momentum" | "runningVariance"> = presets.pytorch,
  ) {
    checkSize("steps", options.steps, 1);
    if (options.batchSize !== null) checkSize("batch size", options.batchSize, 2);
    const [numRows, numFeatures] = input.shape;
    if (numRows < 2) throw new EngineError("BATCH_TOO_SMALL", "learning requires at least 2 rows", numRows);
    const { momentum: layerMomentum, runningVariance } = layer;
    const layerOptions = { eps: options.eps, momentum: layerMomentum, runningVariance };
    const layers: LayerSpec[] = [{ type: "batchNorm", numFeatures, options: layerOptions }];
    if (target.kind === "labels") {
      layers.push({ type: "linear", inFeatures: numFeatures, outFeatures: target.numClasses, bias: true });
    }
    this.#input = input;
    this.#target = target;
    this.#options = options;
    this.#network = new Network(layers, options.seed);
    this.#layer = this.#network.layers[0] as BatchNorm;
    this.#optimizer = optimizers[options.optimizer](options.learningRate);
    this.#batches = miniBatches(numRows, options.batchSize, options.seed);
    this.#frameEvery = Math.ceil(options.steps / framesKept);
    // What does not fit is refused here, before anything is shown.
    this.#loss(miniBatches(numRows, options.batchSize, options.seed).next().value);
    // That was no step: the running statistics begin again.
    this.#layer.runningMean?.fill(0);
    this.#layer.runningVar?.fill(1);
    this.#layer.numBatchesTracked = 0;
  }

  /** The layer as it is now: learned γ and β, running statistics of the batches seen. */
  get layer(): BatchNorm {
    return this.#layer;
  }

  /** Makes up to so many steps. */
  run(maximum: number): LearnChunk {
    const losses: number[] = [];
    const steps: number[] = [];
    const kept: Float64Array[][] = parts.map(() => []);
    const keepFrame = (): void => {
      steps.push(this.#step);
      parts.forEach((part, i) => kept[i].push(Float64Array.from(this.#layer[part] ?? [])));
    };
    if (this.#step === 0) keepFrame();
    while (losses.length < maximum && !this.#isDone) {
      const { loss, gradOutput } = this.#loss(this.#batches.next().value);
      losses.push(loss);
      if (!Number.isFinite(loss)) {
        this.#hasDiverged = true;
        break;
      }
      this.#network.backward(gradOutput);
      this.#optimizer.step(this.#network.parameters());
      this.#step++;
      if (this.#step % this.#frameEvery === 0 || this.#step === this.#options.steps) keepFrame();
    }
    const [gamma, beta, runningMean, runningVar] = kept.map(concatenate);
    return {
      step: this.#step,
      isDone: this.#isDone,
      hasDiverged: this.#hasDiverged,
      losses: Float64Array.from(losses),
      frames: { steps: Uint32Array.from(steps), gamma, beta, runningMean, runningVar },
    };
  }

  get #isDone(): boolean {
    return this.#hasDiverged || this.#step >= this.#options.steps;
  }

  #loss(rows: Uint32Array): Loss {
    const output = this.#network.forward(gatherRows(this.#input, rows), "train");
    if (this.#target.kind === "values") return meanSquaredError(output, gatherRows(this.#target.values, rows));
    const { labels } = this.#target;
    return softmaxCrossEntropy(
      output,
      Array.from(rows, (n) => labels[n]),
    );
  }
}

function concatenate(rows: readonly Float64Array[]): Float64Array {
  const width = rows.at(0)?.length ?? 0;
  const all = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    all.set(row, i * width);
  });
  return all;
}

function checkSize(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new EngineError("INVALID_OPTION", `${name} requires a whole number of at least ${least}`, value);
  }
}
