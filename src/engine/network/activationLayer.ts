import { activations, type ActivationName } from "./activations.ts";
import { allocateLike } from "../batchNorm/allocate.ts";
import { checkGradOutput, requireForward } from "../batchNorm/gradients.ts";
import { checkOption } from "../batchNorm/options.ts";
import { checkTensor, type Tensor, type TensorData } from "../tensor.ts";

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
    const output = allocateLike(input);
    if (this.name === "relu") {
      reluForward(input.data, output.data);
      return output;
    }
    const { value } = activations[this.name];
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
    const gradInput = allocateLike(input);
    if (this.name === "relu") {
      reluBackward(input.data, gradOutput.data, gradInput.data);
      return { gradInput };
    }
    const { derivative } = activations[this.name];
    for (let k = 0; k < input.data.length; k++) {
      gradInput.data[k] = gradOutput.data[k] * derivative(input.data[k]);
    }
    return { gradInput };
  }
}

// ReLU as loops of its own: a call for every value takes several times as long as what it does.

function reluForward(input: TensorData, output: TensorData): void {
  for (let k = 0; k < input.length; k++) {
    const value = input[k];
    output[k] = value <= 0 ? 0 : value;
  }
}

function reluBackward(input: TensorData, gradOutput: TensorData, gradInput: TensorData): void {
  for (let k = 0; k < input.length; k++) {
    gradInput[k] = input[k] <= 0 ? gradOutput[k] * 0 : gradOutput[k];
  }
}
