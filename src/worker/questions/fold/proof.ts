import { BatchNorm, RandomGenerator, type Tensor } from "../../../engine/index.ts";
import { isTransposed, type LaidOut } from "../../../shared/layer/fold/weightLayout.ts";
import type { DatasetRows } from "../../dataset/datasetRows.ts";
import type { EvaluatedLayer, FoldedWeights, LayerWeights } from "./foldWeights.ts";
import { count, plainWeights, runOperation, unravel } from "./operations.ts";
import { solveInputs } from "./solveInputs.ts";

/** Inputs of an operation, (N, in, …kernel), and how they came about. */
export interface ProofInputs {
  readonly inputs: Tensor;
  readonly from: "solved" | "data" | "drawn";
  /** How far the operation on them is from the data at most; null where they were not made from outputs. */
  readonly offBy: number | null;
  /** Whether there are more outputs than inputs, so that a small `offBy` proves that the data came from the weights. */
  readonly isEvidence: boolean;
  /** Size of the data: what `offBy` is small or large beside. */
  readonly scale: number;
}

/** So many inputs are proof enough: each of them tries every weight. */
const mostInputs = 256;
const mostProducts = 3e7;

/**
 * Inputs from which the weights make the data of a report, or come nearest to them. A convolution sees one patch per
 * output, a transposed one makes one patch per input: of the latter the data are cut into patches of the kernel's size.
 */
export function inputsBehind(weights: LayerWeights, data: DatasetRows): ProofInputs {
  const { axes, bias } = weights;
  const { numInputs, numOutputs, kernel, groups } = axes;
  const transposed = isTransposed(axes.layout);
  const positions = count(kernel);
  const given = transposed ? patches(data, kernel, limitOf(weights)) : finiteRows(data.rows, limitOf(weights));
  if (given === null) return drawnInputs(weights);
  const numUnits = given.shape[0];
  const perOutput = transposed ? positions : 1;
  const [inPerGroup, outPerGroup] = [numInputs / groups, numOutputs / groups];
  const width = transposed ? inPerGroup : inPerGroup * positions;
  const inputs = new Float64Array(numUnits * groups * width);
  const plain = plainWeights(weights.weight, axes);
  for (let group = 0; group < groups; group++) {
    const matrix = linearMap(plain, axes, group);
    const outputs = new Float64Array(numUnits * outPerGroup * perOutput);
    for (let n = 0; n < numUnits; n++) {
      for (let k = 0; k < outPerGroup * perOutput; k++) {
        const channel = group * outPerGroup + Math.floor(k / perOutput);
        const place = (n * numOutputs + channel) * perOutput + (k % perOutput);
        outputs[n * outPerGroup * perOutput + k] = given.data[place] - (bias?.[channel] ?? 0);
      }
    }
    const solved = solveInputs(matrix, { data: outputs, shape: [numUnits, outPerGroup * perOutput] });
    for (let n = 0; n < numUnits; n++) {
      inputs.set(solved.data.subarray(n * width, (n + 1) * width), (n * groups + group) * width);
    }
  }
  const shape = [numUnits, numInputs, ...(transposed ? kernel.map(() => 1) : kernel)];
  const reached = runOperation(weights.weight, bias, axes, { data: inputs, shape });
  return {
    ...{ inputs: { data: inputs, shape }, from: "solved", offBy: largestGap(reached.data, given.data) },
    isEvidence: outPerGroup * perOutput > width,
    scale: largestOf(given.data),
  };
}

/** The data of a report as inputs of the weights after it: rows of a table side by side where the kernel is larger. */
export function inputsOf(weights: LayerWeights, { rows, spatial }: DatasetRows): ProofInputs {
  const { numInputs, kernel } = weights.axes;
  const positions = count(kernel);
  const perSample = count(spatial);
  const isImage = spatial.length === kernel.length && spatial.every((length, axis) => length >= kernel[axis]);
  const shape = isImage ? spatial : kernel;
  const size = isImage ? perSample : positions;
  const numSamples = Math.min(Math.floor(rows.shape[0] / size), Math.max(1, Math.floor(limitOf(weights) / size)));
  if (numSamples === 0) return drawnInputs(weights);
  const data = new Float64Array(numSamples * numInputs * size);
  for (let n = 0; n < numSamples; n++) {
    for (let p = 0; p < size; p++) {
      for (let c = 0; c < numInputs; c++) {
        const value = rows.data[(n * size + p) * numInputs + c];
        data[(n * numInputs + c) * size + p] = Number.isFinite(value) ? value : 0;
      }
    }
  }
  return {
    inputs: { data, shape: [numSamples, numInputs, ...shape] },
    from: "data",
    offBy: null,
    isEvidence: false,
    scale: 0,
  };
}

/** Where nothing can be told of real inputs. */
function drawnInputs(weights: LayerWeights): ProofInputs {
  const { numInputs, kernel } = weights.axes;
  const random = new RandomGenerator(1);
  const shape = [Math.min(8, limitOf(weights)), numInputs, ...kernel.map((length) => length + 1)];
  const inputs = { data: Float64Array.from({ length: count(shape) }, () => random.normal()), shape };
  return { inputs, from: "drawn", offBy: null, isEvidence: false, scale: 0 };
}

