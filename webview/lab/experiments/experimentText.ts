import { t } from "@vscode/l10n";
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
