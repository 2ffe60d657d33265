import { t } from "@vscode/l10n";
import { comma } from "../text/characters.ts";
import { excerpt } from "../text/excerpt.ts";
import { linesLabel, type Run } from "../text/rangeLabel.ts";
import type { Footer } from "./footer.ts";
import type { NumericNames } from "./numericNames.ts";
import type { SeparatedCell, SeparatorDecision } from "./separators.ts";
import type { Span, TextNotice } from "../types.ts";

/** What the readers of tables say about what they took and what they left: one wording for both. */

/** Lines before the data: "Line 1 is left out: …". */
export function beforeNotices(lines: readonly number[], first: string, place: Span | null): TextNotice[] {
  if (lines.length === 0) return [];
  const message =
    lines.length === 1
      ? t("Line {0} is left out: it stands before the table, {1}.", lines[0], excerpt(first.trim()))
      : t("These stand before the data and are left out: {0}.", linesLabel(runsOf(lines)));
  return [{ code: "PREAMBLE_LEFT_OUT", severity: "info", message, place }];
}

/** Lines behind the data. */
export function footerNotices(footer: Footer | null, firstLine: number, place: Span | null): TextNotice[] {
  if (footer === null) return [];
  const lines = footer.lines.map((line) => firstLine + line);
  const message =
    lines.length > 1
      ? t("These stand behind the data and are left out: {0}.", linesLabel(runsOf(lines)))
      : footer.isTotals
        ? t("Line {0} is left out: it sums up the rows, {1}.", lines[0], excerpt(footer.text))
        : t("Line {0} is left out: it stands behind the table, {1}.", lines[0], excerpt(footer.text));
  return [{ code: "FOOTER_LEFT_OUT", severity: footer.isTotals ? "warning" : "info", message, place }];
}

/** Lines between the rows that repeat those before them. */
export function repeatNotices(lines: readonly number[], place: Span | null): TextNotice[] {
  if (lines.length === 0) return [];
  const message =
    lines.length === 1
      ? t("Line {0} is left out: it repeats the header.", lines[0])
      : t("These repeat the header and are left out: {0}.", linesLabel(runsOf(lines)));
  return [{ code: "HEADER_REPEATED", severity: "info", message, place }];
}

/** Why numbers are taken for names, or for data though they could be names. */
export function nameNotices(numeric: NumericNames | null, line: number, place: Span | null): TextNotice[] {
  if (numeric === null) return [];
  const { areNames } = numeric;
  const offers = areNames
    ? [{ label: t("First line is data"), change: { header: "absent" } as const }]
    : [{ label: t("First line is the header"), change: { header: "present" } as const }];
  const message = areNames
    ? t("The numbers in line {0} are taken for the names of the columns.", line)
    : t("The numbers in line {0} are taken for data: they could be the names of the columns.", line);
  return [{ code: areNames ? "NUMERIC_NAMES" : "NAMES_OR_DATA", severity: "info", message, place, offers }];
}

/** What the decimal point is, where numbers would be others with another. */
export function separatorNotices(
  decision: SeparatorDecision | null,
  cell: SeparatedCell | null,
  place: Span | null,
): TextNotice[] {
  if (decision === null || cell === null || !decision.matters) return [];
  const isComma = decision.decimalPoint === comma;
  const found = excerpt(cell.text);
  const message = isComma
    ? t("A comma is the decimal point, also in {0} (line {1}); points part thousands.", found, cell.line)
    : t("A point is the decimal point; commas part thousands, as in {0} (line {1}).", found, cell.line);
  const offer = isComma
    ? { label: t("Decimal: point"), change: { decimal: "." } as const }
    : { label: t("Decimal: comma"), change: { decimal: "," } as const };
  const severity = decision.isOpen ? "warning" : "info";
  return [{ code: "DECIMAL_POINT", severity, message, place, offers: [offer] }];
}

/** A column without a name that counts the rows. */
export function indexNotice(name: string, place: Span | null, isNamed = false): TextNotice {
  return {
    code: "INDEX_COLUMN",
    severity: "info",
    message: t("{0} has no name and only counts the rows.", name),
    place,
    offers: [{ label: t("Leave out {0}", name), change: isNamed ? { exclude: [name] } : { indexColumn: "omit" } }],
  };
}

/** A column of few whole numbers that looks like the classes of the rows. */
export function labelNotice(name: string, classes: number, place: Span | null): TextNotice {
  return {
    code: "LABEL_COLUMN",
    severity: "info",
    message: t("{0} holds {1} different whole numbers: it could be the class of each row.", name, classes),
    place,
    offers: [{ label: t("Leave out {0}", name), change: { exclude: [name] } }],
  };
}

function runsOf(lines: readonly number[]): Run[] {
  const runs: { first: number; last: number }[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.last === line - 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  return runs;
}
