import { t } from "@vscode/l10n";
import { columnRole } from "./columnRole.ts";
import { DocumentError } from "../documentError.ts";
import { excerpt } from "../text/excerpt.ts";
import { type Grid, countUpTo } from "./grid.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { interleavePlaces, placeOf } from "../numbers/places.ts";
import { signIn } from "../table/cells.ts";
import { noNumbersMessage, spoiledMessage } from "../table/tableWords.ts";
import { positionAt } from "../text/textPosition.ts";
import type { LeftOutColumn, Span, TextFeature, TextNotice, TokenPlaces } from "../types.ts";

/** One column of a table while it is read: a cell per sample, NaN where it is missing or text. */
export interface TableColumn {
  readonly name: string;
  readonly place: Span | null;
  readonly cells: NumberList;
  numbers: number;
  texts: number;
  /** Index of the first cell that is text. */
  firstText: number;
}

/**
 * Puts the columns that are numbers side by side, and leaves the others out with a notice each.
 *
 * @throws DocumentError NOT_A_NUMBER where a column of numbers has a few texts; NO_NUMBERS where none is left
 */
export function gridOfColumns(
  columns: readonly TableColumn[],
  samples: number,
  range: Span,
  text: string,
  codes: Uint8Array,
): Grid {
  const numeric: TableColumn[] = [];
  const leftOut: LeftOutColumn[] = [];
  const counts: LeftOutCount[] = [];
  columns.forEach((column, index) => {
    switch (columnRole(column)) {
      case "numeric":
        numeric.push(column);
        break;
      case "spoiled":
        throw spoiledColumn(column.name, firstTextPlace(column), text, codes, column);
      case "empty":
      case "text":
        leftOut.push({
          name: column.name,
          index,
          place: column.place,
          values: sharedTexts(text, column.cells.places, decodeJson),
        });
        counts.push(leftOutCount(column, text, codes));
    }
  });
  if (numeric.length === 0) {
    throw noNumericColumn(leftOut, range);
  }
  const numFeatures = numeric.length;
  const data = new Float64Array(samples * numFeatures);
  const features: TextFeature[] = numeric.map(({ name, place, cells }, c) => {
    for (let sample = 0; sample < samples; sample++) {
      data[sample * numFeatures + c] = cells.values[sample];
    }
    return { name, place };
  });
  return {
    data,
    places: interleavePlaces(
      numeric.map(({ cells }) => cells.places),
      samples,
    ),
    shape: [samples, numFeatures],
    hasMissing: numeric.some(({ cells }) => cells.hasMissing),
    sampleIndex: countUpTo(samples),
    features,
    leftOut,
    notices: leftOutNotices(counts),
    range,
  };
}

function leftOutCount(column: TableColumn, text: string, codes: Uint8Array): LeftOutCount {
  const { name, place, texts, numbers } = column;
  if (texts === 0) {
    return { name, place, texts };
  }
  const { start, end } = firstTextPlace(column);
  const found = decodeJson(text.slice(start, end));
  return {
    name,
    place,
    texts,
    numbers,
    firstText: { text: found, line: positionAt(codes, start).line },
    sign: signIn(found),
  };
}

function firstTextPlace({ cells, firstText }: TableColumn): Span {
  return placeOf(cells.places, firstText);
}

/** A column that is left out, for the notice. */
export interface LeftOutCount {
  readonly name: string;
  readonly place: Span | null;
  /** Its cells that are text; none where the column is empty. */
  readonly texts: number;
  /** Its cells that are numbers, where that is known, and the first text with its line. */
  readonly numbers?: number;
  readonly firstText?: { readonly text: string; readonly line: number } | null;
  /** What makes texts of its numbers. */
  readonly sign?: "percent" | "currency" | null;
}

/** Above so many columns they share one notice. */
const maxSingleNotices = 10;

