import type {
  ActivationAnswer,
  ActivationQuestion,
  BatchAnswer,
  BatchQuestion,
  GradientAnswer,
  GradientQuestion,
} from "./questions.ts";
import type { FoldAnswer, FoldChoice, FoldFormat } from "../layer/fold/fold.ts";
import type { RecalibrationChoice } from "../layer/statistics/recalibration.ts";
import type { TimelineAnswer, TimelineQuestion } from "../layer/statistics/timeline.ts";
import type { Conversion, FrameworkTwin } from "../layer/twin.ts";
import type { LabelColumn, LearnChoice, LearnChunk, LearnedLayer, LearnOptions, TargetTensor } from "./learn.ts";
import type { GroupColumn, GroupHistograms, GroupHistogramsQuestion, GroupMoments } from "./groups.ts";
import type { ReportOptions } from "../options.ts";
import type { Reading } from "./reading.ts";
import type { FoundValues, HeatMap, LiveState, ReportSnapshot, ValueRange, ValuesPage } from "./report.ts";

/**
 * Messages between the report page and the host. The page sends requests, each of which gets exactly one reply; the
 * host sends events. Adding a message = one line in a map here, one case in the switch that handles it.
 */
export interface ReportRequests {
  /** The page speaks first, and again whenever it wakes: it wants the state. */
  "page/ready": { params: undefined; value: PageState };
  /** The page has gone to the tab that a command leads to. */
  "tab/shown": { params: undefined; value: undefined };
  "options/set": { params: Partial<ReportOptions>; value: undefined };
  /** Reads the document again, in another way. */
  "reading/set": { params: Partial<Reading>; value: undefined };
  /** Reads it as a notice of the snapshot with this revision offers. */
  "notice/accept": { params: { revision: number; notice: number; offer: number }; value: undefined };
  /** γ and β as they are after a drag or an edit; feature −1 is all features. Undefined leaves one as it is. */
  "affine/set": { params: AffineChange; value: undefined };
  /** Takes back the last change of γ, β or the layer; nothing happens where there is none. */
  "history/undo": { params: undefined; value: undefined };
  /** Does again what was undone last. */
  "history/redo": { params: undefined; value: undefined };
  /** Selects lines of the document, counted from 1, in its editor. */
  "source/selectLines": { params: { lines: Uint32Array }; value: undefined };
  "source/reveal": { params: RevealTarget; value: undefined };
  "values/page": { params: { feature: number; start: number; count: number }; value: ValuesPage };
  "values/between": { params: ValueRange; value: FoundValues };
  /** x̂ of one feature in 256 bins, from which the activation's picture follows while γ and β are dragged. */
  "feature/fineHistogram": {
    params: { feature: number };
    value: { start: number; width: number; counts: Uint32Array };
  };
  "features/heatMap": { params: { width: number; height: number }; value: HeatMap };
  "feature/activation": { params: ActivationQuestion; value: ActivationAnswer };
  "feature/batches": { params: BatchQuestion; value: BatchAnswer };
  "feature/gradients": { params: GradientQuestion; value: GradientAnswer };
  "feature/timeline": { params: TimelineQuestion; value: TimelineAnswer };
  /** The columns that rows can be grouped by. */
  "groups/columns": { params: undefined; value: readonly GroupColumn[] };
  "groups/moments": { params: { column: string }; value: GroupMoments };
  "groups/histograms": { params: GroupHistogramsQuestion; value: GroupHistograms };
  /** The layer under the conventions of the four frameworks, on the data of the report. */
  "layer/twins": { params: { conversion: Conversion }; value: readonly FrameworkTwin[] };
  "learn/labels": { params: undefined; value: readonly LabelColumn[] };
  "learn/start": { params: { choice: LearnChoice; options: LearnOptions }; value: LearnChunk };
  /** Up to so many further steps: the page asks again and again, so that it can pause and stop. */
  "learn/run": { params: { steps: number }; value: LearnChunk };
  /** Lets the person choose another tensor as target; null where they change their mind. */
  "learn/chooseTarget": { params: undefined; value: TargetTensor | null };
  /** Makes the layer that was learned that of the report. */
  "learn/keep": { params: LearnedLayer; value: undefined };
  /** Gives the layer the statistics of the data as its running ones. */
  "layer/recalibrate": { params: RecalibrationChoice; value: undefined };
  /** The same, with files that the person chooses; nothing happens where they change their mind. */
  "layer/recalibrateWithFiles": { params: undefined; value: undefined };
  /** Goes back to the running statistics that there were before. */
  "layer/undoRecalibration": { params: undefined; value: undefined };
  /** Shows the report alone again, without the other file. */
  "compare/end": { params: undefined; value: undefined };
  /** Folds the layer into the weights that the person chose; null where they have not chosen any. */
  "layer/fold": { params: FoldRequest; value: FoldAnswer | null };
  /** Saves the folded weights as JSON where the person chooses, or copies the Python code that reads them. */
  "layer/foldExport": { params: FoldRequest & { format: FoldFormat }; value: undefined };
  /** Takes a loaded layer off the data again. */
  "layer/remove": { params: undefined; value: undefined };
  "live/set": { params: { live: boolean }; value: undefined };
  "run/retry": { params: undefined; value: undefined };
  "run/cancel": { params: undefined; value: undefined };
  "log/show": { params: undefined; value: undefined };
  "clipboard/write": { params: { text: string }; value: undefined };
  /** Saves what the page made (a picture, a table) where the person chooses. */
  "file/save": { params: { suggestedName: string; data: Uint8Array }; value: undefined };
  /** Runs one of our own commands: the empty state's button, the links to the samples, the Layer tab's button. */
  "command/run": { params: { command: PageCommand }; value: undefined };
}

