import { t } from "@vscode/l10n";
import type { Parameter } from "../../../engine/index.ts";
import type { ExperimentChart, ExperimentLine, Verdict } from "../../../shared/lab/experiments.ts";
import { lossWindow, probeRows, type NetworkKind } from "../../../shared/lab/run.ts";
import type { ShiftQuestion, ShiftReading } from "../../../shared/lab/shift.ts";
import { defaultLabSettings, type LabActivation, type LabSettings } from "../../../shared/lab/settings.ts";
import { rangeText } from "../../../shared/lab/words.ts";
import { outcomeLimits } from "../../../shared/lab/sweep.ts";
import type { LabData } from "../labData.ts";
import { Lane, labPrecision, type LaneOptions } from "../lane.ts";
import type { LabNetwork, NetworkSettings } from "../network.ts";
import { numOutputs } from "../task.ts";
import { firstRows, splitRows, type LabelledRows, type Split, type SplitOptions } from "../split.ts";

/** What an experiment runs on. */
export interface ExperimentContext {
  readonly data: LabData;
  readonly seeds: readonly number[];
  /** Steps of a whole run; experiments say how much of it they need. */
  readonly steps: number;
  /** For the experiment that has forms. */
  readonly activation: LabActivation;
}

/** Moves the evaluated rows of networks that have been trained, and says what they make of it. */
export type AnswerShift = (question: ShiftQuestion) => ShiftReading;

/** What an experiment found; the server adds whose it is. */
export interface Finding {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly charts: readonly ExperimentChart[];
  readonly table: readonly (readonly string[])[];
  readonly settings: Partial<LabSettings>;
  /** The numbers behind the sentence, by name: one per seed. */
  readonly figures: Readonly<Record<string, readonly number[]>>;
  readonly answerShift?: AnswerShift;
}

/** An experiment works in small pieces: each yield is how much of it is done, from 0 to 1. */
export type Experiment = (context: ExperimentContext) => Generator<number, Finding>;

/** The common settings of the experiments: five layers of a hundred ReLU units, He, batch 64. */
export const commonSettings: LabSettings = {
  ...defaultLabSettings,
  depth: 5,
  activation: "relu",
  weights: "he",
  learningRate: 0.1,
  steps: 300,
  seeds: 3,
  dropBias: false,
};

type LaneChoices = LaneOptions & {
  readonly network?: Partial<NetworkSettings>;
  readonly split?: Partial<SplitOptions>;
};

/** A network with the rows of its seed. The batch is never larger than the training rows. */
export function makeLane(
  { data }: ExperimentContext,
  kind: NetworkKind,
  settings: LabSettings,
  seed: number,
  { network, split: splitOptions, ...options }: LaneChoices = {},
): Lane {
  const dtype = options.dtype ?? labPrecision;
  const split = splitRows(data, seed, { standardize: true, dtype, ...splitOptions });
  const batchSize = Math.min(settings.batchSize, split.training.labels.length);
  return new Lane(kind, { ...settings, batchSize, ...network }, split, numOutputs(data.summary), seed, options);
}

/** The rows that probes look at. */
export function probeSet({ training }: Split): LabelledRows {
  return firstRows(training, probeRows);
}

/** Trains a lane and keeps the loss of every mini-batch; a loss that is not finite ends it. */
export function trainLane(lane: Lane, steps: number, before: (step: number) => void = () => undefined): Training {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    before(step);
    lane.train();
    losses.push(lane.lastLoss);
    if (lane.divergedAt !== null) break;
  }
  return new Training(losses, lane.guessingLoss);
}

/** The losses of a run, and what is read from them. */
export class Training {
  readonly losses: readonly number[];
  readonly #guessingLoss: number;

  /** @param guessingLoss what a network that knows nothing has: ln 10 with ten classes */
  constructor(losses: readonly number[], guessingLoss: number) {
    this.losses = losses;
    this.#guessingLoss = guessingLoss;
  }

  /** First step at which the mean of the last 20 losses is at most a level; NaN where it never is. */
  stepsTo(level: number): number {
    let sum = 0;
    for (const [k, loss] of this.losses.entries()) {
      sum += loss - (k >= lossWindow ? this.losses[k - lossWindow] : 0);
      if (k >= lossWindow - 1 && sum / lossWindow <= level) return k + 1;
    }
    return NaN;
  }

