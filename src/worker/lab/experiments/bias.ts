import { t } from "@vscode/l10n";
import type { DType } from "../../../engine/index.ts";
import { computeGradients } from "../measures.ts";
import { firstRows } from "../split.ts";
import { commonSettings, lineOf, makeLane, range, short, type Experiment } from "./common.ts";

const kinds = ["plain", "batchNorm"] as const;

interface Case {
  readonly name: "without" | "after" | "float32" | "float64";
  readonly kind: "plain" | "batchNorm";
  readonly place: "before" | "after";
  readonly dtype: DType;
}

const cases: readonly Case[] = [
  { name: "without", kind: "plain", place: "before", dtype: "float64" },
  { name: "after", kind: "batchNorm", place: "after", dtype: "float64" },
  { name: "float32", kind: "batchNorm", place: "before", dtype: "float32" },
  { name: "float64", kind: "batchNorm", place: "before", dtype: "float64" },
];

/** 7: the largest gradient of a hidden bias, without batch norm, with it after the activation, and with it before. */
export const biasExperiment: Experiment = function* (context) {
  const figures: Record<string, number[]> = {};
  let done = 0;
  for (const { name, kind, place, dtype } of cases) {
    figures[name] = [];
    for (const seed of context.seeds) {
      const lane = makeLane(context, kind, { ...commonSettings, batchNorm: place }, seed, { dtype });
      computeGradients(lane.network, firstRows(lane.split.training, commonSettings.batchSize));
      const parameters = lane.network.parameters();
      const linear = new Set(
        parameters.filter(({ shape }) => shape.length === 2).map((each) => each.name.split(".")[0]),
      );
      const biases = parameters.filter((each) => each.name.endsWith(".bias") && linear.has(each.name.split(".")[0]));
      const hidden = biases.slice(0, -1).flatMap(({ grad }) => [...grad]);
      figures[name].push(hidden.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
      yield ++done / (cases.length * context.seeds.length);
    }
  }
  const none = figures["float32"].every((value) => value < 1e-6) && figures["float64"].every((value) => value < 1e-14);
  const others = [...figures["without"], ...figures["after"]].every((value) => value > 1e-3);
  // Exactly 0 has no place on a logarithmic axis.
  const heights = cases.map(({ name }) => figures[name].map((value) => Math.max(value, 1e-18)));
  const positions = cases.map((_, k) => k + 1);
  const line = (role: "plain" | "batchNorm", picked: readonly number[]) =>
    lineOf(
      role,
      picked.map((k) => positions[k]),
      context.seeds.map((_, seed) => picked.map((k) => heights[k][seed])),
    );
  return {
    verdict: none && others ? "holds" : none ? "partly" : "fails",
    sentence: t(
      "{0} the largest |∂loss/∂b| of a hidden layer is {1} in float32 and {2} in float64, against {3} without batch norm and {4} with it after the activation.",
      none ? t("None but rounding:") : t("It does get one:"),
      range(figures["float32"]),
      range(figures["float64"]),
      range(figures["without"]),
      range(figures["after"]),
    ),
    charts: [
      {
        xName: t("case"),
        xNames: cases.map(({ name }) => caseName(name)),
        caption: t("Largest |∂loss/∂b| of a hidden layer: without, batch norm after the activation, and before it"),
        logX: false,
        logY: true,
        share: false,
        dots: true,
        lines: kinds.map((kind) =>
          line(
            kind,
            [...cases.keys()].filter((k) => cases[k].kind === kind),
          ),
        ),
      },
    ],
    table: [
      [t("Case"), t("largest gradient")],
      ...cases.map(({ name }) => [caseName(name), range(figures[name], short)]),
    ],
    settings: { ...commonSettings },
    figures,
  };
};

function caseName(name: Case["name"]): string {
  return { without: t("without"), after: t("after"), float32: t("before, f32"), float64: t("before, f64") }[name];
}
