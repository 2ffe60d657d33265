import { t } from "@vscode/l10n";
import { readWeights, type FileWeights } from "../../../documents/layers/weights.ts";
import type { FoldQuestion } from "../../../session/compute/compute.ts";
import { Failure } from "../../../shared/messages/failure.ts";
import type { FoldAnswer, FoldFormat } from "../../../shared/layer/fold/fold.ts";
import type { Tensor } from "../../../engine/index.ts";
import type { LaidOut } from "../../../shared/layer/fold/weightLayout.ts";
import type { DatasetRows } from "../../dataset/datasetRows.ts";
import { chooseLayout } from "./chooseLayout.ts";
import { foldedAsCode, foldedAsJson } from "./foldedText.ts";
import { foldAfter, foldBefore, outputChannels, type LayerWeights } from "./foldWeights.ts";
import { differenceAfter, differenceBefore, inputsBehind, inputsOf } from "./proof.ts";

/**
 * Folds a layer into the weights before or after it, and proves by running the operation itself on the selected data that
 * nothing changes: they enter batch norm. In front of it the inputs are those from which the weights make the data.
 *
 * @throws Failure FOLD_MISMATCH for weights of another number of channels, or of a layout that cannot be
 */
export function datasetFold(data: DatasetRows, question: FoldQuestion): FoldAnswer {
  const { layer, file, choice } = question;
  const { found, weights, source, fitting, inputs } = laidOut(question, data);
  const isBefore = choice.place === "before";
  const folded = isBefore ? foldBefore(weights, layer) : foldAfter(weights, layer);
  const proof = isBefore ? (inputs ?? inputsBehind(weights, data)) : inputsOf(weights, data);
  const difference = isBefore ? differenceBefore : differenceAfter;
  const { weight, bias, axes } = weights;
  return {
    weights: { fileName: file.fileName, name: found.name },
    ...{ place: choice.place, shape: weight.shape, axes, source, fitting, hasBias: bias !== null },
    scale: layer.gamma.map((gamma, c) => gamma / Math.sqrt(layer.runningVar[c] + layer.eps)),
    bias: Float64Array.from({ length: axes.numOutputs }, (_, c) => bias?.[c] ?? 0),
    foldedBias: folded.bias,
    biasRange: folded.shift ? biasRange(folded.bias, folded.shift, axes) : null,
    range: ranges(weight.data, weight.shape, axes),
    foldedRange: ranges(folded.weight.data, weight.shape, axes),
    ...{ numInputs: proof.inputs.shape[0], inputs: proof.from, offBy: proof.offBy },
    largestDifference: difference(weights, folded, layer, proof.inputs),
  };
}

/** The folded weights as a text: JSON in the file's own order of axes, or Python code that reads that JSON. */
export function foldExport(
  data: DatasetRows,
  question: FoldQuestion & { readonly format: FoldFormat; readonly jsonName: string },
): string {
  const { weights } = laidOut(question, data);
  const fold = question.choice.place === "before" ? foldBefore : foldAfter;
  return question.format === "json"
    ? foldedAsJson(fold(weights, question.layer))
    : foldedAsCode(weights.axes, question.jsonName, question.choice.place);
}

/** The weights that are meant, with what is known of their axes. */
function laidOut({ file, index, layer, choice }: FoldQuestion, data: DatasetRows) {
  const found = readWeights(file)[index];
  const weight = { data: found.readWeight(), shape: found.shape };
  const bias = found.readBias?.() ?? null;
  const withAxes = (axes: LaidOut): LayerWeights => {
    return { weight, bias: bias?.length === axes.numOutputs ? bias : null, axes };
  };
  const chosen = chooseLayout(found, choice, layer.gamma.length, (axes) => inputsBehind(withAxes(axes), data));
  if (chosen === null) throw mismatch(found, choice.place, layer.gamma.length);
  return { found, weights: withAxes(chosen.axes), ...chosen };
}

function mismatch({ shape }: FileWeights, place: "before" | "after", numChannels: number): Failure {
  const message =
    place === "before"
      ? t(
          "The weights have the shape [{0}], the layer has {1} channels: choose the weights whose outputs enter batch norm, or another layout",
          shape.join(", "),
          numChannels,
        )
      : t(
          "The weights have the shape [{0}], the layer has {1} channels: choose the weights that batch norm enters, or another layout",
          shape.join(", "),
          numChannels,
        );
  return new Failure({ kind: "input", code: "FOLD_MISMATCH", message, place: null });
}

/** The least and the largest bias of every output, where it is a map: over the positions of the kernel. */
function biasRange(bias: Float64Array, { data }: Tensor, { layout, numOutputs }: LaidOut): FoldAnswer["biasRange"] {
  const [least, largest] = [bias.slice().fill(Infinity), bias.slice().fill(-Infinity)];
  data.forEach((value, k) => {
    const output = layout === "inOut" ? Math.floor(k / (data.length / numOutputs)) : k % numOutputs;
    least[output] = Math.min(least[output], bias[output] + value);
    largest[output] = Math.max(largest[output], bias[output] + value);
  });
  return { least, largest };
}

/** Largest |W| of every output. */
function ranges(data: ArrayLike<number>, shape: readonly number[], axes: LaidOut): Float64Array {
  const outputs = outputChannels(shape, axes);
  const largest = new Float64Array(axes.numOutputs);
  for (let k = 0; k < data.length; k++) largest[outputs(k)] = Math.max(largest[outputs(k)], Math.abs(data[k]));
  return largest;
}
