import { t } from "@vscode/l10n";
import type { NetworkFrame } from "../../../src/shared/lab/run.ts";
import { linearAxis, type ChartLine, type Point } from "../charts/chartModel.ts";
import { layerDash } from "./layerCharts.ts";
import { shortNumber } from "./text.ts";
import { base, type ChartContext, type TrainingChart } from "./trainingChart.ts";

/** γ and β of the batch norm network's first seed: median over units; band 5–95% for the last layer. */
export function affineChart(context: ChartContext): TrainingChart {
  const { run, layers, frame } = context;
  const lastLayer = layers[layers.length - 1];
  const network = run.info.networks.findIndex(({ kind }) => kind === "batchNorm");
  const lines: ChartLine[] = [];
  const isShown = context.shown.includes(network);
  for (const [symbol, pick] of [
    ["γ", (each: NetworkFrame) => each.gamma],
    ["β", (each: NetworkFrame) => each.beta],
  ] as const) {
    for (const [index, layer] of isShown ? layers.entries() : []) {
      const at = (quantile: number): Point[] =>
        run.frames.map(({ step, networks }) => ({ x: step, y: pick(networks[network])[layer * 3 + quantile] ?? NaN }));
      const band = layer === lastLayer ? { low: at(0), high: at(2) } : {};
      lines.push({
        role: "batchNorm",
        dash: layerDash(index, layers.length).pattern,
        points: at(1),
        ...band,
        label: `${symbol}${layer + 1}`,
      });
    }
  }
  const all = lines.flatMap(({ points, low = [], high = [] }) => [...points, ...low, ...high].map(({ y }) => y));
  const now = frame.networks[network];
  const last = lastLayer * 3 + 1;
  const text = `γ ${shortNumber(now.gamma[last] ?? NaN)} β ${shortNumber(now.beta[last] ?? NaN)}`;
  return {
    id: "affine",
    title: t("γ and β"),
    subtitle: t("Median of {0} units; 5–95% in layer {1}", run.info.settings.width, lastLayer + 1),
    which: "",
    values: isShown ? [{ role: "batchNorm", text }] : [],
    model: base(context, linearAxis(all, [-0.5, 1.5]), lines),
    reading: t("Layer {0}: {1} at step {2}", lastLayer + 1, text, frame.step),
  };
}
