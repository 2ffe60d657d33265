import { t } from "@vscode/l10n";
import { evaluate } from "../measures.ts";
import { commonSettings, lineOf, makeLane, median, percent, range, trainLane, type Experiment } from "./common.ts";

const momenta = [0.1, 0.01] as const;
const every = 5;

/** 6: validation accuracy with running statistics beside that with the batch's own, by momentum. */
export const warmUpExperiment: Experiment = function* (context) {
  const steps = Math.min(150, context.steps);
  const xs: number[] = [];
  for (let step = 0; step < steps; step += every) xs.push(step);
  const running: Record<number, number[][]> = {};
  const batch: number[][] = [];
  let done = 0;
  for (const momentum of momenta) {
    running[momentum] = [];
    for (const seed of context.seeds) {
      const lane = makeLane(context, "batchNorm", { ...commonSettings, momentum }, seed);
      const seen: number[] = [];
      const own: number[] = [];
      trainLane(lane, steps, (step) => {
        if (step % every !== 0) return;
        seen.push(evaluate(lane.network, lane.split.validation).score);
        own.push(evaluate(lane.network, lane.split.validation, "train").score);
      });
      running[momentum].push(seen);
      if (momentum === momenta[0]) batch.push(own);
      yield ++done / (2 * context.seeds.length);
    }
  }
  const gapAt = (momentum: number, step: number): number[] =>
    running[momentum].map((seen, k) => batch[k][Math.floor(step / every)] - seen[Math.floor(step / every)]);
  const agreesFrom = (momentum: number): number[] =>
    running[momentum].map((seen, k) => {
      const apart = seen.map((accuracy, at) => (Math.abs(accuracy - batch[k][at]) > 0.02 ? at : -1));
      return every * (Math.max(...apart) + 1);
    });
  const [fast, slow] = momenta.map((momentum) => median(agreesFrom(momentum)));
  const atTwenty = { fast: gapAt(0.1, 20), slow: gapAt(0.01, 20) };
  const holds = slow > fast && fast < steps - every && median(atTwenty.slow) > median(atTwenty.fast) + 0.05;
  return {
    verdict: holds ? "holds" : slow > fast || fast < steps - every ? "partly" : "fails",
    sentence: t(
      "With momentum 0.1 the running statistics agree with the batch's own within 2 points from step {0}, with 0.01 from step {1}. At step 20 they are {2} and {3} points lower.",
      range(agreesFrom(0.1), String),
      range(agreesFrom(0.01), String),
      range(atTwenty.fast, percent),
      range(atTwenty.slow, percent),
    ),
    charts: [
      {
        caption: t("Validation accuracy by step, lr 0.1 (ReLU, 5 × 100)"),
        logX: false,
        logY: false,
        share: true,
        dots: false,
        lines: [
          lineOf("reference", xs, batch, { label: t("batch") }),
          lineOf("batchNorm", xs, running[0.1], { label: "0.1", dash: "dashed" }),
          lineOf("batchNorm", xs, running[0.01], { label: "0.01" }),
        ],
      },
    ],
    table: [
      [t("Momentum"), t("agrees from step"), t("points lower at step 20")],
      ...momenta.map((momentum) => [
        String(momentum),
        range(agreesFrom(momentum), String),
        range(gapAt(momentum, 20), percent),
      ]),
    ],
    settings: { ...commonSettings, momentum: 0.01, steps: 150 },
    figures: { "gap 0.1": atTwenty.fast, "gap 0.01": atTwenty.slow },
  };
};
