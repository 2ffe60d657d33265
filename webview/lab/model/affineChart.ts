import { t } from "@vscode/l10n";
import type { NetworkFrame } from "../../../src/shared/lab/run.ts";
import { linearAxis, type ChartLine, type Point } from "../charts/chartModel.ts";
import { chartLayers, layerDash } from "./layerCharts.ts";
import { shortNumber } from "./text.ts";
import { base, type ChartContext, type TrainingChart } from "./trainingChart.ts";

/** γ and β of the batch norm network's first seed: median over units; band 5–95 % for the last layer. */
export function affineChart(context: ChartContext): TrainingChart {
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
