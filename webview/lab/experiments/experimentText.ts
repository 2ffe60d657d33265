import { t } from "@vscode/l10n";
import { csvCell } from "../charts/chartText.ts";
import {
  experimentPlan,
  experimentQuestion,
  verdictLabel,
  type ExperimentResult,
} from "../../../src/shared/lab/experiments.ts";

/** An experiment's question, verdict, answer and table, to paste into notes. */
export function experimentMarkdown({
  id,
  activation,
  verdict,
  sentence,
  table,
  dataName,
  seeds,
}: ExperimentResult): string {
  const [header, ...rows] = table;
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `### ${id}. ${experimentQuestion(id)} ${verdictLabel(verdict)}`,
    "",
    sentence,
    "",
    row(header),
    row(header.map(() => "---")),
    ...rows.map(row),
    "",
    `${experimentPlan(id, activation)}. ${t("{0}, {1} seeds.", dataName, seeds)}`,
    "",
  ].join("\n");
}

/** Every value of every chart, a row each: what was found over the seeds at an x. */
export function experimentsCsv(results: readonly ExperimentResult[]): string {
  const header = "experiment,activation,verdict,chart,line,label,x,median,low,high";
  const number = (value: number): string => (Number.isNaN(value) ? "" : String(value));
  const rows = results.flatMap(({ id, activation, verdict, charts }) =>
    charts.flatMap(({ caption, lines, xNames }) =>
      lines.flatMap(({ role, label, x, y, low, high }) =>
        Array.from(x, (value, k) =>
          [
            ...[String(id), activation ?? "", verdict, caption, role, label, xNames?.[value - 1] ?? String(value)].map(
              csvCell,
            ),
            ...[y[k], low[k], high[k]].map(number),
          ].join(","),
        ),
      ),
    ),
  );
  return `${[header, ...rows].join("\n")}\n`;
}
