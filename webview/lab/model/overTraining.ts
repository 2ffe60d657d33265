import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { NetworkKind, ProbeFrame } from "../../../src/shared/lab/run.ts";
import type { InputMeasure } from "../labStore.ts";
import { affineChart } from "./affineChart.ts";
import { chartLayers, driftChart, gradientChart, inputChart } from "./layerCharts.ts";
import { scoreChart, lossChart } from "./lossCharts.ts";
import type { ChartContext, TrainingChart } from "./trainingChart.ts";

/** All charts of a run at the step looked at. Networks that the legend hides are left out. */
export function trainingCharts(
  run: RunRecord,
  frame: ProbeFrame,
  hidden: readonly NetworkKind[],
  measure: InputMeasure,
  chosenLayers: readonly number[] | null,
): TrainingChart[] {
  const shown = run.info.networks.flatMap(({ kind }, index) => (hidden.includes(kind) ? [] : [index]));
  const { depth } = run.info.settings;
  const context: ChartContext = { run, frame, shown, depth, layers: chartLayers(depth, chosenLayers) };
  return [
    lossChart(context),
    scoreChart(context),
    driftChart(context),
    gradientChart(context),
    inputChart(context, measure),
    affineChart(context),
  ];
}
