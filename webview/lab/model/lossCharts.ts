import { t } from "@vscode/l10n";
import { logAxis, shareAxis, type ChartAxis, type ChartLine, type ChartMark } from "../charts/chartModel.ts";
import { median, percent, shortNumber } from "./text.ts";
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
    subtitle: t("Mean of 20 mini-batches, log scale"),
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
export function accuracyChart(context: ChartContext): TrainingChart {
  const { run, shown, frame } = context;
  const lines = shown.map((network) =>
    bandLine(
      run.info.networks[network].kind,
      [],
      run.frames.map(({ step, networks }) => ({ x: step, values: [...networks[network].accuracy] })),
    ),
  );
  return {
    id: "accuracy",
    title: t("Validation accuracy"),
    subtitle: t("With the running statistics"),
    which: "",
    values: values(context, ({ accuracy }) => percent(median([...accuracy]))),
    model: { ...base(context, shareAxis, lines), guide: { y: 1 / run.info.numClasses, label: t("guessing") } },
    reading: reading(context, ({ accuracy }) => percent(median([...accuracy])), frame.step),
  };
}
