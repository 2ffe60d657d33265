import { isTransposed, operationName, type FoldPlace, type LaidOut } from "../../../shared/layer/fold/weightLayout.ts";
import type { FoldedWeights } from "./foldWeights.ts";

/** Folded weights as JSON, nested as the file has them. */
export function foldedAsJson({ weight, bias, shift }: FoldedWeights): string {
  return JSON.stringify({
    weight: nested(weight.data, weight.shape),
    bias: Array.from(bias),
    ...(shift && { shift: nested(shift.data, shift.shape) }),
  });
}

/**
 * Python code that makes the framework's layer with the folded weights, to 17 digits: PyTorch's for its layouts, Keras'
 * for those with the channels last. What the weights do not tell (stride, padding, dilation) is named and left out.
 *
 * @param jsonName the file that `foldedAsJson` was saved to
 */
export function foldedAsCode(axes: LaidOut, jsonName: string, place: FoldPlace): string {
  const isTorch = axes.layout === "outIn" || axes.layout === "inOut";
  const state = [`with open(${JSON.stringify(jsonName)}) as file:`, "    state = json.load(file)"];
  const hasShift = place === "after" && isTransposed(axes.layout) && axes.kernel.some((length) => length > 1);
  const lines = isTorch ? torchLines(axes, state) : kerasLines(axes, state);
  return [...lines, ...(hasShift ? (isTorch ? torchShift(axes) : kerasShift(axes)) : []), ""].join("\n");
}

/** A transposed convolution behind batch norm adds what its shift makes of ones. */
function torchShift(axes: LaidOut): string[] {
  const { numOutputs, kernel } = axes;
  return [
    `shift = torch.nn.${operationName(axes)}(1, ${numOutputs}, kernel_size=(${kernel.join(", ")},), bias=False)  # with the same stride and so on`,
    `shift.load_state_dict({"weight": torch.tensor(state["shift"])})`,
    "# y = layer(x) + shift(torch.ones_like(x[:1, :1]))",
  ];
}

function kerasShift(axes: LaidOut): string[] {
  const { numOutputs, kernel } = axes;
  return [
    `shift = keras.layers.${operationName(axes)}(${numOutputs}, kernel_size=(${kernel.join(", ")},), use_bias=False)  # with the same stride and so on`,
    `shift.build((None, ${kernel.map(() => "None").join(", ")}, 1))`,
    `shift.set_weights([numpy.array(state["shift"])])`,
    "# y = layer(x) + shift(keras.ops.ones_like(x[:1, ..., :1]))",
  ];
}

function torchLines(axes: LaidOut, state: readonly string[]): string[] {
  const { layout, numInputs, numOutputs, kernel, groups } = axes;
  const kernelArgument = kernel.length === 0 ? "" : `, kernel_size=(${kernel.join(", ")},)`;
  const groupsArgument = groups === 1 ? "" : `, groups=${groups}`;
  const left =
    kernel.length === 0
      ? ""
      : layout === "inOut"
        ? "  # left out: stride, padding, output_padding and dilation of the old layer"
        : "  # left out: stride, padding, padding_mode and dilation of the old layer";
  const made = `layer = torch.nn.${operationName(axes)}(${numInputs}, ${numOutputs}${kernelArgument}${groupsArgument})${left}`;
  return [
    ...["import json", "import torch", "", ...state, made],
    `layer.load_state_dict({"weight": torch.tensor(state["weight"]), "bias": torch.tensor(state["bias"])})`,
  ];
}

function kerasLines(axes: LaidOut, state: readonly string[]): string[] {
  const { layout, numInputs, numOutputs, kernel, groups } = axes;
  const name = operationName(axes);
  const size = kernel.length === 0 ? "" : `, kernel_size=(${kernel.join(", ")},)`;
  const group = layout === "kernelInOut" && groups > 1 ? `, groups=${groups}` : "";
  const left = kernel.length === 0 ? "" : "  # left out: strides, padding and dilation_rate of the old layer";
  const made =
    layout === "kernelInMultiplier"
      ? `layer = keras.layers.${name}(kernel_size=(${kernel.join(", ")},), depth_multiplier=${numOutputs / numInputs})${left}`
      : `layer = keras.layers.${name}(${numOutputs}${size}${group})${left}`;
  const input = [...kernel.map(() => "None"), String(numInputs)].join(", ");
  return [
    ...["import json", "import keras", "import numpy", "", ...state, made],
    `layer.build((None, ${input}))`,
    `layer.set_weights([numpy.array(state["weight"]), numpy.array(state["bias"])])`,
  ];
}

type Nested = number | Nested[];

function nested(data: ArrayLike<number>, shape: readonly number[], offset = 0): Nested {
  if (shape.length === 0) return data[offset];
  const [length, ...inner] = shape;
  const step = inner.reduce((product, size) => product * size, 1);
  return Array.from({ length }, (_, i) => nested(data, inner, offset + i * step));
}
