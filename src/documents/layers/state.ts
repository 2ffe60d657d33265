import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import type { Span } from "../types.ts";

/** Parameters and running statistics of a batch normalization layer, as a file holds them. */
export interface LayerState {
  /** What the layer is called in its file: "layer1.0.bn1", "" where the parameters stand alone. */
  readonly name: string;
  /** Whose names the file uses. tfjs uses Keras's. */
  readonly convention: "pytorch" | "keras" | "onnx";
  /** Length of every vector (C). */
  readonly numFeatures: number;
  /** Null where the file does not have them. */
  readonly gamma: Float64Array | null;
  readonly beta: Float64Array | null;
  readonly runningMean: Float64Array | null;
  readonly runningVar: Float64Array | null;
  readonly numBatchesTracked: number | null;
  readonly eps: number | null;
  /** In the sense of the convention. */
  readonly momentum: number | null;
  readonly places: readonly ParameterPlace[];
  /** Why the layer cannot be used: vectors of different lengths, a variance below 0, a mean without a variance. */
  readonly problem: DocumentError | null;
}

/** A parameter under the file's own name: "running_mean". */
export interface ParameterPlace {
  readonly role: LayerRole;
  readonly key: string;
  readonly place: Span;
}

export type LayerRole = "gamma" | "beta" | "runningMean" | "runningVar" | "numBatchesTracked" | "eps" | "momentum";

/** The frameworks' names for each role; those of several words also in camel case. */
const roles = new Map<string, LayerRole>([
  ["weight", "gamma"],
  ["gamma", "gamma"],
  ["scale", "gamma"],
  ["bias", "beta"],
  ["beta", "beta"],
  ["B", "beta"],
  ["running_mean", "runningMean"],
  ["runningMean", "runningMean"],
  ["moving_mean", "runningMean"],
  ["movingMean", "runningMean"],
  ["input_mean", "runningMean"],
  ["running_var", "runningVar"],
  ["runningVar", "runningVar"],
  ["moving_variance", "runningVar"],
  ["movingVariance", "runningVar"],
  ["input_var", "runningVar"],
  ["num_batches_tracked", "numBatchesTracked"],
  ["numBatchesTracked", "numBatchesTracked"],
  ["eps", "eps"],
  ["epsilon", "eps"],
  ["momentum", "momentum"],
]);

/** A parameter's key without its layer: "layer1.bn.weight" → layer1.bn and weight; Keras's "bn/gamma:0" → bn and gamma. */
export interface ParameterName {
  readonly prefix: string;
  readonly role: LayerRole;
  readonly name: string;
}

/** Null where the key names no parameter. */
export function parameterName(key: string): ParameterName | null {
  const plain = key.replace(/:\d+$/, "");
  const cut = Math.max(plain.lastIndexOf("."), plain.lastIndexOf("/"));
  const name = plain.slice(cut + 1);
  const role = roles.get(name);
  return role === undefined ? null : { prefix: plain.slice(0, Math.max(cut, 0)), role, name };
}

/** Whether a key names a running mean or variance, which only the state of a layer has. */
export function isStatisticsName(key: string): boolean {
  const role = parameterName(key)?.role;
  return role === "runningMean" || role === "runningVar";
}

/** A parameter with its numbers: one for a scalar. */
export interface Parameter extends ParameterName {
  readonly values: Float64Array;
  readonly isScalar: boolean;
  readonly place: Span;
  /** Place of value i. */
  readonly placeOf: (i: number) => Span;
}

/**
 * The layer that parameters of one name make up, or null where they are none: it takes running statistics, or γ and β
 * under Keras's names, or both under a name that says normalization (a linear layer has a weight and a bias too).
 */
export function layerOf(name: string, parameters: readonly Parameter[]): LayerState | null {
  const vector = (role: LayerRole): Parameter | null =>
    parameters.filter((parameter) => parameter.role === role && !parameter.isScalar).at(-1) ?? null;
  const scalar = (role: LayerRole): number | null =>
    parameters.filter((parameter) => parameter.role === role && parameter.values.length === 1).at(-1)?.values[0] ??
    null;
  const gamma = vector("gamma");
  const beta = vector("beta");
  const runningMean = vector("runningMean");
  const runningVar = vector("runningVar");
  const isAffineOnly =
    gamma !== null && beta !== null && (gamma.name === "gamma" || /norm|bn/i.test(name)) && beta.name !== "B";
  const first = runningMean ?? runningVar ?? (isAffineOnly ? gamma : null);
  if (!first) {
    return null;
  }
  const vectors = [gamma, beta, runningMean, runningVar].filter((parameter) => parameter !== null);
  return {
    name,
    convention: conventionOf(first.name),
    numFeatures: first.values.length,
    gamma: gamma?.values ?? null,
    beta: beta?.values ?? null,
    runningMean: runningMean?.values ?? null,
    runningVar: runningVar?.values ?? null,
    numBatchesTracked: scalar("numBatchesTracked"),
    eps: scalar("eps"),
    momentum: scalar("momentum"),
    places: parameters.map(({ role, name: key, place }) => ({ role, key, place })),
    problem: lengthProblem(name, first, vectors) ?? statisticsProblem(name, runningMean, runningVar),
  };
}

function conventionOf(parameter: string): LayerState["convention"] {
  if (/^(?:moving|gamma)/.test(parameter)) {
    return "keras";
  }
  return parameter.startsWith("input") ? "onnx" : "pytorch";
}

function lengthProblem(layer: string, first: Parameter, vectors: readonly Parameter[]): DocumentError | null {
  const odd = vectors.find(({ values }) => values.length !== first.values.length);
  return odd
    ? new DocumentError(
        "SHAPE_MISMATCH",
        t(
          "{0} requires as many values as {1} ({2}), got {3}",
          fullName(layer, odd.name),
          first.name,
          first.values.length,
          odd.values.length,
        ),
        odd.place,
      )
    : null;
}

function statisticsProblem(layer: string, mean: Parameter | null, variance: Parameter | null): DocumentError | null {
  const alone = mean && !variance ? mean : variance && !mean ? variance : null;
  if (alone) {
    const message = t(
      "{0} requires a mean and a variance, got only {1}",
      layer === "" ? t("the layer") : layer,
      alone.name,
    );
    return new DocumentError("SHAPE_MISMATCH", message, alone.place);
  }
  const negative = variance?.values.findIndex((value) => value < 0) ?? -1;
  return variance && negative >= 0
    ? new DocumentError(
        "NOT_A_NUMBER",
        t(
          "{0} requires values of at least 0, got {1} for channel {2}",
          fullName(layer, variance.name),
          variance.values[negative],
          negative + 1,
        ),
        variance.placeOf(negative),
      )
    : null;
}

function fullName(layer: string, parameter: string): string {
  return layer === "" ? parameter : `${layer}.${parameter}`;
}

/** The error of a layer whose channels are not the data's features; null where they are. */
export function channelProblem(layer: LayerState, numFeatures: number): DocumentError | null {
  return layer.numFeatures === numFeatures
    ? null
    : new DocumentError(
        "SHAPE_MISMATCH",
        t(
          "{0} has {1} channels, the data has {2} features",
          layer.name === "" ? t("the layer") : layer.name,
          layer.numFeatures,
          numFeatures,
        ),
        layer.places[0].place,
      );
}
