import type { LayerFile } from "../../documents/layers/index.ts";
import type { FileTensor } from "../../documents/layers/weights.ts";
import type { ParameterPlace } from "../../documents/layers/state.ts";
import type { FindOptions, ReadingOffer, ReadOptions, Span } from "../../documents/types.ts";
import type { NumberEdits } from "../../documents/write/index.ts";
import type {
  ActivationAnswer,
  ActivationQuestion,
  BatchAnswer,
  BatchQuestion,
  GradientAnswer,
  GradientQuestion,
} from "../../shared/report/questions.ts";
import type { LayerParameters } from "../../shared/layer/parameters.ts";
import type { FoldAnswer, FoldChoice, FoldFormat } from "../../shared/layer/fold/fold.ts";
import type { TimelineAnswer, TimelineQuestion } from "../../shared/layer/statistics/timeline.ts";
import type { Conversion, FrameworkTwin } from "../../shared/layer/twin.ts";
import type { LabelColumn, LearnChoice, LearnChunk, LearnOptions } from "../../shared/report/learn.ts";
import type {
  GroupColumn,
  GroupHistograms,
  GroupHistogramsQuestion,
  GroupMoments,
} from "../../shared/report/groups.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { FileExport, FilePreview, FileRequest, ReadProgress } from "./fileRequest.ts";
import type { RequestText } from "../../shared/messages/largeText.ts";
import type { CheckpointRequests } from "./checkpointRequests.ts";
import type { LabComputeRequests } from "./labRequests.ts";
import type {
  ColumnChoice,
  FeatureColumns,
  FoundValues,
  HeatMap,
  PooledSummary,
  ValueRange,
  ValuesPage,
} from "../../shared/report/report.ts";

/**
 * What a session asks of whoever computes: a worker thread in the desktop host, a Web Worker in the browser, the same
 * functions called directly in a unit test. A compute holds one dataset at a time; another
 * replaces it once it has been read without an error.
 */