export interface ReportEvents {
  "report/snapshot": ReportSnapshot;
  "report/progress": ReportProgress | null;
  "report/failed": ReportFailure | null;
  "report/live": LiveState;
  "report/history": HistoryLabels;
  /** Whether the report is pinned. */
  "report/pinned": boolean;
  /** A command leads to a tab of the detail. */
  "tab/show": ShownPart;
  /** The editor's cursor is on a number of the selection (or no longer on one: null). */
  "cursor/value": { feature: number; index: number } | null;
}

/** What a command leads to: the Learn tab, or the verdict or a section of the Layer tab. */
export type ShownPart = "learn" | "verdict" | "compare" | "fold";

export interface PageState {
  readonly snapshot: ReportSnapshot | null;
  readonly progress: ReportProgress | null;
  readonly failure: ReportFailure | null;
  readonly history: HistoryLabels;
  /** Whether runs on other parts of its file leave the report alone. */
  readonly isPinned: boolean;
  /** Translations of the page's strings, English → display language; null for English. */
  readonly strings: Readonly<Record<string, string>> | null;
  /** The tab that a command leads to and that the page has not shown yet; otherwise undefined. */
  readonly tab?: ShownPart | undefined;
}

export interface ReportProgress {
  readonly message: string;
  readonly name: string;
  /** What is known of the input already: "1,797 samples × 64 features, float64", or "". */
  readonly detail: string;
}

export interface ReportFailure {
  readonly message: string;
  /** Whether trying again can help (a killed worker), rather than the input having to change. */
  readonly canRetry: boolean;
}

export type HistoryDirection = "undo" | "redo";

/** What would be undone and done again, as a menu says it: "γ of sepal_length"; null for nothing. */
export type HistoryLabels = Readonly<Record<HistoryDirection, string | null>>;

export interface AffineChange {
  readonly feature: number;
  readonly gamma?: number | undefined;
  readonly beta?: number | undefined;
}

export type RevealTarget =
  | { kind: "range" }
  | { kind: "notice"; index: number }
  | { kind: "feature"; feature: number }
  /** index counts among the feature's values, as ValuesPage does. */
  | { kind: "value"; feature: number; index: number };

/** γ and β as the page shows them; the number tells one choice of weights from the next. */
export interface FoldRequest extends FoldChoice {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly chosen: number;
}

export type PageCommand =
  | "normalizeSelection"
  | "openIris"
  | "openActivations"
  | "loadParameters"
  | "compareFiles"
  | "foldLayer"
  | "openInNewReport"
  | "pinReport"
  | "unpinReport";

export type RequestName = keyof ReportRequests;
export type EventName = keyof ReportEvents;

export type RequestMessage = {
  [K in RequestName]: { readonly id: number; readonly type: K; readonly params: ReportRequests[K]["params"] };
}[RequestName];
export type ReplyMessage = { readonly id: number } & Reply<unknown>;
export type EventMessage = { [K in EventName]: { readonly type: K; readonly payload: ReportEvents[K] } }[EventName];

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ReplyError };
export interface ReplyError {
  readonly code: string;
  readonly message: string;
  /** The control that the error belongs to ("eps"), where there is one. */
  readonly field?: string;
}
