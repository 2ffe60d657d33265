import { EngineError } from "../errors.ts";

/** Numbers that are learned, and the gradient of the loss by them. Optimizers change `data` in place. */
export interface Parameter {
  /** As PyTorch names it: "0.weight", "1.bias". */
  readonly name: string;
  /** A linear weight is (out, in), everything else has one axis. */
  readonly shape: readonly number[];
  readonly data: Float64Array;
  readonly grad: Float64Array;
}

/**
 * Checks that a parameter has a gradient for every value.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function checkParameter({ name, data, grad }: Parameter): void {
  if (grad.length !== data.length) {
    const requirement = `gradient of ${name} requires ${data.length} values, as the parameter`;
    throw new EngineError("SHAPE_MISMATCH", requirement, grad.length);
  }
}
