import { t } from "@vscode/l10n";
import type { CheckpointFramework } from "../checkpoints/types.ts";
import { DocumentError } from "../documentError.ts";
import type { Span } from "../types.ts";
import type { TensorRole } from "./frameworks.ts";
import type { Parameter } from "./parameter.ts";

/** Parameters and running statistics of a batch normalization layer, as a file holds them. */
export interface LayerState {
  /** What the layer is called in its file: "layer1.0.bn1", "" where the parameters stand alone. */
  readonly name: string;
  /** Whose names the file uses. TensorFlow.js uses Keras'. */
  readonly framework: CheckpointFramework;
  /** Length of every vector (C). */
  readonly numFeatures: number;
  /** Null where the file does not have them. */
  readonly gamma: Float64Array | null;
  readonly beta: Float64Array | null;
  readonly runningMean: Float64Array | null;
  readonly runningVar: Float64Array | null;
  readonly numBatchesTracked: number | null;
  readonly eps: number | null;
  /** In the sense of the framework; null where the file does not tell. */
  readonly momentum: number | null;
  /** Whether the file says that momentum is None: a cumulative average. */
  readonly isCumulative: boolean;
  /** Whether the file says MXNet's fix_gamma: γ is 1 then, whatever is stored. null where it does not say. */
  readonly fixGamma: boolean | null;
  readonly places: readonly ParameterPlace[];
  /** Place of value i of a list. */
  readonly placeOf: (role: VectorName, i: number) => Span | null;
  /** What stands in for something that the file does not say, beside ε and momentum: "parts". */
  readonly assumed: readonly string[];
  /** Why the layer cannot be used: vectors of different lengths, a variance below 0, a mean without a variance. */
  readonly problem: DocumentError | null;
}

export type VectorName = "gamma" | "beta" | "runningMean" | "runningVar";

/** A parameter under the file's own name: "running_mean". */
export interface ParameterPlace {
  readonly role: LayerRole;
  readonly key: string;
  readonly place: Span;
}

export type LayerRole = VectorName | "numBatchesTracked" | "scaleFactor" | "eps" | "momentum" | "fixGamma";

/** The parts of a layer by their roles. */
export type LayerParts = ReadonlyMap<TensorRole, Parameter>;

/** The errors that make a layer useless, the first one of them; null where there is none. */
export function partsProblem(layer: string, parts: LayerParts): DocumentError | null {
  return unreadablePart(layer, parts) ?? lengthProblem(layer, parts) ?? statisticsProblem(layer, parts);
}

/** A part that cannot be read whole is an error that names it. */
function unreadablePart(layer: string, parts: LayerParts): DocumentError | null {
  for (const { path, unreadable } of parts.values()) {
    if (unreadable === null) continue;
    const message = t("{0} cannot be read: {1} is no number", shortName(layer, path), unreadable.token);
    return new DocumentError("SHAPE_MISMATCH", message, unreadable.place);
  }
  return null;
}

function lengthProblem(layer: string, parts: LayerParts): DocumentError | null {
  const vectors = (["mean", "variance", "gamma", "beta"] as const).flatMap((role) => parts.get(role) ?? []);
  const [first] = vectors;
  const odd = vectors.find(({ values }) => values.length !== first.values.length);
  if (odd === undefined) return null;
  const message = t(
    "{0} requires as many values as {1} ({2}), got {3}",
    shortName(layer, odd.path),
    lastName(first.path),
    first.values.length,
    odd.values.length,
  );
  return new DocumentError("SHAPE_MISMATCH", message, odd.place);
}

function statisticsProblem(layer: string, parts: LayerParts): DocumentError | null {
  const mean = parts.get("mean");
  const variance = parts.get("variance");
  const alone = variance === undefined ? mean : mean === undefined ? variance : undefined;
  if (alone !== undefined) {
    const message = t(
      "{0} requires a mean and a variance, got only {1}",
      layer === "" ? t("the layer") : layer,
      lastName(alone.path),
    );
    return new DocumentError("SHAPE_MISMATCH", message, alone.place);
  }
  const negative = variance?.values.findIndex((value) => value < 0) ?? -1;
  if (variance === undefined || negative < 0) return null;
  const message = t(
    "{0} requires values of at least 0, got {1} for channel {2}",
    shortName(layer, variance.path),
    variance.values[negative],
    negative + 1,
  );
  return new DocumentError("NOT_A_NUMBER", message, variance.placeOf(negative));
}

/** "layer.running_mean", or "running_mean" of a layer without a name. */
function shortName(layer: string, path: string): string {
  return layer === "" ? lastName(path) : `${layer}.${lastName(path)}`;
}

/** The parameter's own name: what stands behind the last separator. */
export function lastName(path: string): string {
  return path.replace(/:\d+$/, "").split(/[./]/).at(-1) ?? path;
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
