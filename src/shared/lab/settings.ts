import { labTasks } from "./data.ts";
import { presetNames, type ActivationName, type PresetName } from "../options.ts";

/** Everything that decides a run of the lab: the same settings on the same data give the same numbers. */
export interface LabSettings {
  /** A bundled data set, or "selection": what the person selected when the lab was opened. */
  readonly source: SourceName;
  /** Name of the column to predict; "" is guessed. */
  readonly target: string;
  /** Whether a target of whole numbers is classes or numbers; "auto": classes where it can be. */
  readonly predict: PredictName;
  /** Part of the rows that no network trains on. */
  readonly validationShare: number;
  readonly standardize: boolean;
  /** Hidden layers, and units in each of them. */
  readonly depth: number;
  readonly width: number;
  readonly activation: LabActivation;
  readonly weights: WeightsName;
  readonly batchNorm: Placement;
  readonly third: ThirdName;
  /** Whether the linear layers right before batch norm have no bias. */
  readonly dropBias: boolean;
  readonly preset: PresetName;
  readonly eps: number;
  /** As the preset writes it. */
  readonly momentum: number;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly batchSize: number;
  /** Rows that batch statistics are taken over; 0 is the whole batch. */
  readonly statisticsGroup: number;
  readonly steps: number;
  readonly seeds: number;
  /** The first of the seeds; the others count up from it. */
  readonly firstSeed: number;
  readonly targetLoss: number;
}

export const sourceNames = ["digits", "iris", "wine", "selection"] as const;
export const predictNames = ["auto", ...labTasks] as const;
export const labActivations = ["relu", "sigmoid", "tanh"] as const satisfies readonly ActivationName[];
export const weightsNames = ["0.01", "0.1", "xavier", "he", "1"] as const;
export const placements = ["before", "after"] as const;
export const thirdNames = ["none", "layerNorm", "groupNorm", "batchRenorm", "noisy"] as const;
export const optimizerNames = ["sgd", "momentum", "rmsprop", "adam"] as const;
export const statisticsGroups = [0, 2, 4, 8, 16, 32] as const;

export type SourceName = (typeof sourceNames)[number];
export type PredictName = (typeof predictNames)[number];
export type LabActivation = (typeof labActivations)[number];
export type WeightsName = (typeof weightsNames)[number];
export type Placement = (typeof placements)[number];
export type ThirdName = (typeof thirdNames)[number];
export type OptimizerName = (typeof optimizerNames)[number];

/** The start page: a network that batch norm helps and that still trains without it. */
export const defaultLabSettings: LabSettings = {
  source: "digits",
  target: "",
  predict: "auto",
  validationShare: 0.2,
  standardize: true,
  depth: 3,
  width: 100,
  activation: "sigmoid",
  weights: "xavier",
  batchNorm: "before",
  third: "none",
  dropBias: true,
  preset: "pytorch",
  eps: 1e-5,
  momentum: 0.1,
  optimizer: "sgd",
  learningRate: 1,
  batchSize: 64,
  statisticsGroup: 0,
  steps: 600,
  seeds: 5,
  firstSeed: 0,
  targetLoss: 0.1,
};

/** The half decades that the learning rate's slider stops at. */
export const learningRates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] as const;

/** The half decade next to a third of a rate: what a diverged run suggests. `smallerRate(1)` is 0.3. */
export function smallerRate(rate: number): number {
  const wanted = Math.log(rate / 3);
  return learningRates.reduce((best, each) =>
    Math.abs(Math.log(each) - wanted) < Math.abs(Math.log(best) - wanted) ? each : best,
  );
}

/** Standard deviation of the first weights of a layer: what the weights' name comes to. */
export function weightsStd(weights: WeightsName, inFeatures: number, outFeatures: number): number {
  switch (weights) {
    case "xavier":
      return Math.sqrt(2 / (inFeatures + outFeatures));
    case "he":
      return Math.sqrt(2 / inFeatures);
    case "0.01":
    case "0.1":
    case "1":
      return Number(weights);
  }
}

const choices: { readonly [K in keyof LabSettings]?: readonly unknown[] } = {
  source: sourceNames,
  predict: predictNames,
  activation: labActivations,
  weights: weightsNames,
  batchNorm: placements,
  third: thirdNames,
  preset: presetNames,
  optimizer: optimizerNames,
};

/**
 * Settings from anything (a link, a file, what an older version kept): every entry of the right type is taken, the
 * others are the defaults. What a number must be is for `settingProblems` to say beside its control.
 */
export function readLabSettings(given: unknown, base: LabSettings = defaultLabSettings): LabSettings {
  const source = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const read = Object.entries(base).map(([key, value]: [string, unknown]) => {
    const own = source[key];
    const allowed = choices[key as keyof LabSettings];
    const fits = typeof own === typeof value && (allowed === undefined || allowed.includes(own));
    return [key, fits ? own : value];
  });
  return Object.fromEntries(read) as LabSettings;
}

/** Whether two settings train the same networks on the same data. */
export function sameSettings(a: LabSettings, b: LabSettings): boolean {
  return (Object.keys(a) as (keyof LabSettings)[]).every((key) => a[key] === b[key]);
}
