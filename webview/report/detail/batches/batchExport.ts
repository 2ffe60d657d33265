import type { BatchAnswer } from "../../../../src/shared/report/questions.ts";
import { csvText } from "../../../common/exports.ts";

/**
 * Every number behind the charts as one tidy table: which chart it is of, the number of the batch or update or the size
 * of a batch, what was measured, and its value.
 */
export function batchesCsv(answer: BatchAnswer): string {
  const of = (chart: string, at: ArrayLike<number> | null, variables: Readonly<Record<string, ArrayLike<number>>>) =>
    Object.entries(variables).flatMap(([name, values]) =>
      Array.from(values, (value, i) => [chart, at === null ? i + 1 : at[i], name, value]),
    );
  return csvText([
    ["chart", "at", "variable", "value"],
    ...of("batch", null, { count: answer.counts, mean: answer.means, variance: answer.variances }),
    ...of("update", null, {
      batch_mean: answer.updateMeans,
      running_mean: answer.runningMeans,
      running_var: answer.runningVars,
    }),
    ...of("batch_size", answer.spreadSizes, { spread_of_means: answer.spreads }),
  ]);
}
