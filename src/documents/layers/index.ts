import { t } from "@vscode/l10n";
import type { LayerParameters, LayerPlaces, VectorRole } from "../../shared/layer/parameters.ts";
import { readArrays } from "../arrays/index.ts";
import { findNormStates, findTensors, readTensor } from "../index.ts";
import { withCodes } from "../text/characterCodes.ts";
import { arrayLayers, ownArrayLayers } from "./arrayLayers.ts";
import { findStates, type FoundStates, type OtherNorm } from "./findStates.ts";
import { conventionsOf, momentumForPreset } from "./frameworks.ts";
import { readOwnJsonLayers } from "./jsonLayers.ts";
import { LayerFileError } from "./layerFileError.ts";
import { withOwnConvention, type OwnConvention } from "./ownConvention.ts";
import type { LayerState } from "./state.ts";
import { saysBatchNorm } from "./otherNorms.ts";
import { namedByFile, rolesOfLists, unnamedLists } from "./weightLists.ts";

export type { OwnConvention } from "./ownConvention.ts";
export { LayerFileError, type LayerFileErrorCode } from "./layerFileError.ts";

/**
 * A file that may hold layers: bytes for NumPy's and safetensors' formats, text for JSON and tables. Names and conventions
 * that a person set count before those of the frameworks.
 */
export type LayerFile = (
  | {
      readonly kind: "bytes";
      readonly fileName: string;
      readonly bytes: Uint8Array;
      /** Where a checkpoint is: the computing thread puts its arrays in the place of the bytes. */
      readonly checkpoint?: string | SharedArrayBuffer | ArrayBuffer;
    }
  | { readonly kind: "text"; readonly fileName: string; readonly text: string; readonly languageId: string }
) & { readonly own?: OwnConvention };

/**
 * Reads the batch norm layers of a file: JSON, CSV, .npy, .npz or .safetensors, by the names of all frameworks. Those
 * with running statistics come first. Layers that cannot be used are left out as long as there are others.
 *
 * @throws LayerFileError NO_LAYER, UNUSABLE
 * @throws ArrayFileError, DocumentError where the file itself is broken
 */
export function readLayers(file: LayerFile): LayerParameters[] {
  const { states, others, shift, own } = statesOf(file);
  if (states.length === 0) throw new LayerFileError("NO_LAYER", noLayer(file.fileName, others));
  const usable = states.filter((state) => lengthProblem(state) === null);
  if (usable.length === 0) throw new LayerFileError("UNUSABLE", lengthProblem(states[0]) ?? "");
  const hasStatistics = (state: LayerState): boolean => state.runningMean !== null;
  return [...usable.filter(hasStatistics), ...usable.filter((state) => !hasStatistics(state))].map((state) => ({
    ...(own ? withOwnConvention(parametersOf(state), own) : parametersOf(state)),
    ...(file.kind === "text" && { places: placesOf(state, shift) }),
  }));
}

