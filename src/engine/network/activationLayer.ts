import { activations, type ActivationName } from "./activations.ts";
import { allocateLike } from "../batchNorm/allocate.ts";
import { checkGradOutput, requireForward } from "../batchNorm/gradients.ts";
import { checkOption } from "../batchNorm/options.ts";
import { checkTensor, type Tensor } from "../tensor.ts";

/**
 * An activation function applied to every value of a tensor.
 *
 * @example
 * new ActivationLayer("relu").forward({ data: Float64Array.of(-1, 2), shape: [2] }).data // [0, 2]
 */
export class ActivationLayer {
  readonly name: ActivationName;
  #lastInput: Tensor | null = null;

  /** @throws EngineError INVALID_OPTION */
  constructor(name: ActivationName) {
    checkOption("activation", Object.hasOwn(activations, name), Object.keys(activations).join(", "), name);
    this.name = name;
  }

  /**
   * **Shapes**: any; the output has the input's shape and number type.
   *
   * @throws EngineError SHAPE_MISMATCH
   */
  forward(input: Tensor): Tensor {
    checkTensor("input", input);
    this.#lastInput = input;
    const { value } = activations[this.name];
    const output = allocateLike(input);
    for (let k = 0; k < input.data.length; k++) {
      output.data[k] = value(input.data[k]);
    }
    return output;
  }

  /**
   * gradInput = g · derivative(x) through the last forward pass.
   *
   * @throws EngineError BACKWARD_BEFORE_FORWARD, SHAPE_MISMATCH
   */
  backward(gradOutput: Tensor): { readonly gradInput: Tensor } {
    const input = requireForward(this.#lastInput);
    checkGradOutput(gradOutput, input.shape);
    const { derivative } = activations[this.name];
    const gradInput = allocateLike(input);
    for (let k = 0; k < input.data.length; k++) {
      gradInput.data[k] = gradOutput.data[k] * derivative(input.data[k]);
    }
    return { gradInput };
  }
}
