import { t } from "@vscode/l10n";
import type { ExperimentLine } from "../../../shared/lab/experiments.ts";
import { activationsOf, uselessShare, weightGradientNorms } from "../measures.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  networkName,
  percent,
  probeSet,
  range,
  short,
  type Experiment,
} from "./common.ts";

const kinds = ["plain", "batchNorm"] as const;
const scales = ["xavier", "1"] as const;

/** 4: are gradients lost on their way down where inputs are saturated, and does batch norm cure it? */
export const saturationExperiment: Experiment = function* (context) {
  const settings = { ...commonSettings, activation: "sigmoid" } as const;
  const gradients: Record<string, number[][]> = {};
  const useless: Record<string, number[]> = {};
  const shares: Record<string, number[][]> = {};
  let done = 0;
  for (const kind of kinds) {
    for (const weights of scales) {
      const key = `${kind} ${weights}`;
      gradients[key] = [];
      useless[key] = [];
      shares[key] = [];
      for (const seed of context.seeds) {
        const { network, split } = makeLane(context, kind, { ...settings, weights }, seed);
        const rows = probeSet(split);
        const { entering } = activationsOf(network, rows.input);
        shares[key].push(entering.map((layer) => uselessShare(layer, settings.activation)));
        useless[key].push(Math.max(...shares[key][shares[key].length - 1]));
        gradients[key].push([...weightGradientNorms(network, rows)].slice(0, settings.depth));
        yield ++done / (4 * context.seeds.length);
      }
    }
  }
  const ratios = (key: string): number[] => gradients[key].map((norms) => norms[norms.length - 1] / norms[0]);
  const cured = scales.every((weights) => ratios(`batchNorm ${weights}`).every((ratio) => ratio > 0.3 && ratio < 3));
  // As told, gradients vanish where inputs are saturated: more at std 1, where half of them are, than with Xavier.
  const asTold = Math.min(...ratios("plain 1")) > 20 && Math.min(...useless["plain 1"]) > 0.3;
  const elsewhere = Math.min(...ratios("plain xavier")) > 20 && Math.max(...useless["plain xavier"]) < 0.05;
  const found = asTold
    ? t("Gradients vanish where inputs are saturated.")
    : elsewhere
      ? t("Gradients vanish, but where nothing is saturated.")
      : t("Saturation does not decide here whether gradients vanish.");
  const layers = Array.from({ length: settings.depth }, (_, layer) => layer + 1);
  return {
    verdict: cured && asTold ? "holds" : cured || asTold ? "partly" : "fails",
    sentence: `${found} ${t(
      "With Xavier weights at most {0}% of a layer is saturated, and the gradient of layer 1 is {1} × smaller than the last one's. With std 1 up to {2}% is, and it is {3} × smaller. With batch norm {4}% is, and the ratio is {5}: {6}.",
      range(useless["plain xavier"], percent),
      range(ratios("plain xavier"), short),
      range(useless["plain 1"], percent),
      range(ratios("plain 1"), short),
      range([...useless["batchNorm xavier"], ...useless["batchNorm 1"]], (value) => (100 * value).toFixed(1)),
      range([...ratios("batchNorm xavier"), ...ratios("batchNorm 1")]),
      cured ? t("they no longer vanish") : t("that is no cure here"),
    )}`,
    charts: [
      {
        xName: t("layer"),
        caption: t("Gradient norm by layer at the start (sigmoid, 5 × 100)"),
        logX: false,
        logY: true,
        share: false,
        dots: true,
        lines: linesOf(layers, gradients),
      },
      {
        xName: t("layer"),
        caption: t("Share of saturated inputs by layer at the start"),
        logX: false,
        logY: false,
        share: true,
        dots: true,
        lines: linesOf(layers, shares),
      },
    ],
    table: [
      [t("Network"), t("saturated"), t("ratio of gradients")],
      ...kinds.flatMap((kind) =>
        scales.map((weights) => [
          `${networkName(kind)}, ${scaleName(weights)}`,
          `${range(useless[`${kind} ${weights}`], percent)}%`,
          range(ratios(`${kind} ${weights}`)),
        ]),
      ),
    ],
    settings: { ...settings, weights: "xavier", learningRate: 1 },
    figures: {
      "ratio plain xavier": ratios("plain xavier"),
      "ratio batchNorm xavier": ratios("batchNorm xavier"),
      "useless plain 1": useless["plain 1"],
      "useless batchNorm 1": useless["batchNorm 1"],
    },
  };
};

/** A line per network and initial scale, from the values of each seed by layer. */
function linesOf(layers: readonly number[], values: Readonly<Record<string, readonly number[][]>>): ExperimentLine[] {
  return kinds.flatMap((kind) =>
    scales.map((weights) =>
      lineOf(kind, layers, values[`${kind} ${weights}`], {
        label: kind === "plain" ? scaleName(weights) : "",
        dash: weights === "1" ? "dashed" : "solid",
      }),
    ),
  );
}

function scaleName(weights: (typeof scales)[number]): string {
  return weights === "1" ? t("std 1") : "Xavier";
}
