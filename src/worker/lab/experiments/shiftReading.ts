import type { Tensor } from "../../../engine/index.ts";
import type { InputChange, ShiftReading } from "../../../shared/lab/shift.ts";
import type { Lane } from "../lane.ts";
import { evaluate } from "../measures.ts";
import { batchNormOf, untouched, type LabNetwork } from "../network.ts";
import type { LabelledRows } from "../split.ts";
import { median, type AnswerShift } from "./common.ts";

/** A network without and one with batch norm, trained on the same rows. */
export interface TrainedPair {
  readonly plain: Lane;
  readonly batchNorm: Lane;
}

/** The rows with every feature scaled and shifted, in units of its standard deviation. */
export function moveRows({ input, labels }: LabelledRows, { shift, scale }: InputChange): LabelledRows {
  const moved: Tensor = { data: input.data.map((value) => value * scale + shift), shape: input.shape };
  return { input: moved, labels };
}

/** Answers what trained networks, a pair per seed, make of moved validation rows. Trains nothing, changes nothing. */
export function answerShiftOf(pairs: readonly TrainedPair[]): AnswerShift {
  return ({ change, recomputedAt }): ShiftReading => {
    const found = pairs.map(({ plain, batchNorm }) => {
      const { validation } = batchNorm.split;
      const rows = moveRows(validation, change);
      return {
        plain: evaluate(plain.network, rows).score,
        stored: evaluate(batchNorm.network, rows).score,
        recomputed:
          recomputedAt === null ? NaN : recomputedScore(batchNorm.network, moveRows(validation, recomputedAt), rows),
        layers: mismatch(batchNorm.network, rows.input),
      };
    });
    const perLayer = (pick: (layer: Mismatch) => number): number[] =>
      found[0].layers.map((_, layer) => median(found.map(({ layers }) => pick(layers[layer]))));
    return {
      plain: found.map(({ plain }) => plain),
      stored: found.map(({ stored }) => stored),
      recomputed: recomputedAt === null ? null : found.map(({ recomputed }) => recomputed),
      meanOff: perLayer(({ meanOff }) => meanOff),
      spreadRatio: perLayer(({ spreadRatio }) => spreadRatio),
    };
  };
}

/** The score of rows with the statistics of others; the network keeps its own. */
function recomputedScore(network: LabNetwork, source: LabelledRows, rows: LabelledRows): number {
  return untouched(network, () => {
    takeStatistics(network, source.input);
    return evaluate(network, rows).score;
  });
}

/** Sets the running statistics of every batch norm to those that the rows have there. */
function takeStatistics(network: LabNetwork, input: Tensor): void {
  const taken = eachNormInput(network, input, "train", (values, layer) => ({ layer, ...columnMoments(values) }));
  for (const { layer, mean, variance } of taken) {
    layer.runningMean?.set(mean);
    layer.runningVar?.set(variance);
  }
}

interface Mismatch {
  readonly meanOff: number;
  readonly spreadRatio: number;
}

/** How far the rows are from the stored statistics of each batch norm, which they pass as in evaluation. */
function mismatch(network: LabNetwork, input: Tensor): Mismatch[] {
  return eachNormInput(network, input, "eval", (values, { runningMean, runningVar, options }) => {
    const { mean, variance } = columnMoments(values);
    const std = (c: number): number => Math.sqrt((runningVar?.[c] ?? 1) + options.eps);
    const off = mean.map((value, c) => Math.abs(value - (runningMean?.[c] ?? 0)) / std(c));
    const ratios = variance.map((value, c) => Math.sqrt(value) / std(c));
    return { meanOff: off.reduce((sum, each) => sum + each, 0) / off.length, spreadRatio: median([...ratios]) };
  });
}

type Norm = NonNullable<ReturnType<typeof batchNormOf>>;

/** Runs rows through a network and looks at what enters each batch norm. */
function eachNormInput<T>(
  network: LabNetwork,
  input: Tensor,
  mode: "train" | "eval",
  look: (values: Tensor, layer: Norm) => T,
): T[] {
  const found: T[] = [];
  network.layers.reduce((values, layer) => {
    const norm = batchNormOf(layer);
    if (norm !== null) found.push(look(values, norm));
    return layer.forward(values, mode);
  }, input);
  return found;
}

/** Mean and biased variance of each column. */
function columnMoments({ data, shape: [rows, width] }: Tensor): { mean: Float64Array; variance: Float64Array } {
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let k = 0; k < data.length; k++) mean[k % width] += data[k] / rows;
  for (let k = 0; k < data.length; k++) variance[k % width] += (data[k] - mean[k % width]) ** 2 / rows;
  return { mean, variance };
}

/** Scores without batch norm, with the stored statistics, and with those recomputed on the very rows. */
export function scoresAt(pair: TrainedPair, change: InputChange): Record<"plain" | "stored" | "recomputed", number> {
  const { plain, stored, recomputed } = answerShiftOf([pair])({ change, recomputedAt: change });
  return { plain: plain[0], stored: stored[0], recomputed: recomputed?.[0] ?? NaN };
}
