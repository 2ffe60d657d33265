import { t } from "@vscode/l10n";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { NetworkFrame, NetworkKind, ProbeFrame } from "../../../src/shared/lab/run.ts";
import { stepAxis, type ChartAxis, type ChartLine, type LineChartModel, type Point } from "../charts/chartModel.ts";
import { median } from "./text.ts";

/** A value at the step looked at, in a network's colour. */
export interface ChartValue {
  readonly role: NetworkKind;
  readonly text: string;
}

/** A chart of the section "Over training", with its words. */
export interface TrainingChart {
  readonly id: "loss" | "score" | "drift" | "gradient" | "input" | "affine";
  readonly title: string;
  readonly subtitle: string;
  /** What the values belong to: "layer 3". */
  readonly which: string;
  readonly values: readonly ChartValue[];
  readonly model: LineChartModel;
  /** The chart in one sentence. */
  readonly reading: string;
}

/** What every chart of a run is made from. */
export interface ChartContext {
  readonly run: RunRecord;
  readonly frame: ProbeFrame;
  /** Indices of the networks that the legend does not hide. */
  readonly shown: readonly number[];
  readonly depth: number;
  /** The layers that have lines: three at most, more cannot be told apart. */
  readonly layers: readonly number[];
}

/** What all of these charts have in common: the axis of steps and the crosshair at the step looked at. */
export function base({ run, frame }: ChartContext, y: ChartAxis, lines: readonly ChartLine[]): LineChartModel {
  return { x: stepAxis(run.info.settings.steps), y, lines, marks: [], crosshair: frame.step === 0 ? null : frame.step };
}

/** Each shown network's value at the step looked at. */
export function values({ run, frame, shown }: ChartContext, format: (network: NetworkFrame) => string): ChartValue[] {
  return shown.map((network) => ({ role: run.info.networks[network].kind, text: format(frame.networks[network]) }));
}

/** "Without 0.047, with 0.017 at step 600" */
export function reading(context: ChartContext, format: (network: NetworkFrame) => string, step: number): string {
  const names: Readonly<Record<NetworkKind, string>> = {
    plain: t("without"),
    batchNorm: t("with"),
    layerNorm: t("layer norm"),
    groupNorm: t("group norm"),
    batchRenorm: t("batch renorm"),
    noisy: t("noisy"),
  };
  const parts = values(context, format).map(({ role, text }) => `${names[role]} ${text}`);
  return t("{0} at step {1}", parts.join(", "), step);
}

/** Median line and band over seeds; a step at which a seed is not finite ends the band there, the median goes on. */
export function bandLine(
  role: NetworkKind,
  dash: readonly number[],
  series: readonly { x: number; values: number[] }[],
): ChartLine {
  const points: Point[] = [];
  const low: Point[] = [];
  const high: Point[] = [];
  for (const { x, values: all } of series) {
    const finite = all.filter(Number.isFinite);
    const isMost = finite.length > all.length / 2;
    points.push({ x, y: isMost ? median(finite) : NaN });
    low.push({ x, y: isMost ? Math.min(...finite) : NaN });
    high.push({ x, y: isMost ? Math.max(...finite) : NaN });
  }
  return series.length > 0 && series[0].values.length > 1 ? { role, dash, points, low, high } : { role, dash, points };
}
