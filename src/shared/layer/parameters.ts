import { t } from "@vscode/l10n";
import type { GapPart } from "./gap.ts";
import type { RecalibrationOrigin } from "./recalibration.ts";
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
  /** In the framework's own sense. */
  readonly momentum: number | null;
}

/** A layer that was loaded into a report. */
export interface LoadedLayer extends LayerParameters {
  /** File that it came from, without folders. */
  readonly fileName: string;
  /** Whether it was learned on the data of the report, rather than loaded. */
  readonly isLearned?: boolean;
  /** Given where the running statistics are no longer the file's but those of the data. */
  readonly recalibration?: Recalibration;
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
  return layer === undefined ? null : (layer.eps ?? presetDefaults(layer.framework).eps);
}
