import { t } from "@vscode/l10n";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { NetworkFrame, NetworkKind, ProbeFrame } from "../../../src/shared/lab/run.ts";
import {
  linearAxis,
  logAxis,
  shareAxis,
  stepAxis,
  type ChartAxis,
  type ChartLine,
  type ChartMark,
  type LineChartModel,
  type Point,
} from "../charts/chartModel.ts";
import type { InputMeasure } from "../labStore.ts";
import { median, percent, shortNumber } from "./text.ts";

/** A value at the step looked at, in a network's colour. */
export interface ChartValue {
  readonly role: NetworkKind;
  readonly text: string;
}

/** A chart of the section "Over training", with its words. */
export interface TrainingChart {
  readonly id: "loss" | "accuracy" | "drift" | "gradient" | "input" | "affine";
  readonly title: string;
  readonly subtitle: string;
  /** What the values belong to: "layer 3". */
  readonly which: string;
  readonly values: readonly ChartValue[];
  readonly model: LineChartModel;
  /** The chart in one sentence. */
  readonly reading: string;
}

/** Dotted first, dashed in the middle, solid last: the same on every chart. */
export function layerDash(layer: number, depth: number): readonly number[] {
  if (layer === depth - 1) return [];
  return layer === 0 ? [2, 2] : [6, 4];
}

/** First, middle and last layer: more lines than these cannot be told apart. */
export function chartLayers(depth: number): number[] {
  return [...new Set([0, Math.floor((depth - 1) / 2), depth - 1])];
}

interface Context {
  readonly run: RunRecord;
  readonly frame: ProbeFrame;
  readonly shown: readonly number[];
  readonly depth: number;
}

/** All charts of a run at the step looked at. Networks that the legend hides are left out. */
export function trainingCharts(
  run: RunRecord,
  frame: ProbeFrame,
  hidden: readonly NetworkKind[],
  measure: InputMeasure,
): TrainingChart[] {
  const shown = run.info.networks.flatMap(({ kind }, index) => (hidden.includes(kind) ? [] : [index]));
  const context: Context = { run, frame, shown, depth: run.info.settings.depth };
  return [
    lossChart(context),
    accuracyChart(context),
    layerChart(context, driftWords(run), ({ drift }) => drift, { log: [0.01, 1] }),
    layerChart(context, gradientWords(), ({ gradientNorm }) => gradientNorm, { log: [0.01, 1], header: "first" }),
    inputChart(context, measure),
    affineChart(context),
  ];
}

