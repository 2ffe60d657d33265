import { t } from "@vscode/l10n";
import type { NetworkFrame } from "../../../src/shared/lab/run.ts";
import {
  linearAxis,
  logAxis,
  shareAxis,
  type ChartAxis,
  type ChartLine,
  type ChartMark,
} from "../charts/chartModel.ts";
import { formatScore, median, shortNumber } from "./text.ts";
import { bandLine, base, reading, values, type ChartContext, type TrainingChart } from "./trainingChart.ts";

/** The training loss with its target line, where it was reached, and where it was no longer finite. */
export function lossChart(context: ChartContext): TrainingChart {
  const { run, shown, frame } = context;
  const { settings } = run.info;
  const lines = shown.map((network): ChartLine => {
    const series: { x: number; values: number[] }[] = [];
    for (const { lossSteps, networks } of run.frames) {
      const { losses } = networks[network];
      lossSteps.forEach((x, k) => {
        const values = Array.from({ length: settings.seeds }, (_, seed) => losses[seed * lossSteps.length + k]);
        series.push({ x, values });
      });
    }
    return bandLine(run.info.networks[network].kind, [], series);
  });
  const all = lines.flatMap(({ points, high = [], low = [] }) => [...points, ...high, ...low].map(({ y }) => y));
  const axis = logAxis(
    all.filter((loss) => loss < 1e6),
    [settings.targetLoss / 10, 4],
  );
  return {
    id: "loss",
    title: t("Training loss"),
    subtitle:
      run.info.task === "classes"
        ? t("Mean of 20 mini-batches, log scale")
        : t("Squared error, 1 is the target's variance"),
    which: "",
    values: values(context, ({ loss }) => shortNumber(median([...loss]))),
    model: {
      ...base(context, axis, lines),
      guide: { y: settings.targetLoss, label: t("target {0}", shortNumber(settings.targetLoss)) },
      marks: [...reachedMarks(context), ...divergedMarks(context, axis)],
    },
    reading: reading(context, ({ loss }) => shortNumber(median([...loss])), frame.step),
  };
}

function reachedMarks({ run, shown, frame }: ChartContext): ChartMark[] {
  const { targetLoss, seeds } = run.info.settings;
  return shown.flatMap((network) => {
    const last = run.frames.at(-1)?.networks[network];
    const reached = [...(last?.reachedAt ?? [])].filter((step) => step >= 0);
    if (reached.length <= seeds / 2) return [];
    const x = Math.round(median(reached.concat(Array.from({ length: seeds - reached.length }, () => Infinity))));
    const label = x <= frame.step ? String(x) : "";
    return [{ role: run.info.networks[network].kind, x, y: targetLoss, label, shape: "drop" as const }];
  });
}

function divergedMarks({ run, shown }: ChartContext, axis: ChartAxis): ChartMark[] {
  return shown.flatMap((network) => {
    const steps = [...(run.frames.at(-1)?.networks[network].divergedAt ?? [])].filter((step) => step >= 0);
    if (steps.length === 0) return [];
    const x = Math.min(...steps);
    const label = t("NaN at step {0}", x);
    return [{ role: run.info.networks[network].kind, x, y: axis.max, label, shape: "cross" as const }];
  });
}

/** How the validation rows are predicted, with the line of guessing. */
export function scoreChart(context: ChartContext): TrainingChart {
  const { run, shown, frame } = context;
  const { task, guessingScore } = run.info;
  const lines = shown.map((network) =>
    bandLine(
      run.info.networks[network].kind,
      [],
      run.frames.map(({ step, networks }) => ({ x: step, values: [...networks[network].score] })),
    ),
  );
  const format = ({ score }: NetworkFrame): string => formatScore(task, median([...score]));
  return {
    id: "score",
    title: task === "classes" ? t("Validation accuracy") : t("Validation R²"),
    subtitle: t("With the running statistics"),
    which: "",
    values: values(context, format),
    model: {
      ...base(context, task === "classes" ? shareAxis : determinationAxis(lines), lines),
      guide: { y: guessingScore, label: t("guessing") },
    },
    reading: reading(context, format, frame.step),
  };
}

/** From 0 to 1, or from −1 where a median is worse than guessing: what lies further below leaves the chart. */
function determinationAxis(lines: readonly ChartLine[]): ChartAxis {
  const isBelow = lines.some(({ points }) => points.some(({ y }) => y < -0.02));
  return linearAxis([], [isBelow ? -1 : 0, 1]);
}