  /** Mean of the last 20 losses; NaN where the last is not finite. */
  get finalLoss(): number {
    const last = this.losses.slice(-lossWindow);
    return Number.isFinite(last.at(-1)) ? last.reduce((sum, loss) => sum + loss, 0) / last.length : NaN;
  }

  /** A loss that began high and falls has not diverged, however high it still is; one that is halved makes progress. */
  get outcome(): "trained" | "slow" | "no progress" | "diverged" {
    const loss = this.finalLoss;
    const start = this.losses[0];
    const { trained, noProgress, diverged } = outcomeLimits(this.#guessingLoss);
    if (!(loss <= diverged || loss < start)) return "diverged";
    if (loss <= trained) return "trained";
    return loss >= noProgress && loss > start / 2 ? "no progress" : "slow";
  }
}

/** γ and β only. */
export function onlyAffine(network: LabNetwork): Parameter[] {
  const parameters = network.parameters();
  const linear = new Set(parameters.filter(({ shape }) => shape.length === 2).map(({ name }) => name.split(".")[0]));
  return parameters.filter(({ name }) => !linear.has(name.split(".")[0]));
}

/** A line of medians with its range, from the values of each seed at each x. */
export function lineOf(
  role: ExperimentLine["role"],
  x: readonly number[],
  perSeed: readonly (readonly number[])[],
  { label = "", dash = "solid" }: { label?: string; dash?: ExperimentLine["dash"] } = {},
): ExperimentLine {
  const at = (k: number): number[] => perSeed.map((values) => values[k] ?? NaN).filter(Number.isFinite);
  const columns = x.map((_, k) => at(k));
  const isMost = (values: readonly number[]): boolean => values.length > perSeed.length / 2;
  const pick = (choose: (values: readonly number[]) => number): Float64Array =>
    Float64Array.from(columns, (values) => (isMost(values) ? choose(values) : NaN));
  return {
    role,
    dash,
    label,
    x: Float64Array.from(x),
    y: pick(median),
    low: pick((values) => Math.min(...values)),
    high: pick((values) => Math.max(...values)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** "121–149", "94.4–96.9%" with a format; "–" for none. */
export function range(values: readonly number[], format: (value: number) => string = short): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return "–";
  const [low, high] = [format(Math.min(...finite)), format(Math.max(...finite))];
  return rangeText(low, high);
}

/** Steps to a loss over seeds: "121–149", "not in 300", "290 (1 of 3 seeds)". */
export function stepsText(values: readonly number[], steps: number): string {
  const reached = values.filter(Number.isFinite);
  if (reached.length === 0) return `>${steps}`;
  return reached.length === values.length
    ? range(reached, String)
    : `${range(reached, String)} (${reached.length}/${values.length})`;
}

export function short(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10_000))
    return value.toExponential(1).replace("e+", "e").replace("-", "−");
  return String(Number(value.toPrecision(size >= 100 ? 3 : 2))).replace("-", "−");
}

export function percent(value: number): string {
  return (100 * value).toFixed(0).replace("-", "−");
}

/** What `evaluate` scores, in words: all experiments write it as percent. */
export function scoreName({ data }: ExperimentContext): string {
  return data.summary.task === "classes" ? t("validation accuracy") : t("explained variance");
}

/** The answer to an experiment's question, before its numbers. */
export function answer(verdict: Verdict): string {
  return { holds: t("Yes."), partly: t("In part."), fails: t("No.") }[verdict];
}

/** A network, as a table or a line names it. */
export function networkName(kind: NetworkKind): string {
  return {
    plain: t("without"),
    batchNorm: t("with"),
    layerNorm: t("layer norm"),
    groupNorm: t("group norm"),
    batchRenorm: t("batch renorm"),
    noisy: t("noisy"),
  }[kind];
}

/** Initial weights, as a table or an axis names them. */
export function weightsName(weights: LabSettings["weights"]): string {
  return weights === "xavier" ? "Xavier" : weights === "he" ? "He" : weights;
}
