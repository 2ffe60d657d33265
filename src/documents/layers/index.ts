import { t } from "@vscode/l10n";
import type { LayerParameters } from "../../shared/layer/parameters.ts";
import { readArrays } from "../arrays/index.ts";
import { findLayerStates, type LayerState } from "../index.ts";
import { arrayLayers } from "./arrayLayers.ts";
import { LayerFileError } from "./layerFileError.ts";
import { stackedArray } from "./stackedArray.ts";

export { LayerFileError, type LayerFileErrorCode } from "./layerFileError.ts";

/** A file that may hold layers: bytes for NumPy's and safetensors' formats, text for JSON and tables. */
export type LayerFile =
  | { readonly kind: "bytes"; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly kind: "text"; readonly fileName: string; readonly text: string; readonly languageId: string };

/**
 * Reads the batch norm layers of a file: JSON, CSV, .npy, .npz or .safetensors, by the names of all four frameworks.
 * Those with running statistics come first. Layers that cannot be used are left out as long as there are others.
 *
 * @throws LayerFileError NO_LAYER, UNUSABLE
 * @throws ArrayFileError, DocumentError where the file itself is broken
 */
export function readLayers(file: LayerFile): LayerParameters[] {
  const states = statesOf(file);
  if (states.length === 0) {
    throw new LayerFileError(
      "NO_LAYER",
      t(
        "{0} requires the parameters of a batch norm layer: running_mean and running_var, moving_mean and moving_variance, input_mean and input_var, or gamma and beta",
        file.fileName,
      ),
    );
  }
  const usable = states.filter((state) => lengthProblem(state) === null);
  if (usable.length === 0) throw new LayerFileError("UNUSABLE", lengthProblem(states[0]) ?? "");
  const hasStatistics = (state: LayerState): boolean => state.runningMean !== null;
  return [...usable.filter(hasStatistics), ...usable.filter((state) => !hasStatistics(state))].map(parametersOf);
}

/**
 * The numbers of an .npy file that holds one list: which parameter they are its name may not tell, but a person knows.
 *
 * @returns null for any other file
 * @throws ArrayFileError
 */
export function listOf(file: LayerFile): Float64Array | null {
  if (file.kind === "text") return null;
  const arrays = readArrays(file.bytes, file.fileName);
  const [first] = arrays;
  return arrays.length === 1 && first.shape.length === 1 ? first.read() : null;
}

function statesOf(file: LayerFile): readonly LayerState[] {
  if (file.kind === "bytes") {
    const arrays = readArrays(file.bytes, file.fileName);
    return arrayLayers(arrays.length === 1 ? stackedArray(arrays[0], file.fileName) : arrays);
  }
  // Members of a JSON object without its braces: what a person selects.
  const isFragment = file.languageId.startsWith("json") && /^\s*"/.test(file.text);
  return findLayerStates(isFragment ? `{${file.text.trim().replace(/,$/, "")}}` : file.text, file.languageId);
}

/** A variance below 0 is loaded all the same: the report says what it does. */
function lengthProblem({ problem }: LayerState): string | null {
  return problem?.code === "SHAPE_MISMATCH" ? problem.message : null;
}

/** A layer's state without its places. A count of batches that is none is left out. */
export function parametersOf(state: LayerState): LayerParameters {
  const { name, convention, numFeatures, gamma, beta, runningMean, runningVar, eps, momentum } = state;
  const count = state.numBatchesTracked;
  return {
    ...{ name, framework: convention, numFeatures, gamma, beta, runningMean, runningVar, eps, momentum },
    numBatchesTracked: count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null,
  };
}
