import { t } from "@vscode/l10n";
import type { NetworkKind } from "./run.ts";
import type { LabActivation, LabSettings } from "./settings.ts";

/** The nine claims about batch norm, and the rival explanation of its gain. */
export const experimentIds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type ExperimentId = (typeof experimentIds)[number];

/** "partly": part of the claim holds here; the sentence says which. */
export type Verdict = "holds" | "partly" | "fails";

/** A line of an experiment's chart, as numbers that cross threads. */
export interface ExperimentLine {
  readonly role: NetworkKind | "reference";
  readonly dash: "solid" | "dashed" | "dotted";
  readonly label: string;
  readonly x: Float64Array;
  /** Median over seeds, NaN where there is none; and the range. */
  readonly y: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface ExperimentChart {
  readonly caption: string;
  /** What the values along the bottom are, as a table names its first column. */
  readonly xName: string;
  /** Cases side by side at 1, 2, 3 … instead of numbers. */
  readonly xNames?: readonly string[];
  readonly logX: boolean;
  readonly logY: boolean;
  /** Shares are written as percent. */
  readonly share: boolean;
  readonly dots: boolean;
  readonly lines: readonly ExperimentLine[];
}

export interface ExperimentResult {
  readonly id: ExperimentId;
  /** Which of its forms it is, for an experiment that has some. */
  readonly activation: LabActivation | null;
  readonly verdict: Verdict;
  /** The answer with its numbers. */
  readonly sentence: string;
  readonly charts: readonly ExperimentChart[];
  /** A header and rows. */
  readonly table: readonly (readonly string[])[];
  /** What Train is given to look at it. */
  readonly settings: LabSettings;
  readonly dataName: string;
  readonly seeds: number;
  readonly elapsedMs: number;
}

/** What is asked, before it is known. */
export function experimentQuestion(id: ExperimentId): string {
  return {
    1: t("Does each layer's input drift less?"),
    2: t("Does it need fewer steps, and survive larger learning rates?"),
    3: t("Does the initial scale stop mattering?"),
    4: t("Saturated inputs, vanished gradients?"),
    5: t("Is the noise 1/√m, and does it regularize?"),
    6: t("Does evaluation agree after warm-up?"),
    7: t("Does a bias before it get a gradient?"),
    8: t("Can γ and β learn with any optimizer?"),
    9: t("How far can the input shift?"),
    10: t("Or is the loss surface smoother?"),
  }[id];
}

/** The experiment that is run with one activation or another. */
export const activationExperiment: ExperimentId = 2;

/** What is trained to answer it. */
export function experimentPlan(id: ExperimentId, activation: LabActivation | null = null): string {
  if (id === activationExperiment && activation === "tanh") {
    return t("tanh 5 × 100, Xavier, learning rates 0.03 to 10, 300 steps each");
  }
  if (id === activationExperiment && activation === "sigmoid") {
    return t("sigmoid 3 × 100, Xavier, learning rates 0.1 to 30, 300 steps each");
  }
  return {
    1: t("tanh 5 × 100, Xavier, lr 0.1, 300 steps; layer norm as a third network"),
    2: t("ReLU 5 × 100, He, learning rates 0.03 to 10, 300 steps each"),
    3: t("ReLU 5 × 100, initial std 0.01 to 1, lr 0.1, 300 steps each"),
    4: t("sigmoid 5 × 100, Xavier and std 1, at the start: nothing is trained"),
    5: t(
      "ReLU 5 × 100 after 150 steps, batches of 2 to 512; ReLU 3 × 100 on 200 rows and on all of them, with statistics of 8 and 64",
    ),
    6: t("ReLU 5 × 100, lr 0.1, momentum 0.1 and 0.01 and a cumulative average, 150 steps"),
    7: t("ReLU 5 × 100, one mini-batch, float32 and float64"),
    8: t("ReLU 5 × 100, every weight left random, four optimizers, 300 steps each"),
    9: t("ReLU 3 × 100, lr 0.1, 300 steps, then evaluated on shifted and scaled rows"),
    10: t("ReLU, tanh and sigmoid, 160 steps each"),
  }[id];
}

/** Why the answer may be another one on other data or networks. */
export function experimentCaveat(id: ExperimentId): string {
  return {
    1: t(
      "Drift is counted per unit, so it depends on the learning rate. Less drift is not why training is faster: layer norm drifts like the plain network with ReLU and trains as fast.",
    ),
    2: t(
      "Well-scaled ReLU weights keep the layers alive, so there is little left to gain. A sigmoid stack starts almost flat, and there batch norm decides.",
    ),
    3: t(
      "The output ignores the weights' scale, but the gradient is divided by it: large weights move by a smaller part of themselves in each step.",
    ),
    4: t(
      "Gradients also vanish where nothing is saturated, because each sigmoid multiplies them by at most a quarter.",
    ),
    5: t(
      "Draws without repeats make the noise smaller when the batch is a large part of the rows. Features with heavy tails make the variance's noise larger.",
    ),
    6: t("With a large learning rate the weights move on, and old statistics stay in the average for longer."),
    7: t(
      "What is left is rounding. Adam and RMSprop divide it by its own size, so that a kept bias moves without any effect.",
    ),
    8: t(
      "Random weights with enough units are enough to choose from: γ turns units on and off, β moves their thresholds.",
    ),
    9: t("Recomputed statistics undo one shift and one scale per feature and nothing else: no noise, no moved image."),
    10: t("The change of the gradient over a step depends on the learning rate that each network needs."),
  }[id];
}

export function verdictLabel(verdict: Verdict): string {
  return { holds: t("Holds"), partly: t("Partly"), fails: t("Does not hold") }[verdict];
}

/** One experiment, in one of its forms. */
export interface ExperimentOrder {
  readonly id: ExperimentId;
  readonly activation: LabActivation | null;
}

/** The experiment of a number, with the activation if it has forms. */
export function orderOf(id: ExperimentId, activation: LabActivation): ExperimentOrder {
  return { id, activation: id === activationExperiment ? activation : null };
}

export function sameOrder(a: ExperimentOrder, b: ExperimentOrder): boolean {
  return a.id === b.id && a.activation === b.activation;
}

/** What the view of the experiments shows. */
export interface ExperimentsState {
  readonly results: readonly ExperimentResult[];
  readonly running: (ExperimentOrder & { readonly progress: number }) | null;
  readonly waiting: readonly ExperimentOrder[];
  /** Our own error, or the data's: nothing runs. */
  readonly failure: string | null;
}
