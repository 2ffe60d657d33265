import { t } from "@vscode/l10n";
import { weightsNames } from "../../../shared/lab/settings.ts";
import { activationsOf, layerMoments } from "../measures.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  median,
  probeSet,
  range,
  stepsText,
  trainLane,
  weightsName,
  type Experiment,
} from "./common.ts";

const kinds = ["plain", "batchNorm"] as const;

/** 3: each layer's spread at the start by the weights' scale, and the steps that training needs from there. */
export const initialScaleExperiment: Experiment = function* (context) {
  const spread: Record<string, number[][]> = {};
  const steps: Record<string, number[]> = {};
  let done = 0;
  for (const kind of kinds) {
    for (const weights of weightsNames) {
      const key = `${kind} ${weights}`;
      spread[key] = [];
      steps[key] = [];
      for (const seed of context.seeds) {
        const lane = makeLane(context, kind, { ...commonSettings, weights }, seed);
        spread[key].push(
          activationsOf(lane.network, probeSet(lane.split).input).entering.map((layer) => layerMoments(layer).std),
        );
        steps[key].push(trainLane(lane, context.steps).stepsTo(0.3));
        yield ++done / (2 * weightsNames.length * context.seeds.length);
      }
    }
  }
  const last = (kind: string): number[] =>
    weightsNames.flatMap((weights) => spread[`${kind} ${weights}`].map((layers) => layers[layers.length - 1]));
  const isSame = last("batchNorm").every((std) => std > 0.9 && std < 1.1);
  const medians = weightsNames.map((weights) =>
    median(steps[`batchNorm ${weights}`].map((value) => (Number.isNaN(value) ? Infinity : value))),
  );
  const isEqual = Math.max(...medians) < 1.5 * Math.min(...medians);
  const slowest = weightsNames[medians.indexOf(Math.max(...medians))];
  const others = weightsNames
    .filter((weights) => weights !== slowest)
    .flatMap((weights) => steps[`batchNorm ${weights}`]);
  const layers = spread["plain he"][0].map((_, layer) => layer + 1);
  return {
    verdict: isSame && isEqual ? "holds" : isSame || isEqual ? "partly" : "fails",
    sentence: t(
      "The spread: {0}, σ of the last layer is {1} with batch norm and {2} without. Training: {3}, with std {4} batch norm needs {5} steps to loss 0.3, with the others {6}.",
      isSame ? t("yes") : t("no"),
      range(last("batchNorm")),
      range(last("plain")),
      isEqual ? t("yes") : t("no"),
      weightsName(slowest),
      stepsText(steps[`batchNorm ${slowest}`], context.steps),
      stepsText(others, context.steps),
    ),
    charts: [
      {
        xName: t("layer"),
        caption: t("Spread of each layer's input at the start (ReLU)"),
        logX: false,
        logY: true,
        share: false,
        dots: true,
        lines: kinds.flatMap((kind) =>
          weightsNames.map((weights) =>
            lineOf(kind, layers, spread[`${kind} ${weights}`], { label: kind === "plain" ? weightsName(weights) : "" }),
          ),
        ),
      },
      {
        xName: t("weights"),
        xNames: weightsNames.map(weightsName),
        caption: t("Steps to loss 0.3 by initial weights; no dot: not reached in {0}", context.steps),
        logX: false,
        logY: false,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            weightsNames.map((_, k) => k + 1),
            context.seeds.map((_, seed) => weightsNames.map((weights) => steps[`${kind} ${weights}`][seed])),
          ),
        ),
      },
    ],
    table: [
      [t("Weights"), t("without"), t("with")],
      ...weightsNames.map((weights) => [
        weightsName(weights),
        stepsText(steps[`plain ${weights}`], context.steps),
        stepsText(steps[`batchNorm ${weights}`], context.steps),
      ]),
    ],
    settings: { ...commonSettings, weights: "1" },
    figures: {
      "spread batchNorm": last("batchNorm"),
      "spread plain": last("plain"),
      "steps batchNorm 1": steps["batchNorm 1"],
      "steps batchNorm he": steps["batchNorm he"],
    },
  };
};
