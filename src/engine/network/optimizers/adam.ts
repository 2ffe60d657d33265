import { checkAtLeastZero, checkDecayRate, Optimizer, type OptimizerOptions } from "./optimizer.ts";

/** `torch.optim.Adam`'s and `AdamW`'s options. */
export interface AdamOptions extends OptimizerOptions {
  /** Smoothing of the gradients and of their squares, each at least 0 and below 1. */
  betas: readonly [number, number];
  eps: number;
  /** Whether the largest mean square so far divides, and not the present one. */
  amsgrad: boolean;
}

const adamDefaults: AdamOptions = { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, amsgrad: false };
const adamWDefaults: AdamOptions = { ...adamDefaults, weightDecay: 1e-2 };

interface AdamState {
  numSteps: number;
  readonly mean: Float64Array;
  readonly meanSquare: Float64Array;
  /** Kept for amsgrad only. */
  readonly largestMeanSquare: Float64Array;
}

/** What Adam and AdamW share: everything but where the weight decay goes. */
abstract class AdamFamily extends Optimizer<AdamOptions, AdamState> {
  constructor(defaults: AdamOptions, options: Partial<AdamOptions>) {
    super(defaults, options);
    const { betas, eps } = this.options;
    betas.forEach((beta) => {
      checkDecayRate("betas", beta);
    });
    checkAtLeastZero("eps", eps);
  }

  protected override createState(length: number): AdamState {
    const zeros = () => new Float64Array(length);
    return {
      numSteps: 0,
      mean: zeros(),
      meanSquare: zeros(),
      largestMeanSquare: this.options.amsgrad ? zeros() : new Float64Array(0),
    };
  }

  /**
   * g ← grad + penalty · p; m ← β₁ · m + (1 − β₁) · g; v ← β₂ · v + (1 − β₂) · g²;
   * p ← p · keep − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps)
   */
  protected moveAll(data: Float64Array, grad: Float64Array, state: AdamState, penalty: number, keep: number): void {
    const {
      lr,
      betas: [meanDecay, squareDecay],
      eps,
      amsgrad,
    } = this.options;
    const { mean, meanSquare, largestMeanSquare } = state;
    state.numSteps++;
    const stepSize = lr / (1 - meanDecay ** state.numSteps);
    const squareCorrection = Math.sqrt(1 - squareDecay ** state.numSteps);
    for (let i = 0; i < data.length; i++) {
      const gradient = penalty === 0 ? grad[i] : grad[i] + penalty * data[i];
      const smoothed = meanDecay * mean[i] + (1 - meanDecay) * gradient;
      const square = squareDecay * meanSquare[i] + (1 - squareDecay) * gradient * gradient;
      mean[i] = smoothed;
      meanSquare[i] = square;
      let divisor = square;
      if (amsgrad) divisor = largestMeanSquare[i] = Math.max(largestMeanSquare[i], square);
      data[i] = data[i] * keep - (stepSize * smoothed) / (Math.sqrt(divisor) / squareCorrection + eps);
    }
  }
}

/**
 * Adam (Kingma and Ba 2015): steps of the smoothed gradient over the root of its smoothed square, both freed of their
 * bias towards 0. Weight decay is added to the gradient.
 *
 * **Source**: `torch.optim.Adam`, whose defaults these are.
 *
 * @example
 * new Adam({ lr: 0.01, betas: [0.9, 0.999] }).step(network.parameters());
 */
export class Adam extends AdamFamily {
  /** @throws EngineError INVALID_OPTION */
  constructor(options: Partial<AdamOptions> = {}) {
    super(adamDefaults, options);
  }

  protected override update(data: Float64Array, grad: Float64Array, state: AdamState): void {
    this.moveAll(data, grad, state, this.options.weightDecay, 1);
  }
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): parameters shrink by lr · weightDecay before the step.
 *
 * **Source**: `torch.optim.AdamW`, whose defaults these are (weightDecay 0.01).
 *
 * @example
 * new AdamW().step(network.parameters());
 */
export class AdamW extends AdamFamily {
  /** @throws EngineError INVALID_OPTION */
  constructor(options: Partial<AdamOptions> = {}) {
    super(adamWDefaults, options);
  }

  protected override update(data: Float64Array, grad: Float64Array, state: AdamState): void {
    const { lr, weightDecay } = this.options;
    this.moveAll(data, grad, state, 0, 1 - lr * weightDecay);
  }
}
