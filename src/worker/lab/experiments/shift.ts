import { t } from "@vscode/l10n";
import { capitalized } from "../../../shared/lab/words.ts";
import {
  commonSettings,
  lineOf,
  makeLane,
  median,
  percent,
  range,
  scoreName,
  trainLane,
  type Experiment,
} from "./common.ts";
import { answerShiftOf, scoresAt, type TrainedPair } from "./shiftReading.ts";

const shifts = [0, 0.5, 1, 2, 4] as const;
const scales = [0.1, 0.25, 0.5, 1, 2, 4] as const;
const ways = ["plain", "stored", "recomputed"] as const;

/** 9: how far can the evaluated rows be shifted or scaled until stored statistics no longer fit? */
export const shiftExperiment: Experiment = function* (context) {
  const settings = { ...commonSettings, depth: 3 } as const;
  const byShift: Record<string, number[][]> = { plain: [], stored: [], recomputed: [] };
  const byScale: Record<string, number[][]> = { plain: [], stored: [], recomputed: [] };
  const pairs: TrainedPair[] = [];
  let done = 0;
  for (const seed of context.seeds) {
    const plain = makeLane(context, "plain", settings, seed);
    trainLane(plain, context.steps);
    yield (done += 0.5) / context.seeds.length;
    const batchNorm = makeLane(context, "batchNorm", settings, seed);
    trainLane(batchNorm, context.steps);
    const pair = { plain, batchNorm };
    pairs.push(pair);
    const shifted = shifts.map((shift) => scoresAt(pair, { shift, scale: 1 }));
    const scaled = scales.map((scale) => scoresAt(pair, { shift: 0, scale }));
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
  const verdict = breaks && cures ? "holds" : breaks || cures ? "partly" : "fails";
  const score = scoreName(context);
  const found = breaks ? t("Stored statistics stop fitting.") : t("Stored statistics still fit at 2 σ here.");
  return {
    verdict,
    sentence: `${found} ${t(
      "Shifted by 2 σ they give {0}% {7} and the plain network {1}%, unshifted {2}%. Inputs × 0.25: {3}% with stored statistics, {4}% without batch norm. Statistics recomputed on the rows give {5}% and {6}%.",
      range(at(byShift["stored"], 3), percent),
      range(at(byShift["plain"], 3), percent),
      range(at(byShift["stored"], 0), percent),
      range(at(byScale["stored"], 1), percent),
      range(at(byScale["plain"], 1), percent),
      range(at(byShift["recomputed"], 3), percent),
      range(at(byScale["recomputed"], 1), percent),
      score,
    )}`,
    charts: [
      {
        xName: t("shift (σ)"),
        caption: t("{0} by shift of every feature, in σ", capitalized(score)),
        logX: false,
        logY: false,
        share: true,
        dots: true,
        lines: lines(byShift, shifts),
      },
      {
        xName: t("scale"),
        caption: t("{0} by scale of every feature", capitalized(score)),
        logX: true,
        logY: false,
        share: true,
        dots: true,
        lines: lines(byScale, scales),
      },
    ],
    table: [
      [t("Change"), t("without"), t("stored"), t("recomputed")],
      ...shifts.map((shift, k) => [`+ ${shift} σ`, ...ways.map((way) => `${range(at(byShift[way], k), percent)}%`)]),
      ...scales.map((scale, k) => [`× ${scale}`, ...ways.map((way) => `${range(at(byScale[way], k), percent)}%`)]),
    ],
    settings: { ...settings },
    answerShift: answerShiftOf(pairs),
    figures: {
      unshifted: at(byShift["stored"], 0),
      "stored 2": at(byShift["stored"], 3),
      "recomputed 0": at(byShift["recomputed"], 0),
      "recomputed 2": at(byShift["recomputed"], 3),
    },
  };
};
