import { t } from "@vscode/l10n";
import type { LabActivation } from "../../../shared/lab/settings.ts";
import type { Lane } from "../lane.ts";
import { computeGradients, norm } from "../measures.ts";
import { untouched } from "../network.ts";
import type { LabelledRows } from "../split.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  median,
  percent,
  probeSet,
  range,
  trainLane,
  type Experiment,
} from "./common.ts";

const kinds = ["plain", "batchNorm"] as const;
const cases: readonly { activation: LabActivation; weights: "he" | "xavier"; depth: number; learningRate: number }[] = [
  { activation: "relu", weights: "he", depth: 5, learningRate: 0.1 },
  { activation: "tanh", weights: "xavier", depth: 5, learningRate: 0.1 },
  { activation: "sigmoid", weights: "xavier", depth: 3, learningRate: 1 },
];
const probedAt = [10, 20, 40, 80, 160];

/** |g(w − lr · g) − g(w)| / |g(w)|: how far the gradient is from constant over one step (Santurkar et al. 2018). */
export function gradientChange({ network }: Lane, rows: LabelledRows, learningRate: number): number {
  return untouched(network, () => {
    computeGradients(network, rows);
    const before = network.parameters().map(({ data, grad }) => ({ data, values: data.slice(), grad: grad.slice() }));
    for (const { data, grad } of before) data.forEach((value, i) => (data[i] = value - learningRate * grad[i]));
    computeGradients(network, rows);
    const after = network.parameters().map(({ grad }) => grad.slice());
    for (const { data, values } of before) data.set(values);
    const square = (values: Float64Array): number => norm(values) ** 2;
    const change = after.reduce((sum, grad, k) => sum + square(grad.map((value, i) => value - before[k].grad[i])), 0);
    return Math.sqrt(change / before.reduce((sum, { grad }) => sum + square(grad), 0));
  });
}

/** 10: does batch norm make the gradient change less over a step? */
export const smoothnessExperiment: Experiment = function* (context) {
  const figures: Record<string, number[]> = {};
  let done = 0;
  for (const { activation, ...others } of cases) {
    for (const kind of kinds) {
      const key = `${activation} ${kind}`;
      figures[key] = [];
      for (const seed of context.seeds) {
        const lane = makeLane(context, kind, { ...commonSettings, ...others, activation }, seed);
        const changes: number[] = [];
        trainLane(lane, Math.min(161, context.steps), (step) => {
          if (probedAt.includes(step)) changes.push(gradientChange(lane, probeSet(lane.split), others.learningRate));
        });
        figures[key].push(median(changes));
        yield ++done / (2 * cases.length * context.seeds.length);
      }
    }
  }
  const smoother = cases.filter(
    ({ activation }) => Math.max(...figures[`${activation} batchNorm`]) < Math.min(...figures[`${activation} plain`]),
  );
  const names = smoother.map(({ activation }) => activationName(activation)).join(", ");
  const found =
    smoother.length === cases.length
      ? t("The rival explanation holds here: the surface is smoother with every activation.")
      : smoother.length === 0
        ? t("The rival explanation does not hold here: the surface is smoother with none of them.")
        : t("The rival explanation holds with {0} only.", names);
  const said = (activation: LabActivation): [string, string] => [
    range(figures[`${activation} batchNorm`], percent),
    range(figures[`${activation} plain`], percent),
  ];
  return {
    verdict: smoother.length === cases.length ? "holds" : smoother.length > 0 ? "partly" : "fails",
    sentence: `${found} ${t(
      "ReLU: the gradient changes by {0}% in a step instead of {1}%. tanh: {2}% instead of {3}%. Sigmoid: {4}% instead of {5}%.",
      ...said("relu"),
      ...said("tanh"),
      ...said("sigmoid"),
    )}`,
    charts: [
      {
        xName: t("activation"),
        xNames: cases.map(({ activation }) => activationName(activation)),
        caption: t("Change of the gradient over one step"),
        logX: false,
        logY: false,
        share: true,
        dots: true,
        lines: kinds.map((kind) =>
          lineOf(
            kind,
            cases.map((_, k) => k + 1),
            context.seeds.map((_, seed) => cases.map(({ activation }) => figures[`${activation} ${kind}`][seed])),
          ),
        ),
      },
    ],
    table: [
      [t("Activation"), t("without"), t("with")],
      ...cases.map(({ activation }) => [
        activationName(activation),
        `${said(activation)[1]}%`,
        `${said(activation)[0]}%`,
      ]),
    ],
    settings: { ...commonSettings },
    figures,
  };
};

function activationName(activation: LabActivation): string {
  return { relu: "ReLU", tanh: "tanh", sigmoid: t("Sigmoid") }[activation];
}
