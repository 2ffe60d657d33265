import { t } from "@vscode/l10n";
import type { GapPart } from "./statistics/gap.ts";
import type { RecalibrationOrigin } from "./statistics/recalibration.ts";
import { Failure } from "../messages/failure.ts";
import { presetDefaults, type PresetName } from "../options.ts";

/** The parameters of one batch norm layer as a file holds them. Every list has an entry per channel. */
export interface LayerParameters {
  /** "layer1.0.bn1"; "" where the file names no layer. */
  readonly name: string;
  /** Whose names the file uses. Keras and TensorFlow.js share theirs: "keras" stands for both. */
  readonly framework: PresetName;
  readonly numFeatures: number;
  /** null where the file has none: 1 and 0 then. */
  readonly gamma: Float64Array | null;
  readonly beta: Float64Array | null;
  /** Both or neither. */
  readonly runningMean: Float64Array | null;
  readonly runningVar: Float64Array | null;
  /** null where the file does not tell. */
  readonly numBatchesTracked: number | null;
  /** null where the file does not tell: the framework's own then. */
  readonly eps: number | null;
  /** In the framework's own sense; null where the file does not tell, or where it is a cumulative average. */
  readonly momentum: number | null;
  /** The framework by name where it has no preset of its own: "Flax". */
  readonly convention?: string;
  /** Where the channels are the last axis although the preset has them on axis 1. */
  readonly layout?: "channelsLast";
  /** What that framework has where the file does not tell. */
  readonly defaultEps?: number;
  readonly defaultMomentum?: number;
  /** Whether `momentum` is null as the file says so: PyTorch's cumulative average. */
  readonly isCumulative?: boolean;
  /** Whether γ is 1 whatever the file holds: MXNet's fix_gamma. */
  readonly isGammaFixed?: boolean;
  /** What the file does not tell and a convention stands in for: "eps", "momentum", "framework" … */
  readonly assumed?: readonly string[];
  /** Where the numbers stand in the text of the file; absent where it has none. */
  readonly places?: LayerPlaces;
}

export type VectorRole = "gamma" | "beta" | "runningMean" | "runningVar";

/** Start and end of every number of a list, two entries each, as offsets of the text. */
export type LayerPlaces = Readonly<Partial<Record<VectorRole, Uint32Array>>>;

/** A layer that was loaded into a report. */
export interface LoadedLayer extends LayerParameters {
  /** File that it came from, without folders. */
  readonly fileName: string;
  /** The document that `places` are offsets of, and what to add to them: where the selection that was read begins. */
  readonly document?: { readonly uri: string; readonly offset: number };
  /** What the doctor found by the layers and weights beside it in its file. */
  readonly fromNetwork?: readonly NetworkFinding[];
  /** Whether it was learned on the data of the report, rather than loaded. */
  readonly isLearned?: boolean;
  /** Given where the running statistics are no longer the file's but those of the data. */
  readonly recalibration?: Recalibration;
}

/** A finding about a layer as a whole that its file's other layers and weights prove. */
export interface NetworkFinding {
  readonly rule: "BN012" | "BN013" | "BN014";
  readonly severity: "error" | "warning" | "info";
  readonly evidence: string;
  readonly advice: string;
}

/** What recalibrating replaced, and by what. */
export interface Recalibration {
  readonly origin: RecalibrationOrigin;
  /** The layer as it was; null for a new one. */
  readonly before: LoadedLayer | null;
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
  /** The gap between training and evaluation that there was; null for a new layer. */
  readonly gap: GapPart | null;
}

/** Where a number of a loaded layer stands in the text that it came from; null where it has no text. */
export function placeInLayer(
  { document, places }: LoadedLayer,
  role: VectorRole,
  channel: number,
): { readonly uri: string; readonly span: { readonly start: number; readonly end: number } } | null {
  const list = places?.[role];
  if (document === undefined || list === undefined || 2 * channel + 1 >= list.length) return null;
  const { uri, offset } = document;
  return { uri, span: { start: list[2 * channel] + offset, end: list[2 * channel + 1] + offset } };
}

/** A layer for another number of features than the data have. */
export function layerMismatch(numChannels: number, numFeatures: number): Failure {
  const message = t(
    "The layer has {0} channels, the selected data have {1} features: select {0} columns, or choose another layer or layout",
    numChannels,
    numFeatures,
  );
  return new Failure({ kind: "input", code: "LAYER_MISMATCH", message, place: null });
}

/** The ε that a loaded layer trained with: its file's or else its framework's own; null where there is no layer. */
export function trainingEps(layer: LayerParameters | undefined): number | null {
  return layer === undefined ? null : (layer.eps ?? layer.defaultEps ?? presetDefaults(layer.framework).eps);
}