function lossChart(context: Context): TrainingChart {
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

function reachedMarks({ run, shown, frame }: Context): ChartMark[] {
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

function divergedMarks({ run, shown }: Context, axis: ChartAxis): ChartMark[] {
  return shown.flatMap((network) => {
    const steps = [...(run.frames.at(-1)?.networks[network].divergedAt ?? [])].filter((step) => step >= 0);
    if (steps.length === 0) return [];
    const x = Math.min(...steps);
    const label = t("NaN at step {0}", x);
    return [{ role: run.info.networks[network].kind, x, y: axis.max, label, shape: "cross" as const }];
  });
}

function accuracyChart(context: Context): TrainingChart {
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

interface LayerWords {
  readonly id: TrainingChart["id"];
  readonly title: string;
  readonly subtitle: string;
}

const driftWords = ({ info }: RunRecord): LayerWords => ({
  id: "drift",
  title: t("Drift of the input"),
  subtitle: t("Distance in {0} steps, in σ, log scale", info.probeEvery),
});

const gradientWords = (): LayerWords => ({
  id: "gradient",
  title: t("Gradient norm"),
  subtitle: t("Weights of each layer, log scale"),
});

interface LayerScale {
  readonly log?: readonly [number, number];
  readonly linear?: readonly [number, number];
  readonly share?: boolean;
  /** Whose values stand in the header. */
  readonly header?: "first" | "last";
}

/** One line per network and layer: the median over seeds. */
function layerChart(
  context: Context,
  words: LayerWords,
  pick: (network: NetworkFrame) => Float64Array,
  { log, linear, share = false, header = "last" }: LayerScale,
): TrainingChart {
  const { run, shown, depth, frame } = context;
  const { seeds } = run.info.settings;
  const at = (network: NetworkFrame, layer: number): number =>
    median(Array.from({ length: seeds }, (_, seed) => pick(network)[seed * depth + layer]));
  const lines = shown.flatMap((network) =>
    chartLayers(depth).map((layer): ChartLine => {
      const points = run.frames.map(({ step, networks }) => ({ x: step, y: at(networks[network], layer) }));
      const finite = log === undefined ? points : points.map(({ x, y }) => ({ x, y: y > 0 ? y : NaN }));
      return { role: run.info.networks[network].kind, dash: layerDash(layer, depth), points: finite };
    }),
  );
  const all = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const axis = share ? shareAxis : log === undefined ? linearAxis(all, linear ?? [0, 1]) : logAxis(all, log);
  const layer = header === "first" ? 0 : depth - 1;
  const format = (network: NetworkFrame): string => (share ? percent : shortNumber)(at(network, layer));
  return {
    ...words,
    which: t("layer {0}", layer + 1),
    values: values(context, format),
    model: base(context, axis, lines),
    reading: reading(context, format, frame.step),
  };
}

function inputChart(context: Context, measure: InputMeasure): TrainingChart {
  const isRelu = context.run.info.settings.activation === "relu";
  const id = "input";
  switch (measure) {
    case "std": {
      const words = { id, title: t("Spread of the input"), subtitle: t("σ over rows, per layer") } as const;
      const lastStd = Math.max(
        ...context.run.frames
          .flatMap(({ networks }) => networks.flatMap(({ std }) => [...std]))
          .filter(Number.isFinite),
      );
      return lastStd > 20
        ? layerChart(context, { ...words, subtitle: t("σ over rows, per layer, log scale") }, ({ std }) => std, {
            log: [0.1, 10],
          })
        : layerChart(context, words, ({ std }) => std, { linear: [0, 2] });
    }
    case "mean":
      return layerChart(
        context,
        { id, title: t("Mean of the input"), subtitle: t("Over rows and units, per layer") },
        ({ mean }) => mean,
        { linear: [-1, 1] },
      );
    case "useless":
      return layerChart(
        context,
        {
          id,
          title: isRelu ? t("Dead units") : t("Saturated values"),
          subtitle: isRelu ? t("Off for every row, per layer") : t("Where the activation is flat, per layer"),
        },
        ({ useless }) => useless,
        { share: true },
      );
    case "displacement":
      return layerChart(
        context,
        { id, title: t("Distance from the start"), subtitle: t("Of the input, in σ at the start, per layer") },
        ({ displacement }) => displacement,
        { linear: [0, 1] },
      );
  }
}

/** γ and β of the batch norm network's first seed: median over units; band 5–95 % for the last layer. */
function affineChart(context: Context): TrainingChart {
  const { run, depth, frame } = context;
  const network = run.info.networks.findIndex(({ kind }) => kind === "batchNorm");
  const lines: ChartLine[] = [];
  const isShown = context.shown.includes(network);
  for (const [symbol, pick] of [
    ["γ", (each: NetworkFrame) => each.gamma],
    ["β", (each: NetworkFrame) => each.beta],
  ] as const) {
    for (const layer of isShown ? chartLayers(depth) : []) {
      const at = (quantile: number): Point[] =>
        run.frames.map(({ step, networks }) => ({ x: step, y: pick(networks[network])[layer * 3 + quantile] ?? NaN }));
      const band = layer === depth - 1 ? { low: at(0), high: at(2) } : {};
      lines.push({
        role: "batchNorm",
        dash: layerDash(layer, depth),
        points: at(1),
        ...band,
        label: `${symbol}${layer + 1}`,
      });
    }
  }
  const all = lines.flatMap(({ points, low = [], high = [] }) => [...points, ...low, ...high].map(({ y }) => y));
  const now = frame.networks[network];
  const last = (depth - 1) * 3 + 1;
  const text = `γ ${shortNumber(now.gamma[last] ?? NaN)} β ${shortNumber(now.beta[last] ?? NaN)}`;
  return {
    id: "affine",
    title: t("γ and β"),
    subtitle: t("Median of {0} units; band: 5–95 %, layer {1}", run.info.settings.width, depth),
    which: "",
    values: isShown ? [{ role: "batchNorm", text }] : [],
    model: base(context, linearAxis(all, [-0.5, 1.5]), lines),
    reading: t("Layer {0}: {1} at step {2}", depth, text, frame.step),
  };
}

function base({ run, frame }: Context, y: ChartAxis, lines: readonly ChartLine[]): LineChartModel {
  return { x: stepAxis(run.info.settings.steps), y, lines, marks: [], crosshair: frame.step === 0 ? null : frame.step };
}

function values({ run, frame, shown }: Context, format: (network: NetworkFrame) => string): ChartValue[] {
  return shown.map((network) => ({ role: run.info.networks[network].kind, text: format(frame.networks[network]) }));
}

/** "Without 0.047, with 0.017 at step 600" */
function reading(context: Context, format: (network: NetworkFrame) => string, step: number): string {
  const names: Readonly<Record<NetworkKind, string>> = {
    plain: t("without"),
    batchNorm: t("with"),
    layerNorm: t("layer norm"),
    noisy: t("noisy"),
  };
  const parts = values(context, format).map(({ role, text }) => `${names[role]} ${text}`);
  return t("{0} at step {1}", parts.join(", "), step);
}

/** Median line and band over seeds; a step at which a seed is not finite ends the band there, the median goes on. */
function bandLine(
  role: NetworkKind,
  dash: readonly number[],
  series: readonly { x: number; values: number[] }[],
): ChartLine {
  const points: Point[] = [];
  const low: Point[] = [];
  const high: Point[] = [];
  for (const { x, values: all } of series) {
    const finite = all.filter(Number.isFinite);
    const isMost = finite.length > all.length / 2;
    points.push({ x, y: isMost ? median(finite) : NaN });
    low.push({ x, y: isMost ? Math.min(...finite) : NaN });
    high.push({ x, y: isMost ? Math.max(...finite) : NaN });
  }
  return series.length > 0 && series[0].values.length > 1 ? { role, dash, points, low, high } : { role, dash, points };
}
