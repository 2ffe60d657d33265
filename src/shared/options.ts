/** How a report is computed: what the controls in its head show and change, and what the settings are the defaults of. */
export interface ReportOptions {
  /** Which statistics normalize: the batch's own (train) or the running ones (eval). */
  readonly mode: "train" | "eval";
  /** Whose conventions: default eps and momentum, running variance, state names and wording. */
  readonly preset: PresetName;
  readonly eps: number;
  /** As the preset writes it (PyTorch 0.1 is Keras 0.99's sense reversed); null is PyTorch's cumulative average. */
  readonly momentum: number | null;
  /** Which axis holds the channels; "auto" takes the preset's. */
  readonly layout: LayoutName;
  readonly precision: "float64" | "float32";
  readonly missingValues: MissingValuesPolicy;
  /** Shown as the last step of the flow; it does not change x̂ or y. */
  readonly activation: ActivationName;
}

export type PresetName = "pytorch" | "keras" | "onnx" | "tfjs";
export type LayoutName = "auto" | "channelsFirst" | "channelsLast";
export type MissingValuesPolicy = "omitRows" | "ignore" | "error";
export type ActivationName = "relu" | "sigmoid" | "tanh" | "identity";

export const defaultReportOptions: ReportOptions = {
  mode: "train",
  preset: "pytorch",
  eps: 1e-5,
  momentum: 0.1,
  layout: "auto",
  precision: "float64",
  missingValues: "omitRows",
  activation: "relu",
};
