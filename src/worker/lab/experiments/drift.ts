import { t } from "@vscode/l10n";
import type { NetworkKind } from "../../../shared/lab/run.ts";
import { LaneWatch } from "../probe.ts";
import {
  commonSettings,
  lineOf,
  answer,
  makeLane,
  median,
  networkName,
  probeSet,
  range,
  stepsText,
  trainLane,
  type Experiment,
} from "./common.ts";

const kinds = ["plain", "batchNorm", "layerNorm"] as const satisfies readonly NetworkKind[];
const every = 10;

/** 1: does the input of the last layer move less from probe to probe, and less far from its start? */
export const driftExperiment: Experiment = function* (context) {
  const settings = { ...commonSettings, activation: "tanh", weights: "xavier", learningRate: 0.1 } as const;
  const last = settings.depth - 1;
  const curves: Record<string, number[][]> = {};
  const figures: Record<string, number[]> = {};
  let done = 0;
  for (const kind of kinds) {
    curves[kind] = [];
    for (const name of ["path", "net", "steps"]) figures[`${name} ${kind}`] = [];
    for (const seed of context.seeds) {
      const lane = makeLane(context, kind, settings, seed);
      const watch = new LaneWatch(lane, probeSet(lane.split), settings.activation);
      const curve: number[] = [];
      let net = 0;
      const look = (): void => {
        const { drift, displacement } = watch.movement();
        curve.push(drift[last]);
        net = displacement[last];
      };
      const training = trainLane(lane, context.steps, (step) => {
        if (step % every === 0) look();
      });
      if (lane.divergedAt === null) look();
      const moved = curve.slice(1);
      curves[kind].push(moved);
      figures[`path ${kind}`].push(moved.reduce((sum, distance) => sum + distance, 0));
      figures[`net ${kind}`].push(net);
      figures[`steps ${kind}`].push(training.stepsTo(0.1));
      yield ++done / (kinds.length * context.seeds.length);
    }
  }
  const steps = curves["plain"][0].map((_, k) => (k + 1) * every);
  const ratio = (name: string): number =>
    Math.min(...context.seeds.map((_, k) => figures[`${name} plain`][k] / figures[`${name} batchNorm`][k]));
  const [pathRatio, netRatio] = [ratio("path"), ratio("net")];
  const verdict = pathRatio > 1.2 && netRatio > 2 ? "holds" : pathRatio > 1.2 || netRatio > 2 ? "partly" : "fails";
  return {
    verdict,
    sentence: [answer(verdict), moved(settings.depth, figures), causeSentence(figures, context.steps)].join(" "),
    charts: [
      {
        xName: t("step"),
        caption: t("Drift of layer {0}'s input, σ per {1} steps (tanh, 5 × 100)", settings.depth, every),
        logX: false,
        logY: true,
        share: false,
        dots: false,
        lines: kinds.map((kind) => lineOf(kind, steps, curves[kind])),
      },
    ],
    table: [
      [t("Network"), t("path (σ)"), t("from the start (σ)"), t("steps to 0.1")],
      ...kinds.map((kind) => [
        networkName(kind),
        range(figures[`path ${kind}`]),
        range(figures[`net ${kind}`]),
        stepsText(figures[`steps ${kind}`], context.steps),
      ]),
    ],
    settings: { ...settings, third: "layerNorm" },
    figures,
  };
};

function moved(layer: number, figures: Readonly<Record<string, readonly number[]>>): string {
  return t(
    "Layer {0} moved {1} σ with batch norm and {2} σ without, and ended {3} σ and {4} σ from where it began.",
    layer,
    range(figures["path batchNorm"]),
    range(figures["path plain"]),
    range(figures["net batchNorm"]),
    range(figures["net plain"]),
  );
}

/** Whether drift goes with speed: layer norm is the test, and what is not shown is not said. */
function causeSentence(figures: Readonly<Record<string, readonly number[]>>, steps: number): string {
  const stepsOf = (kind: string): number => median(figures[`steps ${kind}`]);
  const isCounterexample =
    median(figures["path layerNorm"]) > 1.1 * median(figures["path batchNorm"]) &&
    stepsOf("layerNorm") <= 1.1 * stepsOf("batchNorm");
  const said = t(
    "Layer norm moved {0} σ and reached loss 0.1 in {1} steps, batch norm in {2}, the plain network in {3}",
    range(figures["path layerNorm"]),
    stepsText(figures["steps layerNorm"], steps),
    stepsText(figures["steps batchNorm"], steps),
    stepsText(figures["steps plain"], steps),
  );
  return isCounterexample ? t("{0}: less drift is not what makes it fast.", said) : `${said}.`;
}