function noLayer(fileName: string, others: readonly OtherNorm[]): string {
  const known = others.find(({ kind }) => kind !== null) ?? others.at(0);
  if (known?.kind) {
    return t(
      "{0} holds no batch norm layer: {1} is {2}, which works on each sample by itself",
      fileName,
      known.name,
      known.kind,
    );
  }
  if (known !== undefined) {
    return t(
      "{0} holds no batch norm layer: {1} has γ and β but no running statistics, as layer and group norm have",
      fileName,
      known.name,
    );
  }
  return t(
    "{0} requires the parameters of a batch norm layer: running_mean and running_var, moving_mean and moving_variance, input_mean and input_var, or gamma and beta. Other names are set in batchNorm.ownConvention",
    fileName,
  );
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

interface FileStates {
  readonly states: readonly LayerState[];
  readonly others: readonly OtherNorm[];
  /** What to add to the places, which are those of the text that was read. */
  readonly shift: number;
  /** Given where the layers were found by it. */
  readonly own?: OwnConvention;
}

function statesOf(file: LayerFile): FileStates {
  if (file.kind === "bytes") {
    const arrays = readArrays(file.bytes, file.fileName);
    const found = file.own && ownArrayLayers(arrays, file.own);
    if (file.own && found && found.layers.length > 0) {
      return { states: found.layers, others: found.others, shift: 0, own: file.own };
    }
    const named = arrays.length === 1 ? namedByFile(arrays[0], file.fileName) : null;
    const { layers, others } = arrayLayers(named === null ? arrays : [named]);
    const lists = layers.length === 0 ? unnamedLists(arrays) : null;
    return { states: lists === null ? layers : fromLists("bn", lists), others, shift: 0 };
  }
  // Members of a JSON object without its braces: what a person selects.
  const isFragment = file.languageId.startsWith("json") && /^\s*"/.test(file.text);
  const text = isFragment ? `{${file.text.replace(/,\s*$/, "")}}` : file.text;
  const { own } = file;
  const found =
    own && file.languageId.startsWith("json") && withCodes(text, (codes) => readOwnJsonLayers(text, codes, own));
  if (own && found && found.layers.length > 0) {
    return { states: found.layers, others: found.others, shift: isFragment ? -1 : 0, own };
  }
  const { layers, others } = findNormStates(text, file.languageId);
  const states =
    layers.length > 0 || others.length > 0
      ? layers
      : textLists(file).flatMap(({ name, lists }) => fromLists(name, lists));
  return { states, others, shift: isFragment ? -1 : 0 };
}

/**
 * Lists without names in a JSON text: [[γ …], [β …], [mean …], [variance …]] as the whole of it, or under keys that say
 * batch norm or `weights`.
 */
function textLists({ text, languageId }: Extract<LayerFile, { kind: "text" }>) {
  if (!languageId.startsWith("json")) return [];
  return findTensors(text, { languageId, header: "auto" }).flatMap(({ path, shape, range: { start } }) => {
    const isNamed = path === "" || /weights$/i.test(path) || saysBatchNorm(path);
    if (!isNamed || shape.length !== 2 || shape[0] < 2 || shape[0] > 4) return [];
    const selections = [{ start, end: start }];
    const { data } = readTensor(text, { languageId, selections, missingValues: "ignore", header: "auto" });
    const lists = Array.from({ length: shape[0] }, (_, row) => data.slice(row * shape[1], (row + 1) * shape[1]));
    return [{ name: path === "" ? "bn" : path, lists }];
  });
}

/** Under Keras' names, whose order of lists this is. */
function fromLists(name: string, lists: readonly Float64Array[]): LayerState[] {
  const roles = rolesOfLists(lists);
  if (roles === null) return [];
  const names = { gamma: "gamma", beta: "beta", mean: "moving_mean", variance: "moving_variance" } as const;
  const nowhere = { start: 0, end: 0 };
  const parameters = lists.map((values, i) => ({
    path: `${name}/${names[roles[i] as keyof typeof names]}`,
    ...{ values, isScalar: false, word: null, unreadable: null, place: nowhere, placeOf: () => nowhere },
  }));
  const { layers }: FoundStates = findStates(parameters);
  return layers.map((state) => ({ ...state, assumed: ["parts"] }));
}

/** A variance below 0 is loaded all the same: the report says what it does. */
function lengthProblem({ problem }: LayerState): string | null {
  return problem?.code === "SHAPE_MISMATCH" ? problem.message : null;
}

/** A layer's state without its places, in the sense of its preset. A count of batches that is none is left out. */
export function parametersOf(state: LayerState): LayerParameters {
  const { name, numFeatures, gamma, beta, runningMean, runningVar, eps, isCumulative } = state;
  const { preset, title, ...defaults } = conventionsOf(state.framework);
  const count = state.numBatchesTracked;
  const momentumOf = (written: number): number => momentumForPreset({ ...defaults, preset }, written);
  const isPreset = ["pytorch", "keras", "onnx"].includes(state.framework);
  return {
    ...{ name, framework: preset, numFeatures, gamma, beta, runningMean, runningVar, eps },
    momentum: state.momentum === null ? null : momentumOf(state.momentum),
    // No other framework has a cumulative average.
    ...(isCumulative && preset === "pytorch" ? { isCumulative } : {}),
    numBatchesTracked: count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null,
    ...(state.fixGamma === true ? { isGammaFixed: true } : {}),
    assumed: assumedOf(state),
    ...(isPreset
      ? {}
      : { convention: title, defaultEps: defaults.eps, defaultMomentum: momentumOf(defaults.momentum) }),
  };
}

/** What the file does not say. Without running statistics no momentum is needed. */
function assumedOf({ framework, eps, momentum, isCumulative, fixGamma, assumed, runningMean, gamma }: LayerState) {
  return [
    ...assumed,
    ...(eps === null ? ["eps"] : []),
    ...(momentum === null && !isCumulative && runningMean !== null ? ["momentum"] : []),
    ...(framework === "mxnet" && fixGamma === null && gamma !== null ? ["fixGamma"] : []),
  ];
}

function placesOf(state: LayerState, shift: number): LayerPlaces {
  const roles: readonly VectorRole[] = ["gamma", "beta", "runningMean", "runningVar"];
  return Object.fromEntries(
    roles.flatMap((role) => {
      const first = state.placeOf(role, 0);
      if (state[role] === null || first === null || first.end === 0) return [];
      const places = new Uint32Array(2 * state.numFeatures);
      for (let i = 0; i < state.numFeatures; i++) {
        const { start, end } = state.placeOf(role, i) ?? first;
        places[2 * i] = start + shift;
        places[2 * i + 1] = end + shift;
      }
      return [[role, places]];
    }),
  );
}
