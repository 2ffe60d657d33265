import { t } from "@vscode/l10n";
import { readWeights, type FileWeights } from "../../documents/layers/weights.ts";
import { inverseRoot, type Tensor } from "../../engine/index.ts";
import type { FoldQuestion } from "../../session/compute/compute.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { FoldAnswer, FoldFormat } from "../../shared/layer/fold.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";
import { foldedAsJson, foldedAsTorchCode } from "./foldedText.ts";
import { applyLinear, foldLayer, largestDifference, type LayerWeights } from "./foldWeights.ts";
import { solveInputs } from "./solveInputs.ts";

/** So many rows are proof enough: each of them tries every weight. */
const mostRows = 256;

/**
 * Folds a layer into the weights before it, and proves on the selected data that nothing changes: they are what enters
 * batch norm, so the inputs are those from which the weights make them (or come nearest to them).
 *
 * @throws Failure FOLD_MISMATCH for weights of another number of outputs
 */
export function datasetFold({ rows }: DatasetRows, question: FoldQuestion): FoldAnswer {
  const { layer, file } = question;
  const { weights, found } = weightsOf(question);
  const folded = foldLayer(weights, layer);
  const numOutputs = layer.gamma.length;
  const bias = Float64Array.from({ length: numOutputs }, (_, c) => weights.bias?.[c] ?? 0);
  const outputs = finiteRows(rows);
  const withoutBias = outputs.data.map((value, k) => value - bias[k % numOutputs]);
  const inputs = solveInputs(weights.weight, { data: withoutBias, shape: outputs.shape });
  const reached = applyLinear(weights.weight, weights.bias, inputs);
  return {
    weights: { fileName: file.fileName, name: found.name },
    shape: weights.weight.shape,
    hasBias: weights.bias !== null,
    scale: Float64Array.from(
      { length: numOutputs },
      (_, c) => layer.gamma[c] * inverseRoot(layer.runningVar[c], layer.eps, "eval"),
    ),
    bias,
    foldedBias: folded.bias,
    norm: norms(weights.weight),
    foldedNorm: norms(folded.weight),
    numRows: inputs.shape[0],
    largestDifference: largestDifference(weights, layer, inputs),
    offBy: largestGap(reached.data, outputs.data),
  };
}

/** The folded weights as a text: JSON, or Python code that reads that JSON. */
export function foldExport(question: FoldQuestion, format: FoldFormat, jsonName: string): string {
  const folded = foldLayer(weightsOf(question).weights, question.layer);
  return format === "json" ? foldedAsJson(folded) : foldedAsTorchCode(folded, jsonName);
}

function weightsOf({ file, index, layer }: FoldQuestion): { weights: LayerWeights; found: FileWeights } {
  const found = readWeights(file)[index];
  const { shape, outputs } = found;
  const numOutputs = layer.gamma.length;
  const isLast = outputs === "last" || (outputs === "either" && shape[0] !== numOutputs);
  if ((isLast ? shape.at(-1) : shape[0]) !== numOutputs) {
    const message = t(
      "The weights have the shape [{0}], the layer has {1} channels: choose the weights whose outputs enter batch norm",
      shape.join(", "),
      numOutputs,
    );
    throw new Failure({ kind: "input", code: "FOLD_MISMATCH", message, place: null });
  }
  const weight: Tensor = { data: found.readWeight(), shape };
  const bias = found.readBias?.() ?? null;
  const fits = bias === null || bias.length === numOutputs;
  return { weights: { weight: isLast ? outputsFirst(weight) : weight, bias: fits ? bias : null }, found };
}

/** (in, out) → (out, in); (…kernel, in, out) → (out, in, …kernel). */
function outputsFirst({ data, shape }: Tensor): Tensor {
  const [numInputs, numOutputs] = shape.slice(-2);
  const kernel = shape.slice(0, -2);
  const positions = kernel.reduce((product, length) => product * length, 1);
  const turned = new Float64Array(data.length);
  for (let p = 0; p < positions; p++) {
    for (let i = 0; i < numInputs; i++) {
      for (let o = 0; o < numOutputs; o++) {
        turned[(o * numInputs + i) * positions + p] = data[(p * numInputs + i) * numOutputs + o];
      }
    }
  }
  return { data: turned, shape: [numOutputs, numInputs, ...kernel] };
}

/** The first rows without gaps. */
function finiteRows({ data, shape }: Tensor): Tensor {
  const [numRows, width] = shape;
  const kept: number[] = [];
  let count = 0;
  for (let n = 0; n < numRows && count < mostRows; n++) {
    const row = data.subarray(n * width, (n + 1) * width);
    if (!row.every(Number.isFinite)) continue;
    kept.push(...row);
    count++;
  }
  return { data: Float64Array.from(kept), shape: [count, width] };
}

function norms({ data, shape }: Tensor): Float64Array {
  const perOutput = data.length / shape[0];
  return Float64Array.from({ length: shape[0] }, (_, c) => {
    const row = data.subarray(c * perOutput, (c + 1) * perOutput);
    let sum = 0;
    for (const value of row) sum += value * value;
    return Math.sqrt(sum);
  });
}

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < a.length; k++) largest = Math.max(largest, Math.abs(a[k] - b[k]));
  return largest;
}
