import { t } from "@vscode/l10n";
import {
  commonSettings,
  lineOf,
  makeLane,
  median,
  range,
  short,
  stepsText,
  trainLane,
  type Experiment,
  type Training,
} from "./common.ts";

export const experimentRates = [0.03, 0.1, 0.3, 1, 3, 10] as const;
const kinds = ["plain", "batchNorm"] as const;

/** 2: the largest learning rate that trains in every seed, and the steps at each network's own best rate. */
export const learningRateExperiment: Experiment = function* (context) {
  const runs: Record<string, Training[][]> = {};
  let done = 0;
  for (const kind of kinds) {
    runs[kind] = [];
    for (const learningRate of experimentRates) {
      const trainings: Training[] = [];
      for (const seed of context.seeds) {
        trainings.push(trainLane(makeLane(context, kind, { ...commonSettings, learningRate }, seed), context.steps));
        yield ++done / (2 * experimentRates.length * context.seeds.length);
      }
      runs[kind].push(trainings);
    }
  }
  const summary = kinds.map((kind) => {
    const steps = runs[kind].map((trainings) => trainings.map((training) => training.stepsTo(0.1)));
    const all = steps.map((values) => (values.every(Number.isFinite) ? median(values) : Infinity));
    const best = all.indexOf(Math.min(...all));
    const trains = runs[kind].map((each) => each.every(({ outcome }) => outcome === "trained"));
    const largest = trains.lastIndexOf(true);
    return { steps, best, bestSteps: steps[best], largest: largest < 0 ? NaN : experimentRates[largest] };
  });
  const [plain, batchNorm] = summary;
  const survives = batchNorm.largest > plain.largest || (Number.isNaN(plain.largest) && batchNorm.largest > 0);
  const fewer =
    median(batchNorm.bestSteps) < 0.9 * median(plain.bestSteps) &&
    Math.max(...batchNorm.bestSteps) < Math.min(...plain.bestSteps);
  const verdict = survives && fewer ? "holds" : survives || fewer ? "partly" : "fails";
  const largest = t(
    "Larger learning rates: {0}. The largest that trains is {1} with batch norm and {2} without.",
    survives ? t("holds") : t("does not hold"),
    short(batchNorm.largest),
    short(plain.largest),
  );
  const steps = t(
    "Fewer steps: {0}. At their best rates, {1} and {2}, they need {3} and {4} steps to loss 0.1.",
    fewer ? t("holds") : t("does not hold"),
    experimentRates[batchNorm.best],
    experimentRates[plain.best],
    stepsText(batchNorm.bestSteps, context.steps),
    stepsText(plain.bestSteps, context.steps),
  );
  const perSeed = (kind: string, pick: (training: Training) => number): number[][] =>
    context.seeds.map((_, seed) => runs[kind].map((trainings) => pick(trainings[seed])));
  return {
    verdict,
    sentence: `${largest} ${steps}`,
    charts: [
      {
        caption: t("Steps to loss 0.1 by learning rate; no dot: not reached in {0}", context.steps),
        logX: true,
        logY: false,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            experimentRates,
            perSeed(kind, (training) => training.stepsTo(0.1)),
          ),
        ),
      },
      {
        caption: t("Loss after {0} steps by learning rate; no dot: diverged", context.steps),
        logX: true,
        logY: true,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            experimentRates,
            perSeed(kind, (training) => training.finalLoss),
          ),
        ),
      },
    ],
    table: [
      [t("Network"), t("best lr"), t("steps to 0.1"), t("largest lr")],
      ...kinds.map((kind, k) => [
        kind,
        String(experimentRates[summary[k].best]),
        range(summary[k].bestSteps, String),
        short(summary[k].largest),
      ]),
    ],
    settings: { ...commonSettings, learningRate: experimentRates[batchNorm.best] },
    figures: {
      "largest plain": [plain.largest],
      "largest batchNorm": [batchNorm.largest],
      "steps plain at 0.1": plain.steps[1],
      "steps batchNorm at 0.1": batchNorm.steps[1],
      "loss batchNorm at 1": runs["batchNorm"][3].map(({ finalLoss }) => finalLoss),
      "loss plain at 1": runs["plain"][3].map(({ finalLoss }) => finalLoss),
    },
  };
};
