import type { FoldedWeights } from "./foldWeights.ts";

/** Names of torch's layer for a weight by its rank: (out, in), (out, in, L), (out, in, H, W), (out, in, D, H, W). */
const torchLayers: Readonly<Record<number, string>> = { 2: "Linear", 3: "Conv1d", 4: "Conv2d", 5: "Conv3d" };

/** Folded weights as JSON, nested as the shape is. */
export function foldedAsJson({ weight, bias }: FoldedWeights): string {
  return JSON.stringify({ weight: nested(weight.data, weight.shape), bias: Array.from(bias) });
}

/**
 * Python code that makes torch's layer with the folded weights, to 17 digits.
 *
 * @param jsonName the file that `foldedAsJson` was saved to
 */
export function foldedAsTorchCode({ weight }: FoldedWeights, jsonName: string): string {
  const { shape } = weight;
  const kernel = shape.slice(2);
  const kernelArgument = kernel.length === 0 ? "" : `, kernel_size=(${kernel.join(", ")},)`;
  return [
    "import json",
    "import torch",
    "",
    `with open(${JSON.stringify(jsonName)}) as file:`,
    "    state = json.load(file)",
    `layer = torch.nn.${torchLayers[shape.length]}(${shape[1]}, ${shape[0]}${kernelArgument})  # copy stride, padding and dilation from the old layer`,
    "layer.load_state_dict({name: torch.tensor(values) for name, values in state.items()})",
    "",
  ].join("\n");
}

type Nested = number | Nested[];

function nested(data: ArrayLike<number>, shape: readonly number[], offset = 0): Nested {
  if (shape.length === 0) return data[offset];
  const [length, ...inner] = shape;
  const step = inner.reduce((product, size) => product * size, 1);
  return Array.from({ length }, (_, i) => nested(data, inner, offset + i * step));
}
