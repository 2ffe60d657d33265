import { t } from "@vscode/l10n";
import type { NetworkKind } from "../../../src/shared/lab/run.ts";
import { shortNumber } from "../model/text.ts";
import type { ChartLine, LineChartModel } from "./chartModel.ts";

type NameOf = (kind: NetworkKind) => string;

/** A chart's lines as a table: a header, then a row per x. */
export function chartRows(model: LineChartModel, nameOf: NameOf): string[][] {
  return tableOf(model, nameOf, (value) => (Number.isNaN(value) ? "" : shortNumber(value)));
}

/** The same numbers, in full, as CSV. */
export function chartCsv(model: LineChartModel, nameOf: NameOf): string {
  const rows = tableOf(model, nameOf, (value) => (Number.isNaN(value) ? "" : String(value)));
  return `${rows.map((row) => row.map(csvCell).join(",")).join("\n")}\n`;
}

function tableOf(
  { lines, xName, xNames }: LineChartModel,
  nameOf: NameOf,
  format: (value: number) => string,
): string[][] {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const columns = lines.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  const header = [xName ?? t("step"), ...lines.map((line) => lineName(line, lines, nameOf))];
  return [
    header,
    ...xs.map((x) => [xNames?.[x - 1] ?? String(x), ...columns.map((column) => format(column.get(x) ?? NaN))]),
  ];
}

/** "With batch norm, 2 of 3": lines of one network are told apart by their order. */
function lineName(line: ChartLine, lines: readonly ChartLine[], nameOf: NameOf): string {
  const own = lines.filter(({ role }) => role === line.role);
  const name = line.role === "reference" ? t("Reference") : nameOf(line.role);
  if (line.label !== undefined) return `${name}, ${line.label}`;
  return own.length === 1 ? name : t("{0}, {1} of {2}", name, own.indexOf(line) + 1, own.length);
}

/** A text as a cell of a CSV file. */
export function csvCell(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
