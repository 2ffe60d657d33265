import { checkOption, withDefaults } from "../../batchNorm/options.ts";
import { checkParameter, type Parameter } from "../parameter.ts";

/** What every optimizer can be told. */
export interface OptimizerOptions {
  /** Learning rate, at least 0. */
  lr: number;
  /** L2 penalty (AdamW: decoupled decay), at least 0. */
  weightDecay: number;
}

/**
 * What the optimizers share: state for every parameter, kept by its `data` array for as long as that lives, and a step
 * over all parameters.
 */
export abstract class Optimizer<Options extends OptimizerOptions, State> {
  readonly options: Readonly<Options>;
  readonly #states = new WeakMap<Float64Array, State>();

  /** @throws EngineError INVALID_OPTION */
  constructor(defaults: Options, given: Partial<Options>) {
    this.options = withDefaults(defaults, given);
    checkAtLeastZero("lr", this.options.lr);
    checkAtLeastZero("weightDecay", this.options.weightDecay);
  }

  /**
   * Moves every parameter's data against its gradient, in place.
   *
   * @throws EngineError SHAPE_MISMATCH where a gradient has another length than its parameter
   */
  step(parameters: readonly Parameter[]): void {
    parameters.forEach(checkParameter);
    for (const { data, grad } of parameters) {
      let state = this.#states.get(data);
      if (state === undefined) {
        state = this.createState(data.length);
        this.#states.set(data, state);
      }
      this.update(data, grad, state);
    }
  }

  /** State of a parameter of so many values before its first step. */
  protected abstract createState(length: number): State;

  /** One step of one parameter. Must not write to `grad`. */
  protected abstract update(data: Float64Array, grad: Float64Array, state: State): void;
}

/**
 * Checks an option that must be a finite number of at least 0.
 *
 * @throws EngineError INVALID_OPTION
 */
export function checkAtLeastZero(name: string, value: number): void {
  checkOption(name, Number.isFinite(value) && value >= 0, "a finite number of at least 0", value);
}

/**
 * Checks a decay rate: at least 0 and below 1.
 *
 * @throws EngineError INVALID_OPTION
 */
export function checkDecayRate(name: string, value: number): void {
  checkOption(name, value >= 0 && value < 1, "a number of at least 0 and below 1", value);
}
