import { t } from "@vscode/l10n";
import { excerpt } from "../text/excerpt.ts";

/** What the readers of tables say where they cannot go on: one wording, whichever way the file was opened. */

/** "line 4 has 2 values, expected 3 as in line 1" */
export function raggedMessage(line: number, count: number, expected: number, expectedLine: number): string {
  return count === 1
    ? t("line {0} has 1 value, expected {1} as in line {2}", line, expected, expectedLine)
    : t("line {0} has {1} values, expected {2} as in line {3}", line, count, expected, expectedLine);
}

export function unclosedMessage(line: number, column: number): string {
  return t("a quote has no closing quote (line {0}, column {1})", line, column);
}

export function binaryMessage(line: number, column: number): string {
  return t("the text holds a NUL character: it is a binary file (line {0}, column {1})", line, column);
}

export function missingMessage(line: number, column: number): string {
  return t("a value is missing (line {0}, column {1})", line, column);
}

/** The first text in a column of numbers, and how many there are. */
export interface FoundText {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly texts: number;
  readonly numbers: number;
}

export function spoiledMessage({ name, text, line, column, texts, numbers }: FoundText): string {
  const found = excerpt(text);
  return texts === 1
    ? t("expected a number in column {0}, got {1} (line {2}, column {3})", name, found, line, column)
    : t(
        "expected a number in column {0}, got {1} (line {2}, column {3}): {4} of its {5} values are not numbers",
        name,
        found,
        line,
        column,
        texts,
        texts + numbers,
      );
}

export function noNumbersMessage(names: readonly string[]): string {
  return names.length === 1
    ? t("column {0} holds no numbers", names[0])
    : t("none of the {0} columns holds numbers", names.length);
}

export function noRowsMessage(): string {
  return t("there are no numbers: the table has a header and no rows");
}

export function noCompleteRowMessage(rows: number): string {
  return t(
    "every one of the {0} rows has a missing value: none is left; set batchNorm.missingValues to ignore, or select columns",
    rows,
  );
}

/** What is said where rows with missing values are left out. */
export function rowsOmittedMessage(omitted: number, rows: number): string {
  return omitted === 1
    ? t("1 of {0} rows is omitted: it has a missing value.", rows)
    : t("{0} of {1} rows are omitted: they have missing values.", omitted, rows);
}

/** What is said where they stay. */
export function missingIgnoredMessage(missing: number): string {
  return missing === 1
    ? t("1 missing value is ignored: its feature counts the values that it has.")
    : t("{0} missing values are ignored: each feature counts the values that it has.", missing);
}
