import type { BatchAnswer } from "../../../../src/shared/report/questions.ts";
import { csvText } from "../../../common/exports.ts";

/** Every number behind the charts: the batches, the updates of the running statistics, the spread by batch size. */
export function batchesCsv(answer: BatchAnswer): string {
  return csvText([
    ["batch", "count", "mean", "variance"],
    ...Array.from(answer.means, (mean, i) => [i + 1, answer.counts[i], mean, answer.variances[i]]),
    [],
    ["update", "batch_mean", "running_mean", "running_var"],
    ...Array.from(answer.runningMeans, (mean, i) => [i + 1, answer.updateMeans[i], mean, answer.runningVars[i]]),
    [],
    ["batch_size", "spread_of_means"],
    ...Array.from(answer.spreadSizes, (size, i) => [size, answer.spreads[i]]),
  ]);
}
