/** How a report is computed: what the controls in its head show and change, and what the settings are the defaults of. */
export interface ReportOptions {
  /** Which statistics normalize: the batch's own (train) or the running ones (eval). */
  readonly mode: "train" | "eval";
  /** Whose conventions: default eps and momentum, running variance, state names and wording. */
  readonly preset: PresetName;
  readonly eps: number;
  /** As the preset writes it: PyTorch's share of the new batch, the others' share of the old; null: cumulative average. */
  readonly momentum: number | null;
  /** Which axis holds the channels; "auto" takes the preset's. */
  readonly layout: LayoutName;
  readonly precision: PrecisionName;
  readonly missingValues: MissingValuesPolicy;
  /** Shown as the last step of the flow; it does not change x̂ or y. */
  readonly activation: ActivationName;
}

/** The names that each choice can have, as settings and command arguments spell them. */
export const modeNames = ["train", "eval"] as const;
export const presetNames = ["pytorch", "keras", "onnx", "tfjs"] as const;
export const layoutNames = ["auto", "channelsFirst", "channelsLast"] as const;
export const precisionNames = ["float64", "float32"] as const;
export const missingValuesPolicies = ["omitRows", "ignore", "error"] as const;
export const activationNames = ["relu", "sigmoid", "tanh", "identity"] as const;

export type PresetName = (typeof presetNames)[number];
export type LayoutName = (typeof layoutNames)[number];
export type PrecisionName = (typeof precisionNames)[number];
export type MissingValuesPolicy = (typeof missingValuesPolicies)[number];
export type ActivationName = (typeof activationNames)[number];

/** The frameworks as they write their own names. */
export const frameworkTitles: Readonly<Record<PresetName, string>> = {
  pytorch: "PyTorch",
  keras: "Keras",
  onnx: "ONNX",
  tfjs: "TensorFlow.js",
};

/** The eps and the momentum, as it writes it, that a framework's layer has by default. */
export function presetDefaults(preset: PresetName): Pick<ReportOptions, "preset" | "eps" | "momentum"> {
  switch (preset) {
    case "pytorch":
      return { preset, eps: 1e-5, momentum: 0.1 };
    case "onnx":
      return { preset, eps: 1e-5, momentum: 0.9 };
    case "keras":
    case "tfjs":
      return { preset, eps: 1e-3, momentum: 0.99 };
  }
}

export const defaultReportOptions: ReportOptions = {
  mode: "train",
  ...presetDefaults("pytorch"),
  layout: "auto",
  precision: "float64",
  missingValues: "omitRows",
  activation: "relu",
};
