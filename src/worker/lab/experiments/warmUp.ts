import { t } from "@vscode/l10n";
import { capitalized } from "../../../shared/lab/words.ts";
import { evaluate } from "../measures.ts";
import {
  answer,
  commonSettings,
  lineOf,
  makeLane,
  median,
  percent,
  range,
  scoreName,
  trainLane,
  type Experiment,
} from "./common.ts";

/** How the running statistics follow the batches. */
const cases = [
  { name: "0.1", network: { momentum: 0.1 }, dash: "dashed" },
  { name: "0.01", network: { momentum: 0.01 }, dash: "solid" },
  { name: "cumulative", network: { cumulative: true }, dash: "dotted" },
] as const;
const every = 5;

/** 6: validation score with running statistics beside that with the batch's own, by momentum. */
export const warmUpExperiment: Experiment = function* (context) {
  const steps = Math.min(150, context.steps);
  const xs: number[] = [];
  for (let step = 0; step < steps; step += every) xs.push(step);
  const running: Record<string, number[][]> = {};
  const batch: number[][] = [];
  let done = 0;
  for (const { name, network } of cases) {
    running[name] = [];
    for (const seed of context.seeds) {
      const lane = makeLane(context, "batchNorm", commonSettings, seed, { network });
      const seen: number[] = [];
      const own: number[] = [];
      trainLane(lane, steps, (step) => {
        if (step % every !== 0) return;
        seen.push(evaluate(lane.network, lane.split.validation).score);
        own.push(evaluate(lane.network, lane.split.validation, "train").score);
      });
      running[name].push(seen);
      // The batch's own statistics do not depend on the momentum.
      if (name === "0.1") batch.push(own);
      yield ++done / (cases.length * context.seeds.length);
    }
  }
  const gapAt = (name: string, step: number): number[] =>
    running[name].map((seen, k) => batch[k][Math.floor(step / every)] - seen[Math.floor(step / every)]);
  /** From when on both are within 2 points of each other, NaN where they are not at the end. */
  const agreesFrom = (name: string): number[] =>
    running[name].map((seen, k) => {
      const apart = seen.map((score, at) => (Math.abs(score - batch[k][at]) > 0.02 ? at : -1));
      const from = every * (Math.max(...apart) + 1);
      return from < steps ? from : NaN;
    });
  const agreesText = (name: string): string => {
    const from = agreesFrom(name);
    return from.every(Number.isNaN) ? t("not within {0} steps", steps) : t("from step {0}", range(from, String));
  };
  const agrees = (name: string): number =>
    median(agreesFrom(name).map((from) => (Number.isNaN(from) ? Infinity : from)));
  const atTwenty = (name: string): string => range(gapAt(name, 20), percent);
  const isLate = agrees("0.01") > agrees("0.1") && median(gapAt("0.01", 20)) > median(gapAt("0.1", 20)) + 0.05;
  const doesAgree = agrees("0.1") < Infinity;
  const verdict = isLate && doesAgree ? "holds" : isLate || doesAgree ? "partly" : "fails";
  const label = (name: string): string => (name === "cumulative" ? t("cumul.") : name);
  const score = scoreName(context);
  return {
    verdict,
    sentence: [
      answer(verdict),
      t(
        "With momentum 0.1 the {0} with running statistics is within 2 points of that with the batch's own {1}, with 0.01 {2}, with a cumulative average {3}.",
        score,
        ...cases.map(({ name }) => agreesText(name)),
      ),
      t("At step 20 it is {0}, {1} and {2} points lower.", ...cases.map(({ name }) => atTwenty(name))),
    ].join(" "),
    charts: [
      {
        xName: t("step"),
        caption: t("{0} by step, lr 0.1 (ReLU, 5 × 100)", capitalized(score)),
        logX: false,
        logY: false,
        share: true,
        dots: false,
        lines: [
          lineOf("reference", xs, batch, { label: t("batch") }),
          ...cases.map(({ name, dash }) => lineOf("batchNorm", xs, running[name], { label: label(name), dash })),
        ],
      },
    ],
    table: [
      [t("Momentum"), t("agrees"), t("points lower at step 20")],
      ...cases.map(({ name }) => [label(name), agreesText(name), atTwenty(name)]),
    ],
    settings: { ...commonSettings, momentum: 0.01, steps: 150 },
    figures: { "gap 0.1": gapAt("0.1", 20), "gap 0.01": gapAt("0.01", 20), "gap cumulative": gapAt("cumulative", 20) },
  };
};
