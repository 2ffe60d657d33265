import type { Checkpoint, CheckpointTensor } from "../../documents/checkpoints/types.ts";
import { safetensorsFile, type WrittenTensor } from "../../documents/write/safetensors.ts";
import type { FoldOrder, FoldStep } from "../../session/compute/checkpointRequests.ts";

/** A safetensors file of some tensors, with layers folded into the weights before them: W′ = scale · W, b′ = scale · b + shift. */
export async function foldedFile({ tensors }: Checkpoint, { tensors: wanted, steps }: FoldOrder): Promise<Uint8Array> {
  const byWeight = new Map(steps.map((step) => [step.weight, step]));
  const biases = new Set(steps.map(({ bias }) => bias));
  const written: WrittenTensor[] = [];
  for (const index of wanted) {
    if (biases.has(index)) continue;
    const tensor = tensors[index];
    const step = byWeight.get(index);
    const values = await tensor.read();
    if (step === undefined) {
      written.push(writtenTensor(tensor, values));
      continue;
    }
    const bias = step.bias === null ? null : await tensors[step.bias].read();
    written.push(writtenTensor(tensor, scaled(values, step)), {
      name: step.biasName,
      shape: [step.scale.length],
      values: foldedBias(bias, step),
      dtype: "float32",
    });
  }
  return safetensorsFile(written);
}

/** A tensor to be written in the type that keeps its values. */
export function writtenTensor({ name, shape, dtype }: CheckpointTensor, values: Float64Array): WrittenTensor {
  const isWide = dtype === "float64";
  const isCount = /^u?int(32|64)$/.test(dtype) && values.every((value) => Number.isSafeInteger(value));
  return { name, shape, values, dtype: isCount ? "int64" : isWide ? "float64" : "float32" };
}

function scaled(values: Float64Array, { scale, outputsLast }: FoldStep): Float64Array {
  const perOutput = values.length / scale.length;
  return values.map((value, i) => value * scale[outputsLast ? i % scale.length : Math.floor(i / perOutput)]);
}

function foldedBias(bias: Float64Array | null, { scale, shift }: FoldStep): Float64Array {
  return shift.map((value, c) => value + (bias === null ? 0 : scale[c] * bias[c]));
}
