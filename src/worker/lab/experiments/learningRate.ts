import { t } from "@vscode/l10n";
import { bandText, fewerSteps, fewerWord } from "./fewerSteps.ts";
import type { LabActivation } from "../../../shared/lab/settings.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  median,
  networkName,
  short,
  stepsText,
  trainLane,
  type Experiment,
  type Training,
} from "./common.ts";

/** What each activation is tried with: the sigmoid's stack is less deep, for five of them do not train at all. */
const forms = {
  relu: { weights: "he", depth: 5, rates: [0.03, 0.1, 0.3, 1, 3, 10] },
  tanh: { weights: "xavier", depth: 5, rates: [0.03, 0.1, 0.3, 1, 3, 10] },
  sigmoid: { weights: "xavier", depth: 3, rates: [0.1, 0.3, 1, 3, 10, 30] },
} as const satisfies Record<LabActivation, unknown>;
const kinds = ["plain", "batchNorm"] as const;

/** 2: the largest learning rate that trains in every seed, and the steps at each network's own best rate. */
export const learningRateExperiment: Experiment = function* (context) {
  const { activation } = context;
  const { rates, weights, depth } = forms[activation];
  const settings = { ...commonSettings, activation, weights, depth } as const;
  const runs: Record<string, Training[][]> = {};
  let done = 0;
  for (const kind of kinds) {
    runs[kind] = [];
    for (const learningRate of rates) {
      const trainings: Training[] = [];
      for (const seed of context.seeds) {
        trainings.push(trainLane(makeLane(context, kind, { ...settings, learningRate }, seed), context.steps));
        yield ++done / (2 * rates.length * context.seeds.length);
      }
      runs[kind].push(trainings);
    }
  }
  const [plain, batchNorm] = kinds.map((kind) => summaryOf(runs[kind], rates));
  const survives = batchNorm.largest > plain.largest || (Number.isNaN(plain.largest) && batchNorm.largest > 0);
  const fewer = fewerSteps(plain, batchNorm, context.steps);
  const isFewer = fewer.verdict === "shown" || fewer.verdict === "partly";
  const verdict = survives && fewer.verdict === "shown" ? "holds" : survives || isFewer ? "partly" : "fails";
  const largest = t(
    "Larger learning rates: {0}. The largest at which every seed trains is {1} with batch norm and {2} without.",
    survives ? t("holds") : t("does not hold"),
    rateText(batchNorm.largest),
    rateText(plain.largest),
  );
  const steps = [
    t(
      "Fewer steps: {0}. To loss 0.1 batch norm needs {1}, the plain network {2}.",
      fewerWord(fewer.verdict),
      bestText(batchNorm, context.steps),
      bestText(plain, context.steps),
    ),
    ...(fewer.band === null ? [] : [bandText(fewer.band, context.seeds.length, rates.length)]),
    ...(fewer.band === null || plain.bestSteps.every(Number.isFinite)
      ? []
      : [t("A seed that does not arrive counts with {0} steps.", context.steps)]),
    ...(fewer.slowerAt === null
      ? []
      : [
          t(
            "At the same rate, {0}, it needs {1} and the plain network {2}.",
            rates[fewer.slowerAt],
            stepsText(batchNorm.steps[fewer.slowerAt], context.steps),
            stepsText(plain.steps[fewer.slowerAt], context.steps),
          ),
        ]),
  ].join(" ");
  const at = (rate: number): number => rates.findIndex((each) => each === rate);
  const perSeed = (kind: string, pick: (training: Training) => number): number[][] =>
    context.seeds.map((_, seed) => runs[kind].map((trainings) => pick(trainings[seed])));
  return {
    verdict,
    sentence: `${largest} ${steps}`,
    charts: [
      {
        xName: t("learning rate"),
        caption: t("Steps to loss 0.1 by learning rate; no dot: not reached in {0}", context.steps),
        logX: true,
        logY: false,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            rates,
            perSeed(kind, (training) => training.stepsTo(0.1)),
          ),
        ),
      },
      {
        xName: t("learning rate"),
        caption: t("Loss after {0} steps by learning rate; no dot: diverged", context.steps),
        logX: true,
        logY: true,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            rates,
            perSeed(kind, (training) => training.finalLoss),
          ),
        ),
      },
    ],
    table: [
      [t("Network"), t("best lr"), t("steps to 0.1"), t("largest lr")],
      ...[plain, batchNorm].map(({ bestRate, bestSteps, largest: most }, k) => [
        networkName(kinds[k]),
        bestRate === null ? "–" : String(bestRate),
        stepsText(bestSteps, context.steps),
        rateText(most),
      ]),
    ],
    settings: { ...settings, learningRate: batchNorm.bestRate ?? settings.learningRate },
    figures: {
      "largest plain": [plain.largest],
      "largest batchNorm": [batchNorm.largest],
      "steps plain at 0.1": plain.steps[at(0.1)],
      "steps batchNorm at 0.1": batchNorm.steps[at(0.1)],
      "best steps plain": plain.bestSteps,
      "best steps batchNorm": batchNorm.bestSteps,
      "loss batchNorm at 1": runs["batchNorm"][at(1)].map(({ finalLoss }) => finalLoss),
      "loss plain at 1": runs["plain"][at(1)].map(({ finalLoss }) => finalLoss),
    },
  };
};

interface Summary {
  /** Steps to loss 0.1 by rate and seed. */
  readonly steps: readonly (readonly number[])[];
  /** null where no rate reaches it in most seeds. */
  readonly bestRate: number | null;
  readonly bestSteps: readonly number[];
  /** NaN where no rate trains in every seed. */
  readonly largest: number;
}

function summaryOf(runs: readonly (readonly Training[])[], rates: readonly number[]): Summary {
  const steps = runs.map((trainings) => trainings.map((training) => training.stepsTo(0.1)));
  const medians = steps.map(medianSteps);
  const best = medians.indexOf(Math.min(...medians));
  const trains = runs.map((each) => each.every(({ outcome }) => outcome === "trained"));
  const largest = trains.lastIndexOf(true);
  const isReached = medians[best] < Infinity;
  return {
    steps,
    bestRate: isReached ? rates[best] : null,
    bestSteps: steps[best],
    largest: largest < 0 ? NaN : rates[largest],
  };
}

/** A seed that does not get there counts as infinitely many. */
function medianSteps(values: readonly number[]): number {
  return median(values.map((value) => (Number.isNaN(value) ? Infinity : value)));
}

function bestText({ bestRate, bestSteps }: Summary, steps: number): string {
  return bestRate === null
    ? t("more than {0} steps at any rate", steps)
    : t("{0} steps at its best rate, {1}", stepsText(bestSteps, steps), bestRate);
}

function rateText(rate: number): string {
  return Number.isNaN(rate) ? t("none of them") : short(rate);
}
