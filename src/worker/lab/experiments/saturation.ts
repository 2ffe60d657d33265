import { t } from "@vscode/l10n";
import { activationsOf, uselessShare, weightGradientNorms } from "../measures.ts";
import { commonSettings, lineOf, makeLane, percent, probeSet, range, short, type Experiment } from "./common.ts";

const kinds = ["plain", "batchNorm"] as const;
const scales = ["xavier", "1"] as const;

/** 4: are gradients lost on their way down where inputs are saturated, and does batch norm cure it? */
export const saturationExperiment: Experiment = function* (context) {
  const settings = { ...commonSettings, activation: "sigmoid" } as const;
  const gradients: Record<string, number[][]> = {};
  const useless: Record<string, number[]> = {};
  let done = 0;
  for (const kind of kinds) {
    for (const weights of scales) {
      const key = `${kind} ${weights}`;
      gradients[key] = [];
      useless[key] = [];
      for (const seed of context.seeds) {
        const { network, split } = makeLane(context, kind, { ...settings, weights }, seed);
        const rows = probeSet(split);
        const { entering } = activationsOf(network, rows.input);
        useless[key].push(Math.max(...entering.map((layer) => uselessShare(layer, settings.activation))));
        gradients[key].push([...weightGradientNorms(network, rows)].slice(0, settings.depth));
        yield ++done / (4 * context.seeds.length);
      }
    }
  }
  const ratios = (key: string): number[] => gradients[key].map((norms) => norms[norms.length - 1] / norms[0]);
  const cured = scales.every((weights) => ratios(`batchNorm ${weights}`).every((ratio) => ratio > 0.3 && ratio < 3));
  // As told, gradients vanish where inputs are saturated: more at std 1, where half of them are, than with Xavier.
  const asTold = Math.min(...ratios("plain 1")) > 20 && Math.min(...useless["plain 1"]) > 0.3;
  const layers = Array.from({ length: settings.depth }, (_, layer) => layer + 1);
  return {
    verdict: cured && asTold ? "holds" : cured || asTold ? "partly" : "fails",
    sentence: t(
      "With Xavier weights at most {0} % of a layer is saturated, and the gradient of layer 1 is {1} × smaller than the last one's. With std 1 up to {2} % is, and it is {3} × smaller. With batch norm {4} % is, and the ratio is {5}.",
      range(useless["plain xavier"], percent),
      range(ratios("plain xavier"), short),
      range(useless["plain 1"], percent),
      range(ratios("plain 1"), short),
      range([...useless["batchNorm xavier"], ...useless["batchNorm 1"]], (value) => (100 * value).toFixed(1)),
      range([...ratios("batchNorm xavier"), ...ratios("batchNorm 1")]),
    ),
    charts: [
      {
        caption: t("Gradient norm by layer at the start (sigmoid, 5 × 100)"),
        logX: false,
        logY: true,
        share: false,
        dots: true,
        lines: kinds.flatMap((kind) =>
          scales.map((weights) =>
            lineOf(kind, layers, gradients[`${kind} ${weights}`], {
              label: kind === "plain" ? (weights === "1" ? t("std 1") : "Xavier") : "",
              dash: weights === "1" ? "dashed" : "solid",
            }),
          ),
        ),
      },
    ],
    table: [
      [t("Network"), t("saturated"), t("ratio of gradients")],
      ...kinds.flatMap((kind) =>
        scales.map((weights) => [
          `${kind}, ${weights}`,
          `${range(useless[`${kind} ${weights}`], percent)} %`,
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