/** The largest difference between the operation followed by batch norm in evaluation and the folded operation alone. */
export function differenceBefore(
  weights: LayerWeights,
  folded: FoldedWeights,
  layer: EvaluatedLayer,
  inputs: Tensor,
): number {
  const outputs = runOperation(weights.weight, weights.bias, weights.axes, inputs);
  const normalized = evaluate(layer, outputs);
  return largestGap(normalized.data, runOperation(folded.weight, folded.bias, weights.axes, inputs).data);
}

/** The largest difference between batch norm in evaluation followed by the operation and the folded operation alone. */
export function differenceAfter(
  weights: LayerWeights,
  folded: FoldedWeights,
  layer: EvaluatedLayer,
  inputs: Tensor,
): number {
  const { axes } = weights;
  const outputs = runOperation(weights.weight, weights.bias, axes, evaluate(layer, inputs));
  const alone = runOperation(folded.weight, folded.bias, axes, inputs).data;
  return largestGap(outputs.data, folded.shift === undefined ? alone : withShift(alone, folded.shift, axes, inputs));
}

/** The outputs and the map that the shift makes of ones, the same for every sample. */
function withShift(outputs: Tensor["data"], shift: Tensor, axes: LaidOut, { shape }: Tensor): Tensor["data"] {
  const ones = [1, 1, ...shape.slice(2)];
  const input = { data: new Float64Array(count(ones)).fill(1), shape: ones };
  const map = runOperation(shift, null, { ...axes, numInputs: 1, groups: 1 }, input).data;
  return outputs.map((value, k) => value + map[k % map.length]);
}

function evaluate(layer: EvaluatedLayer, input: Tensor): Tensor {
  const norm = new BatchNorm(layer.gamma.length, { eps: layer.eps });
  norm.gamma?.set(layer.gamma);
  norm.beta?.set(layer.beta);
  norm.runningMean?.set(layer.runningMean);
  norm.runningVar?.set(layer.runningVar);
  return norm.forward(input, "eval");
}

/** What a group of the operation does to one unit, as a matrix: a patch to an output, or an input to a patch. */
function linearMap(
  plain: Float64Array,
  { layout, numInputs, numOutputs, kernel, groups }: LaidOut,
  group: number,
): Tensor {
  const [inPerGroup, outPerGroup, positions] = [numInputs / groups, numOutputs / groups, count(kernel)];
  const size = inPerGroup * outPerGroup * positions;
  const own = plain.subarray(group * size, (group + 1) * size);
  if (!isTransposed(layout)) return { data: own, shape: [outPerGroup, inPerGroup * positions] };
  const turned = own.map((_, k) => {
    const [row, i] = [Math.floor(k / inPerGroup), k % inPerGroup];
    return own[(Math.floor(row / positions) * inPerGroup + i) * positions + (row % positions)];
  });
  return { data: turned, shape: [outPerGroup * positions, inPerGroup] };
}

/** The first rows without gaps, (N, out). */
function finiteRows({ data, shape }: Tensor, most: number): Tensor | null {
  const [numRows, width] = shape;
  const kept: Tensor["data"][] = [];
  for (let n = 0; n < numRows && kept.length < most; n++) {
    const row = data.subarray(n * width, (n + 1) * width);
    if (row.every(Number.isFinite)) kept.push(row);
  }
  return joined(kept, [width]);
}

/** Outputs cut into pieces of a kernel's size, (N, out, …kernel); null where the kernel does not divide them. */
function patches({ rows, spatial }: DatasetRows, kernel: readonly number[], most: number): Tensor | null {
  const divides = spatial.length === kernel.length && spatial.every((length, axis) => length % kernel[axis] === 0);
  if (!divides) return null;
  const [numRows, channels] = rows.shape;
  const perSample = count(spatial);
  const tiles = spatial.map((length, axis) => length / kernel[axis]);
  const size = count(kernel);
  const kept: Float64Array[] = [];
  for (let sample = 0; sample < numRows / perSample; sample++) {
    for (let tile = 0; tile < count(tiles) && kept.length < most; tile++) {
      const corner = unravel(tile, tiles);
      const piece = new Float64Array(channels * size);
      for (let position = 0; position < size; position++) {
        const offset = unravel(position, kernel);
        const pixel = corner.reduce((index, at, axis) => index * spatial[axis] + at * kernel[axis] + offset[axis], 0);
        for (let c = 0; c < channels; c++) {
          piece[c * size + position] = rows.data[(sample * perSample + pixel) * channels + c];
        }
      }
      if (piece.every(Number.isFinite)) kept.push(piece);
    }
  }
  return joined(kept, [channels, ...kernel]);
}

function joined(parts: readonly Tensor["data"][], shape: readonly number[]): Tensor | null {
  if (parts.length === 0) return null;
  const data = new Float64Array(parts.length * count(shape));
  parts.forEach((part, n) => {
    data.set(part, n * part.length);
  });
  return { data, shape: [parts.length, ...shape] };
}

function limitOf({ weight }: LayerWeights): number {
  return Math.max(1, Math.min(mostInputs, Math.floor(mostProducts / weight.data.length)));
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]));
  return largest;
}

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < a.length; k++) {
    const gap = Math.abs(a[k] - b[k]);
    if (!(gap <= largest)) largest = gap;
  }
  return largest;
}
