import { t } from "@vscode/l10n";
import type { Tensor } from "../../../engine/index.ts";
import { evaluate } from "../measures.ts";
import type { Lane } from "../lane.ts";
import type { LabelledRows } from "../split.ts";
import { commonSettings, lineOf, makeLane, median, percent, range, trainLane, type Experiment } from "./common.ts";

const shifts = [0, 0.5, 1, 2, 4] as const;
const scales = [0.1, 0.25, 0.5, 1, 2, 4] as const;
const ways = ["plain", "stored", "recomputed"] as const;

/** The rows with every feature scaled and shifted, in units of its standard deviation. */
export function shiftRows({ input, labels }: LabelledRows, shift: number, scale: number): LabelledRows {
  const moved: Tensor = { data: input.data.map((value) => value * scale + shift), shape: input.shape };
  return { input: moved, labels };
}

/** Accuracy without batch norm, with the stored statistics, and with statistics recomputed on the rows themselves. */
function accuracies(plain: Lane, batchNorm: Lane, shift: number, scale: number): Record<(typeof ways)[number], number> {
  const rows = shiftRows(plain.split.validation, shift, scale);
  return {
    plain: evaluate(plain.network, rows).score,
    stored: evaluate(batchNorm.network, rows).score,
    recomputed: evaluate(batchNorm.network, rows, "train").score,
  };
}

/** 9: how far can the evaluated rows be shifted or scaled until stored statistics no longer fit? */
export const shiftExperiment: Experiment = function* (context) {
  const settings = { ...commonSettings, depth: 3 } as const;
  const byShift: Record<string, number[][]> = { plain: [], stored: [], recomputed: [] };
  const byScale: Record<string, number[][]> = { plain: [], stored: [], recomputed: [] };
  let done = 0;
  for (const seed of context.seeds) {
    const plain = makeLane(context, "plain", settings, seed);
    trainLane(plain, context.steps);
    yield (done += 0.5) / context.seeds.length;
    const batchNorm = makeLane(context, "batchNorm", settings, seed);
    trainLane(batchNorm, context.steps);
    const shifted = shifts.map((shift) => accuracies(plain, batchNorm, shift, 1));
    const scaled = scales.map((scale) => accuracies(plain, batchNorm, 0, scale));
    for (const way of ways) {
      byShift[way].push(shifted.map((each) => each[way]));
      byScale[way].push(scaled.map((each) => each[way]));
    }
    yield (done += 0.5) / context.seeds.length;
  }
  const at = (values: number[][], index: number): number[] => values.map((each) => each[index]);
  const breaks = median(at(byShift["stored"], 0)) - median(at(byShift["stored"], 3)) > 0.15;
  const cures = median(at(byShift["recomputed"], 0)) - median(at(byShift["recomputed"], 3)) < 0.03;
  const lines = (values: Record<string, number[][]>, x: readonly number[]) => [
    lineOf("plain", x, values["plain"], { label: t("without") }),
    lineOf("batchNorm", x, values["stored"], { label: t("stored") }),
    lineOf("batchNorm", x, values["recomputed"], { label: t("recomp."), dash: "dashed" }),
  ];
  return {
    verdict: breaks && cures ? "holds" : breaks || cures ? "partly" : "fails",
    sentence: t(
      "Shifted by 2 σ, stored statistics give {0} % and the plain network {1} %, unshifted {2} %. Inputs × 0.25: {3} % with stored statistics, {4} % without batch norm. Statistics recomputed on the rows give {5} % and {6} %.",
      range(at(byShift["stored"], 3), percent),
      range(at(byShift["plain"], 3), percent),
      range(at(byShift["stored"], 0), percent),
      range(at(byScale["stored"], 1), percent),
      range(at(byScale["plain"], 1), percent),
      range(at(byShift["recomputed"], 3), percent),
      range(at(byScale["recomputed"], 1), percent),
    ),
    charts: [
      {
        caption: t("Validation accuracy by shift of every feature, in σ"),
        logX: false,
        logY: false,
        share: true,
        dots: true,
        lines: lines(byShift, shifts),
      },
      {
        caption: t("Validation accuracy by scale of every feature"),
        logX: true,
        logY: false,
        share: true,
        dots: true,
        lines: lines(byScale, scales),
      },
    ],
    table: [
      [t("Change"), t("without"), t("stored"), t("recomputed")],
      ...shifts.map((shift, k) => [`+ ${shift} σ`, ...ways.map((way) => `${range(at(byShift[way], k), percent)} %`)]),
      ...scales.map((scale, k) => [`× ${scale}`, ...ways.map((way) => `${range(at(byScale[way], k), percent)} %`)]),
    ],
    settings: { ...settings },
    figures: {
      unshifted: at(byShift["stored"], 0),
      "stored 2": at(byShift["stored"], 3),
      "recomputed 0": at(byShift["recomputed"], 0),
      "recomputed 2": at(byShift["recomputed"], 3),
    },
  };
};
