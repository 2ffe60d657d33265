import { checkOption } from "../../batchNorm/options.ts";
import { checkAtLeastZero, Optimizer, type OptimizerOptions } from "./optimizer.ts";

/** `torch.optim.SGD`'s options. */
export interface SgdOptions extends OptimizerOptions {
  momentum: number;
  /** Part of the gradient that momentum leaves out, from the second step on. */
  dampening: number;
  /** Look-ahead momentum; needs momentum, and no dampening. */
  nesterov: boolean;
}

const defaults: SgdOptions = { lr: 1e-3, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false };

interface SgdState {
  /** null before the first step. */
  velocity: Float64Array | null;
}

/**
 * Stochastic gradient descent, with momentum where asked for.
 *
 * g ← grad + weightDecay · p; v ← momentum · v + (1 − dampening) · g, with v = g at the first step;
 * p ← p − lr · v, with Nesterov p − lr · (g + momentum · v)
 *
 * **Source**: `torch.optim.SGD`, whose defaults these are (lr is PyTorch 2's).
 *
 * @example
 * new Sgd({ lr: 0.1, momentum: 0.9 }).step(network.parameters());
 */
export class Sgd extends Optimizer<SgdOptions, SgdState> {
  /** @throws EngineError INVALID_OPTION */
  constructor(options: Partial<SgdOptions> = {}) {
    super(defaults, options);
    const { momentum, dampening, nesterov } = this.options;
    checkAtLeastZero("momentum", momentum);
    checkOption("dampening", Number.isFinite(dampening), "a finite number", dampening);
    const isPossible = !nesterov || (momentum > 0 && dampening === 0);
    checkOption("nesterov", isPossible, "momentum above 0 and dampening 0", { momentum, dampening });
  }

  protected override createState(): SgdState {
    return { velocity: null };
  }

  protected override update(data: Float64Array, grad: Float64Array, state: SgdState): void {
    const { lr, momentum, dampening, weightDecay, nesterov } = this.options;
    const isFirst = state.velocity === null;
    const velocity = (state.velocity ??= new Float64Array(data.length));
    for (let i = 0; i < data.length; i++) {
      const gradient = grad[i] + weightDecay * data[i];
      if (momentum === 0) {
        data[i] -= lr * gradient;
        continue;
      }
      velocity[i] = isFirst ? gradient : momentum * velocity[i] + (1 - dampening) * gradient;
      data[i] -= lr * (nesterov ? gradient + momentum * velocity[i] : velocity[i]);
    }
  }
}
