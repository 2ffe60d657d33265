import { t } from "@vscode/l10n";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import { isRegularStep } from "../../../src/shared/lab/frames.ts";
import type { NetworkFrame } from "../../../src/shared/lab/run.ts";
import { linearAxis, logAxis, shareAxis, type ChartLine } from "../charts/chartModel.ts";
import type { InputMeasure } from "../labStore.ts";
import { median, percent, shortNumber } from "./text.ts";
import { base, reading, values, type ChartContext, type TrainingChart } from "./trainingChart.ts";

/** How the line of a layer is drawn, as a canvas takes it and as a style sheet calls it. */
export interface LayerDash {
  readonly name: "dotted" | "dashed" | "solid";
  readonly pattern: readonly number[];
}

/** Dotted first, dashed in the middle, solid last: the same on every chart. */
export function layerDash(index: number, count: number): LayerDash {
  if (index === count - 1) return { name: "solid", pattern: [] };
  return index === 0 ? { name: "dotted", pattern: [2, 2] } : { name: "dashed", pattern: [6, 4] };
}

/** First, middle and last of the chosen layers, or of all: more lines than these cannot be told apart. */
export function chartLayers(depth: number, chosen: readonly number[] | null): number[] {
  const all = chosen?.filter((layer) => layer < depth) ?? [];
  const layers = all.length > 0 ? all : Array.from({ length: depth }, (_, layer) => layer);
  return [...new Set([0, Math.floor((layers.length - 1) / 2), layers.length - 1])].map((index) => layers[index]);
}

interface LayerWords {
  readonly id: TrainingChart["id"];
  readonly title: string;
  readonly subtitle: string;
}

/** How far the input moved between two probes. */
export function driftChart(context: ChartContext): TrainingChart {
  return layerChart(context, driftWords(context.run), ({ drift }) => drift, { log: [0.01, 1], isBetween: true });
}

/** The gradient of each layer's weights. */
export function gradientChart(context: ChartContext): TrainingChart {
  return layerChart(context, gradientWords(), ({ gradientNorm }) => gradientNorm, { log: [0.01, 1], header: "first" });
}

const driftWords = ({ info }: RunRecord): LayerWords => ({
  id: "drift",
  title: t("Drift of the input"),
  subtitle:
    info.probeEvery === 1
      ? t("Distance in 1 step, in σ, log scale")
      : t("Distance in {0} steps, in σ, log scale", info.probeEvery),
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
  /** Whether it is a distance between two regular probes: looks in between have none. */
  readonly isBetween?: boolean;
}

/** One line per network and layer: the median over seeds. */
function layerChart(
  context: ChartContext,
  words: LayerWords,
  pick: (network: NetworkFrame) => Float64Array,
  { log, linear, share = false, header = "last", isBetween = false }: LayerScale,
): TrainingChart {
  const { run, shown, depth, layers, frame } = context;
  const { seeds } = run.info.settings;
  const at = (network: NetworkFrame, layer: number): number =>
    median(Array.from({ length: seeds }, (_, seed) => pick(network)[seed * depth + layer]));
  const frames = isBetween ? run.frames.filter(({ step }) => isRegularStep(step, run.info)) : run.frames;
  const lines = shown.flatMap((network) =>
    layers.map((layer, index): ChartLine => {
      const points = frames.map(({ step, networks }) => ({ x: step, y: at(networks[network], layer) }));
      const finite = log === undefined ? points : points.map(({ x, y }) => ({ x, y: y > 0 ? y : NaN }));
      return { role: run.info.networks[network].kind, dash: layerDash(index, layers.length).pattern, points: finite };
    }),
  );
  const all = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const axis = share ? shareAxis : log === undefined ? linearAxis(all, linear ?? [0, 1]) : logAxis(all, log);
  const layer = layers[header === "first" ? 0 : layers.length - 1];
  const format = (network: NetworkFrame): string => (share ? percent : shortNumber)(at(network, layer));
  return {
    ...words,
    which: t("layer {0}", layer + 1),
    values: values(context, format),
    model: base(context, axis, lines),
    reading: reading(context, format, frame.step),
  };
}

/** What the person chose to see of the activations' input. */
export function inputChart(context: ChartContext, measure: InputMeasure): TrainingChart {
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
