import type { FeatureColumns } from "../../shared/report/report.ts";

/** A loaded layer's running statistics and what is known of how they came about. */
export interface DoctorLayer {
  readonly runningMean: ArrayLike<number>;
  readonly runningVar: ArrayLike<number>;
  /** null where the file does not tell. */
  readonly numBatchesTracked: number | null;
  /** Whether ε is its framework's default, as the file does not tell. */
  readonly isEpsAssumed?: boolean;
}

/** A layer as its file has it: what can be examined without data. Every list has an entry per channel. */
export interface ExaminedLayer {
  readonly name: string;
  readonly numFeatures: number;
  /** null where it has none: 1 and 0 then. */
  readonly gamma: ArrayLike<number> | null;
  readonly beta: ArrayLike<number> | null;
  /** null where it tracks none. */
  readonly runningMean: ArrayLike<number> | null;
  readonly runningVar: ArrayLike<number> | null;
  /** null where the file does not tell. */
  readonly numBatchesTracked: number | null;
  readonly eps: number;
  readonly isEpsAssumed: boolean;
}

/** What follows the layer: rules on dead and saturated units depend on it. */
export type FollowingActivation = "relu" | "sigmoid" | "tanh" | "none";

/** Everything that the rules look at. */
export interface DoctorInput {
  readonly features: FeatureColumns;
  readonly eps: number;
  readonly mode: "train" | "eval";
  readonly activation: FollowingActivation;
  readonly sampleCount: number;
  /** Batch size of the training that the data are for; null where it is not known. */
  readonly batchSize: number | null;
  readonly layer: DoctorLayer | null;
}

export type Severity = "error" | "warning" | "info";

/** The numbers that a finding is about: those of the data, or a part of the layer. */
export type FindingSubject = "feature" | "infiniteValue" | "gamma" | "beta" | "runningMean" | "runningVar";

/** What a rule found in one feature, or in the layer as a whole (feature −1). */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly feature: number;
  /** The numbers that prove it, put into words. */
  readonly evidence: string;
  /** What it means, and what to do. */
  readonly advice: string;
  readonly subject: FindingSubject;
}

/** What a rule says of a feature or a layer, where that is more than a sentence. */
export interface Evidence {
  readonly text: string;
  /** By default the rule's. */
  readonly severity?: Severity;
  readonly advice?: string;
  /** By default the feature. */
  readonly subject?: FindingSubject;
  /** Whether outputs of the channel are NaN, infinite, or made with such numbers: that is said before anything else. */
  readonly isNotFinite?: boolean;
}

/** Evidence in numbers, or null where there is nothing to find. */
export type Checked = Evidence | string | null;

export const ruleIds = [
  "BN001",
  "BN002",
  "BN003",
  "BN004",
  "BN005",
  "BN006",
  "BN007",
  "BN008",
  "BN009",
  "BN010",
  "BN011",
  "BN012",
  "BN013",
  "BN014",
  "BN015",
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Limits that a person can move, one setting each. */
export interface Thresholds {
  /** BN001: a variance up to this is that of a constant. */
  readonly constantVariance: number;
  /** BN002: the variance is at least this many times eps. 49: eps changes the output by less than 1%. */
  readonly varianceOverEps: number;
  /** BN003: a channel with |γ| up to this is as good as off. */
  readonly gammaNearZero: number;
  /** BN004: so many NaN and infinite values of a feature are let pass. */
  readonly notFiniteValues: number;
  /** BN005: a running variance up to this is none to divide by. */
  readonly smallestRunningVar: number;
  /** BN006: fewer values per channel than this say nothing: two of them become −1 and 1 whatever they are. */
  readonly minimumValues: number;
  /** BN007: |mean|/standard deviation above which float32 loses digits that matter. */
  readonly meanOverStd: number;
  /** BN008: share of outputs at or below 0 from which a unit counts as dead. */
  readonly deadShare: number;
  /** BN009: share of values where the activation is flat. */
  readonly saturatedShare: number;
  /** BN010: running statistics this near to 0 and 1 are those of a new layer. */
  readonly nearNew: number;
  /** BN011: how far running statistics may be from the batch's, in standard deviations and as a ratio of spreads. */
  readonly statisticsShift: number;
  /** BN012: how many times the running σ may be what the layer before leads to expect, or a part of it. */
  readonly expectedSpread: number;
}

export const defaultThresholds: Thresholds = {
  constantVariance: 0,
  varianceOverEps: 49,
  gammaNearZero: 1e-3,
  notFiniteValues: 0,
  smallestRunningVar: 0,
  minimumValues: 3,
  meanOverStd: 1e3,
  deadShare: 1,
  saturatedShare: 0.5,
  nearNew: 0,
  statisticsShift: 1,
  expectedSpread: 4,
};

/** One rule: what it looks for, and the words that explain why it matters and what to do. */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** In one sentence each: what it means, what to do. */
  explain(): string;
  /** Looks at one feature of the data. */
  checkFeature?(input: DoctorInput, feature: number, thresholds: Thresholds): Checked;
  /** Looks at the data and the layer as a whole. */
  checkData?(input: DoctorInput, thresholds: Thresholds): Checked;
  /** Looks at one channel of a layer, without data. */
  checkChannel?(layer: ExaminedLayer, channel: number, thresholds: Thresholds): Checked;
  /** Looks at a layer as a whole, without data. */
  checkLayer?(layer: ExaminedLayer, thresholds: Thresholds): Checked;
  /** Looks at a layer among the others of its network; the evidence names the channels. */
  checkNetwork?(network: ExaminedNetwork, layer: number, thresholds: Thresholds): Checked;
}

/** The layers of one state in the order of their file, and the tensors beside them. */
export interface ExaminedNetwork {
  readonly layers: readonly ExaminedLayer[];
  /** Every tensor of the state in the file's order, those of the layers among them. */
  readonly tensors: readonly ExaminedTensor[];
}

/** A tensor by its name and shape; its values are needed of the weights that `precedingWeights` names alone. */
export interface ExaminedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values?: ArrayLike<number> | null;
}
