import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { excerpt } from "../text/excerpt.ts";
import type { JsonShape } from "./jsonCandidate.ts";
import type { JsonScanner } from "./jsonScanner.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { positionAt } from "../text/textPosition.ts";

/** A text (or true, false) among numbers. */
export function textProblem(scanner: JsonScanner, start: number, end: number): DocumentError {
  const token = scanner.text.slice(start, end);
  const quoted = token.startsWith('"') ? excerpt(token.slice(1, -1)) : excerpt(token);
  return scanner.error("NOT_A_NUMBER", t("expected a number, got {0}", quoted), start, end);
}

/** A number where the other elements are arrays (`rowShape`), or an array where they are numbers (null). */
export function nestedProblem(
  scanner: JsonScanner,
  start: number,
  end: number,
  rowShape: JsonShape | null,
): DocumentError {
  const message = rowShape
    ? t(
        "expected an array of {0} values like those before it, got {1}",
        rowShape.length,
        scanner.text.slice(start, end),
      )
    : t("expected a number like those before it, got an array");
  return scanner.error("RAGGED", message, start, end);
}

/** Something that is no object among records. */
export function recordProblem(scanner: JsonScanner, start: number, end: number): DocumentError {
  const found = excerpt(scanner.text.slice(start, end));
  return scanner.error("RAGGED", t("expected an object like those before it, got {0}", found), start, end);
}

interface RaggedRow {
  readonly start: number;
  readonly end: number;
  readonly row: number;
  readonly count: number;
}

/** A row with more or fewer values than the first: "line 4 has 3 values, expected 4 as in line 2". */
export function lengthProblem(
  scanner: JsonScanner,
  numbers: NumberList,
  { start, end, row, count }: RaggedRow,
  firstValue: number,
  expected: JsonShape,
): DocumentError {
  const { line, column } = positionAt(scanner.codes, start);
  const firstLine = positionAt(scanner.codes, numbers.places.startOf(firstValue)).line;
  const place = { start, end };
  const values = count === 1 ? t("1 value") : t("{0} values", count);
  const message =
    line === firstLine
      ? t(
          "row {0} (line {1}, column {2}) has {3}, expected {4} as in row 1",
          row + 1,
          line,
          column,
          values,
          expected.length,
        )
      : t("line {0} has {1}, expected {2} as in line {3}", line, values, expected.length, firstLine);
  return new DocumentError("RAGGED", message, place);
}