export interface Compute {
  /** Whether what was opened is still there: false before the first request, and when its thread has ended. */
  readonly isAlive: boolean;
  request<K extends ComputeName>(
    type: K,
    params: ComputeRequests[K]["params"],
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<ComputeRequests[K]["value"]>;
  /** Ends what is running: its requests reject with the code CANCELLED, and the dataset is gone. */
  cancel(): void;
  dispose(): void;
}

export interface ComputeRequests extends LabComputeRequests, CheckpointRequests {
  /** The tensors of a text, in its order. It leaves the dataset alone. */
  "text/tensors": {
    params: { text: RequestText; find: FindOptions };
    value: readonly TensorOverview[];
  };
  /** The batch norm layers whose state a text holds. It leaves the dataset alone. */
  "text/layers": { params: { text: RequestText; languageId: string }; value: readonly LayerOverview[] };
  /** Reads a text into a tensor and keeps it for the requests below. */
  "dataset/open": {
    params: { text: RequestText; read: ReadOptions; file?: FileRequest; isStatistics?: boolean };
    value: DatasetInfo;
  };
  "file/preview": { params: { read: ReadOptions; file: FileRequest }; value: FilePreview };
  /** Writes the normalized values of the file that is open; the number of rows written. */
  "file/export": { params: FileExport; value: number };
  "dataset/analyze": { params: { options: ReportOptions; statistics: GivenStatistics | null }; value: Analysis };
  "dataset/values": { params: { feature: number; start: number; count: number }; value: ValuesPage };
  "dataset/valuesBetween": { params: ValueRange; value: FoundValues };
  /** x̂ of one feature in 256 bins. */
  "dataset/fineHistogram": {
    params: { feature: number };
    value: { start: number; width: number; counts: Uint32Array };
  };
  "dataset/heatMap": { params: { width: number; height: number }; value: HeatMap };
  "dataset/activation": { params: ActivationQuestion; value: ActivationAnswer };
  "dataset/batches": { params: BatchQuestion; value: BatchAnswer };
  "dataset/gradients": { params: GradientQuestion; value: GradientAnswer };
  "dataset/place": { params: { feature: number; index: number | "firstInfinite" }; value: Span | null };
  /** The value whose token contains an offset of the text. */
  "dataset/valueAt": { params: { offset: number }; value: { feature: number; index: number } | null };
  /** How many values of a feature are less than one of them, and how many the same (itself included). */
  "dataset/rank": { params: { feature: number; index: number }; value: { less: number; same: number } };
  /** Places of values with |x̂| over a threshold: start, end, start, end, … in the order of the text. */
  "dataset/outliers": { params: { threshold: number; limit: number }; value: Uint32Array };
  /** The edits that put normalized values in the place of the numbers that were read. */
  "dataset/edits": { params: WrittenValues; value: NumberEdits };
  /** Normalized values as a new text or the bytes of a file. */
  "dataset/write": { params: WrittenValues & { format: WriteFormat }; value: string | Uint8Array };
  "dataset/output": {
    params: { gamma: Float64Array; beta: Float64Array };
    value: { shape: readonly number[]; data: Float64Array };
  };
  /** The columns that rows can be grouped by; none where features are no columns. */
  "dataset/groupColumns": { params: undefined; value: readonly GroupColumn[] };
  "dataset/groupMoments": { params: { column: string }; value: GroupMoments };
  "dataset/groupHistograms": { params: GroupHistogramsQuestion; value: GroupHistograms };
  /** Running statistics over mini-batches. */
  "dataset/timeline": { params: TimelineQuestion; value: TimelineAnswer };
  /** Running statistics as the mean over mini-batches in file order. */
  "dataset/batchAverage": { params: { batchSize: number }; value: BatchAverage };
  /** A new layer under the conventions of the four frameworks. */
  "dataset/twins": { params: { conversion: Conversion }; value: readonly FrameworkTwin[] };
  /** What another file holds, read with the options of the report. It leaves the dataset alone. */
  "tensor/describe": { params: { file: LayerFile; options: ReportOptions }; value: OtherTensor };
  /** The columns of texts that γ and β can learn as classes. */
  "learn/labels": { params: undefined; value: readonly LabelColumn[] };
  /** Starts to learn γ and β on the dataset; no step is made yet. */
  "learn/start": {
    params: { choice: LearnChoice; options: LearnOptions; target?: LayerFile | null };
    value: LearnChunk;
  };
  /** Makes up to so many further steps. */
  "learn/run": { params: { steps: number }; value: LearnChunk };
  /** The weights in a file that a layer can be folded into. */
  "weights/list": { params: { file: LayerFile }; value: readonly WeightsOverview[] };
  "dataset/fold": { params: FoldQuestion; value: FoldAnswer };
  /** The folded weights as JSON, or as Python code that reads the JSON of that name. */
  "dataset/foldExport": { params: FoldQuestion & { format: FoldFormat; jsonName: string }; value: string };
  /** The numbers of the only array of an .npy file, if they are a list; null otherwise. */
  "array/list": { params: { file: LayerFile }; value: Float64Array | null };
  /** The batch norm layers of a file. It has nothing to do with the dataset. */
  /** The tensors beside a file's layers, with the values of those that are named. */
  "layer/tensors": { params: { file: LayerFile; wanted: readonly string[] }; value: readonly FileTensor[] };
  "layer/read": { params: { file: LayerFile }; value: readonly LayerParameters[] };
}

/** A batch norm layer whose state a text holds. */
export interface LayerOverview {
  readonly parameters: LayerParameters;
  readonly places: readonly ParameterPlace[];
  /** From its first parameter to its last. */
  readonly range: Span;
  /** Why it cannot be used as it is; null where it can. */
  readonly problem: string | null;
}

/** Weights of a linear layer or a convolution, without their numbers. */
export interface WeightsOverview {
  readonly name: string;
  readonly shape: readonly number[];
  readonly hasBias: boolean;
}

/** What is folded: a layer as evaluation uses it, into the weights of this number in a file. */
export interface FoldQuestion {
  readonly file: LayerFile;
  readonly index: number;
  readonly layer: {
    readonly gamma: Float64Array;
    readonly beta: Float64Array;
    readonly runningMean: Float64Array;
    readonly runningVar: Float64Array;
    readonly eps: number;
  };
  readonly choice: FoldChoice;
}

/** The mean over mini-batches of their means and variances, an entry per feature. */
export interface BatchAverage {
  readonly mean: Float64Array;
  /** Unbiased where the preset keeps the unbiased one. */
  readonly variance: Float64Array;
  readonly numBatches: number;
}

/** A tensor of another file: its features, and their statistics. */
export interface OtherTensor {
  readonly names: readonly string[];
  /** m of the largest feature. */
  readonly valuesPerFeature: number;
  readonly mean: Float64Array;
  /** Biased. */
  readonly variance: Float64Array;
  readonly count: Float64Array;
}

/** A tensor that a text holds, and that a cursor at its start selects. */
export interface TensorOverview {
  /** "activations", "[0].weights"; "" where the whole text is the tensor. */
  readonly path: string;
  readonly format: "csv" | "json";
  readonly shape: readonly number[];
  /** From the header or the first bracket to the end. */
  readonly range: Span;
}

/** Which values are written: γ · x̂ + β, with γ = 1 and β = 0 for x̂ itself. */
export interface WrittenValues {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  /** "input": as many as the values that were read have. */
  readonly digits: number | "input";
}

export type WriteFormat = "json" | "csv" | "pytorch" | "numpy" | "npy";

export type ComputeName = keyof ComputeRequests;

/** What can be asked about a dataset that was opened and analyzed. */
export type DatasetQuery = Exclude<ComputeName, "dataset/open" | "dataset/analyze" | "text/tensors" | "file/preview">;

/** What the reader found, without the numbers: those stay with the compute. */
export interface DatasetInfo {
  readonly format: "csv" | "json";
  readonly shape: readonly number[];
  readonly rangeLabel: string;
  readonly range: Span;
  readonly featurePlaces: readonly (Span | null)[];
  /** The columns beside the features; null where features are no columns, which could be left out. */
  readonly columns: ColumnChoice | null;
  readonly notices: readonly DatasetNotice[];
}

export interface DatasetNotice {
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly place: Span | null;
  readonly offers?: readonly ReadingOffer[];
}

/** Running statistics to evaluate with, instead of those of a new layer after one update. */
export interface GivenStatistics {
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
  /** Updates that went into them: what the cumulative average needs for the next one. */
  readonly numBatchesTracked?: number | null;
}

export interface Analysis {
  readonly shape: readonly number[];
  /** "(N, C)" and so on. */
  readonly layout: string;
  readonly valuesPerFeature: number;
  /** How many of them can be asked for, where that is not all: the file is too large to keep them. */
  readonly sampledValues?: number;
  /** γ is 1 and β is 0 here: the session puts in the person's own. */
  readonly features: FeatureColumns;
  readonly pooled: PooledSummary;
  readonly notices: readonly DatasetNotice[];
}
