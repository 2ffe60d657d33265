import { t } from "@vscode/l10n";
import { outcomeText, sweepValues, type SweepState } from "../../../src/shared/lab/sweep.ts";
import { settingsLine } from "../model/settingsLine.ts";
import { cellKinds } from "./cellChart.ts";
import { axisLabel, medianText, sweepSentence, valueLabel } from "./sweepText.ts";

/** One row per cell and network, under the names of the code. */
export function sweepCsv({ spec, cells }: SweepState): string {
  if (spec === null) return "";
  const [rows, columns] = [sweepValues[spec.rows], sweepValues[spec.columns]];
  const header = [spec.rows, spec.columns, "network", "end_loss", "diverged_seeds", "diverged_at", "trained"];
  const lines = cells.flatMap(({ row, column, networks }) =>
    networks.map(({ endLoss, diverged, divergedAt, trained }, k) =>
      [
        rows[row],
        columns[column],
        cellKinds[k],
        Number.isNaN(endLoss) ? "" : endLoss,
        diverged,
        divergedAt < 0 ? "" : divergedAt,
        trained,
      ].join(","),
    ),
  );
  return `${[header.join(","), ...lines].join("\n")}\n`;
}

/** The sweep's sentence and its grid, each cell without and with batch norm. */
export function sweepMarkdown(state: SweepState, dataName: string): string {
  const { spec, cells, settings } = state;
  const said = sweepSentence(state);
  if (spec === null || settings === null || said === null) return "";
  const columns = [...sweepValues[spec.columns].keys()];
  const line = (parts: readonly string[]): string => `| ${parts.join(" | ")} |`;
  const cellText = (row: number, column: number): string =>
    cells
      .find((cell) => cell.row === row && cell.column === column)
      ?.networks.map((network) => outcomeText(network, spec.seeds))
      .join(" / ") ?? "";
  return [
    `**${said.main}** ${said.rest}`,
    "",
    line([
      `${axisLabel(spec.rows)} \\ ${axisLabel(spec.columns)}`,
      ...columns.map((column) => valueLabel(spec.columns, column)),
    ]),
    line(["---", ...columns.map(() => "---")]),
    ...sweepValues[spec.rows].map((_, row) =>
      line([valueLabel(spec.rows, row), ...columns.map((column) => cellText(row, column))]),
    ),
    "",
    t(
      "Loss after {0} steps without / with batch norm, {1}. {2}.",
      spec.steps,
      medianText(spec.seeds),
      settingsLine(settings, dataName),
    ),
    "",
  ].join("\n");
}
