import { t } from "@vscode/l10n";
import type { LabSettings } from "../../../shared/lab/settings.ts";
import { evaluate } from "../measures.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  onlyAffine,
  percent,
  range,
  scoreName,
  trainLane,
  type Experiment,
} from "./common.ts";

const cases: readonly { name: string; optimizer: LabSettings["optimizer"]; learningRate: number }[] = [
  { name: "SGD", optimizer: "sgd", learningRate: 1 },
  { name: "momentum", optimizer: "momentum", learningRate: 0.1 },
  { name: "RMSprop", optimizer: "rmsprop", learningRate: 0.01 },
  { name: "Adam", optimizer: "adam", learningRate: 0.03 },
];
const dashes = ["solid", "dotted", "dashed", "solid"] as const;
const every = 5;

/** 8: only γ and β learn, every weight stays random: what score does each optimizer reach? */
export const optimizersExperiment: Experiment = function* (context) {
  const losses: number[][][] = [];
  const figures: Record<string, number[]> = { start: [] };
  let done = 0;
  for (const { name, optimizer, learningRate } of cases) {
    const curves: number[][] = [];
    figures[name] = [];
    for (const seed of context.seeds) {
      const settings = { ...commonSettings, optimizer, learningRate };
      const lane = makeLane(context, "batchNorm", settings, seed, { learns: onlyAffine });
      if (name === "SGD") figures["start"].push(evaluate(lane.network, lane.split.validation, "train").score);
      const training = trainLane(lane, context.steps);
      curves.push(training.losses.filter((_, step) => step % every === 0));
      figures[name].push(evaluate(lane.network, lane.split.validation).score);
      yield ++done / (cases.length * context.seeds.length);
    }
    losses.push(curves);
  }
  const { task, classes } = context.data.summary;
  const guessing = task === "classes" ? 1 / classes.length : 0;
  const learned = cases.filter(({ name }) => figures[name].every((score) => score > (1 + guessing) / 2)).length;
  const xs = losses[0][0].map((_, k) => k * every);
  return {
    verdict: learned === cases.length ? "holds" : learned > 0 ? "partly" : "fails",
    sentence: t(
      "With {0} of the four: {1} goes from {2}% to {3}% (SGD), {4}% (momentum), {5}% (RMSprop) and {6}% (Adam), every weight left random.",
      learned,
      scoreName(context),
      range(figures["start"], percent),
      ...cases.map(({ name }) => range(figures[name], percent)),
    ),
    charts: [
      {
        xName: t("step"),
        caption: t("Loss when only γ and β learn, weights random (ReLU)"),
        logX: false,
        logY: true,
        share: false,
        dots: false,
        lines: cases.map(({ name }, k) => lineOf("batchNorm", xs, losses[k], { label: name, dash: dashes[k] })),
      },
    ],
    table: [
      [t("Optimizer"), scoreName(context)],
      ...cases.map(({ name }) => [name, `${range(figures[name], percent)}%`]),
    ],
    settings: { ...commonSettings, optimizer: "adam", learningRate: 0.01 },
    figures,
  };
};
