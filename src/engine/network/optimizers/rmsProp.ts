import { checkAtLeastZero, checkDecayRate, Optimizer, type OptimizerOptions } from "./optimizer.ts";

/** `torch.optim.RMSprop`'s options. */
export interface RmsPropOptions extends OptimizerOptions {
  /** Smoothing of the squared gradients, at least 0 and below 1. */
  alpha: number;
  eps: number;
  momentum: number;
  /** Whether the gradients' variance divides and not their mean square. */
  centered: boolean;
}

const defaults: RmsPropOptions = { lr: 1e-2, alpha: 0.99, eps: 1e-8, weightDecay: 0, momentum: 0, centered: false };

interface RmsPropState {
  readonly meanSquare: Float64Array;
  readonly mean: Float64Array;
  readonly velocity: Float64Array;
}

/**
 * RMSprop (Hinton 2012).
 *
 * g ← grad + weightDecay · p; s ← alpha · s + (1 − alpha) · g²; d = g / (√s + eps), centered g / (√(s − mean²) + eps);
 * p ← p − lr · d, with momentum v ← momentum · v + d; p ← p − lr · v
 *
 * **Source**: `torch.optim.RMSprop`, whose defaults these are. (TensorFlow's has eps inside the root.)
 *
 * @example
 * new RmsProp({ lr: 0.01 }).step(network.parameters());
 */
export class RmsProp extends Optimizer<RmsPropOptions, RmsPropState> {
  /** @throws EngineError INVALID_OPTION */
  constructor(options: Partial<RmsPropOptions> = {}) {
    super(defaults, options);
    checkDecayRate("alpha", this.options.alpha);
    checkAtLeastZero("eps", this.options.eps);
    checkAtLeastZero("momentum", this.options.momentum);
  }

  protected override createState(length: number): RmsPropState {
    const zeros = () => new Float64Array(length);
    return { meanSquare: zeros(), mean: zeros(), velocity: zeros() };
  }

  protected override update(data: Float64Array, grad: Float64Array, state: RmsPropState): void {
    const { lr, alpha, eps, weightDecay, momentum, centered } = this.options;
    const { meanSquare, mean, velocity } = state;
    for (let i = 0; i < data.length; i++) {
      const gradient = grad[i] + weightDecay * data[i];
      meanSquare[i] = alpha * meanSquare[i] + (1 - alpha) * gradient * gradient;
      let spread = meanSquare[i];
      if (centered) {
        mean[i] = alpha * mean[i] + (1 - alpha) * gradient;
        spread -= mean[i] * mean[i];
      }
      const direction = gradient / (Math.sqrt(spread) + eps);
      velocity[i] = momentum * velocity[i] + direction;
      data[i] -= lr * velocity[i];
    }
  }
}