/** "Column species is left out: its 150 values are text.", one for each column unless there are very many. */
export function leftOutNotices(columns: readonly LeftOutCount[]): TextNotice[] {
  const mixed = columns.filter(isMixed).map(leftOutNotice);
  const others = columns.filter((column) => !isMixed(column));
  if (others.length > maxSingleNotices) {
    const names = others.slice(0, 3).map(({ name }) => name);
    const message = t("{0} columns are left out: they hold no numbers ({1}, …).", others.length, names.join(", "));
    return [{ code: "COLUMNS_LEFT_OUT", severity: "info", message, place: others[0].place }, ...mixed];
  }
  return [...others.map(leftOutNotice), ...mixed];
}

/** Whether a column that is left out has numbers too, or what would be numbers without a sign. */
function isMixed({ numbers = 0, texts, sign = null }: LeftOutCount): boolean {
  return texts > 0 && (numbers > 0 || sign !== null);
}

/** The notice of one column. */
export function leftOutNotice({ name, place, texts, numbers = 0, firstText, sign }: LeftOutCount): TextNotice {
  const found = firstText ? excerpt(firstText.text) : "";
  const line = firstText?.line ?? 0;
  if (texts > 0 && firstText && sign) {
    const message =
      sign === "percent"
        ? t(
            "Column {0} is left out: {1} (line {2}) has a percent sign; remove the signs to keep it.",
            name,
            found,
            line,
          )
        : t(
            "Column {0} is left out: {1} (line {2}) has a currency sign; remove the signs to keep it.",
            name,
            found,
            line,
          );
    return { code: "COLUMN_LEFT_OUT", severity: "warning", message, place };
  }
  if (texts > 0 && numbers > 0 && firstText) {
    const message = t(
      "Column {0} is left out: {1} of its {2} values are not numbers, the first is {3} (line {4}).",
      name,
      texts,
      texts + numbers,
      found,
      line,
    );
    return { code: "COLUMN_LEFT_OUT", severity: "warning", message, place };
  }
  const message =
    texts === 0
      ? t("Column {0} is left out: it has no values.", name)
      : texts === 1
        ? t("Column {0} is left out: its value is text.", name)
        : t("Column {0} is left out: its {1} values are text.", name, texts);
  return { code: "COLUMN_LEFT_OUT", severity: "info", message, place };
}

/** The error of a text in a column of numbers. */
export function spoiledColumn(
  name: string,
  place: Span,
  text: string,
  codes: Uint8Array,
  counts: { readonly texts: number; readonly numbers: number },
): DocumentError {
  const { line, column } = positionAt(codes, place.start);
  const found = text.slice(place.start, place.end).replace(/^"(.*)"$/s, "$1");
  return new DocumentError("NOT_A_NUMBER", spoiledMessage({ name, text: found, line, column, ...counts }), place);
}

/** The error of a table whose columns are all left out. */
export function noNumericColumn(leftOut: readonly LeftOutColumn[], range: Span): DocumentError {
  const place = leftOut.length === 1 ? leftOut[0].place : null;
  return new DocumentError("NO_NUMBERS", noNumbersMessage(leftOut.map(({ name }) => name)), place ?? range);
}

/** Texts beyond so many different ones are hardly labels: looking for equal ones does not pay. */
const maxShared = 10_000;

/** Every `width`-th cell of a list, from `slot` on, as texts. Equal ones share one string. */
export function sharedTexts(
  text: string,
  places: TokenPlaces,
  decode: (token: string) => string,
  slot = 0,
  width = 1,
): string[] {
  const known = new Map<string, string>();
  const texts: string[] = [];
  for (let i = slot; i < places.length; i += width) {
    const token = text.slice(places.startOf(i), places.endOf(i));
    let value = known.get(token);
    if (value === undefined) {
      value = decode(token);
      if (known.size < maxShared) {
        known.set(token, value);
      }
    }
    texts.push(value);
  }
  return texts;
}

function decodeJson(token: string): string {
  if (!token.startsWith('"')) {
    return token;
  }
  return token.includes("\\") ? (JSON.parse(token) as string) : token.slice(1, -1);
}
