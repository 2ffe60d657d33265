import type { CsvPart } from "./csvSelection.ts";
import type { CsvCells } from "./csvTable.ts";
import { type Grid, countUpTo } from "../grid/grid.ts";
import type { NumberList } from "../numbers/numberList.ts";
import type { PlaceList } from "../numbers/placeList.ts";
import { placeOf, selectPlaces } from "../numbers/places.ts";
import { noNumericColumn, sharedTexts, spoiledColumn } from "../grid/tableColumns.ts";
import { columnNotices, type JudgedColumn, rolesOf } from "../table/columnRoles.ts";
import { positionAt } from "../text/textPosition.ts";
import type { LeftOutColumn, Span, TextFeature } from "../types.ts";

/** The columns of a table as its cells show them to be. */
export function judgedColumns(
  text: string,
  codes: Uint8Array,
  columns: readonly Pick<JudgedColumn, "name" | "isNamed" | "place" | "use">[],
  cells: CsvCells,
): JudgedColumn[] {
  return columns.map((column, c) => {
    const texts = cells.texts[c];
    const span = cells.firstTexts[c];
    const found = span && { text: text.slice(span.start, span.end), ...positionAt(codes, span.start), place: span };
    const numbers = cells.samples - texts - cells.missing[c];
    return { ...column, facts: { numbers, texts, firstText: found } };
  });
}

/**
 * Turns the cells of a table into a grid: the columns of numbers, and the others left out with a notice each.
 *
 * @throws DocumentError NOT_A_NUMBER where a column of numbers has texts; NO_NUMBERS where none is left
 */
export function csvGrid(
  text: string,
  codes: Uint8Array,
  columns: readonly JudgedColumn[],
  cells: CsvCells,
  part: CsvPart,
): Grid {
  const { samples, numbers, places } = cells;
  const roles = rolesOf(columns);
  const numNumbers = columns.filter(({ use }) => use === "numbers").length;
  const numPlaces = columns.filter(({ use }) => use === "watch").length;
  const kept: number[] = [];
  const features: TextFeature[] = [];
  const leftOut: LeftOutColumn[] = [];
  let numberSlot = 0;
  let placeSlot = 0;
  columns.forEach(({ name, place, isNamed, use, facts }, index) => {
    if (use === "skip") {
      return;
    }
    const isPlaces = use === "watch";
    const slot = isPlaces ? placeSlot++ : numberSlot++;
    const list = isPlaces ? places : numbers.places;
    const width = isPlaces ? numPlaces : numNumbers;
    const first = cells.firstTexts[index];
    const role = roles[index];
    if (role === "numeric") {
      kept.push(slot);
      features.push({ name, place: place ?? placeOf(numbers.places, slot) });
      return;
    }
    if (role === "spoiled") {
      throw spoiledColumn(name, first ?? part.ranges[0], text, codes, facts);
    }
    if (role === "empty" && !isNamed) {
      return;
    }
    leftOut.push({ name, index, place, values: sharedTexts(text, list, decodeCell, slot, width) });
  });
  const range = rangeOf(numbers.places, places, part);
  if (kept.length === 0) {
    throw noNumericColumn(leftOut, range);
  }
  return {
    ...takeColumns(numbers, samples, numNumbers, kept),
    hasMissing: numbers.hasMissing,
    shape: [samples, kept.length],
    sampleIndex: countUpTo(samples),
    features,
    leftOut,
    notices: columnNotices(columns, roles),
    range,
  };
}

/** The places of cells are without their outer quotes; doubled ones stand for one. */
function decodeCell(token: string): string {
  return token.replaceAll('""', '"');
}

/** The columns `kept` of a row-major list; the list's own arrays where that is all of them. */
function takeColumns(
  { values, places, count }: NumberList,
  samples: number,
  width: number,
  kept: readonly number[],
): Pick<Grid, "data" | "places"> {
  if (kept.length === width) {
    return { data: values.subarray(0, count), places };
  }
  const numFeatures = kept.length;
  const data = new Float64Array(samples * numFeatures);
  for (let sample = 0, i = 0; sample < samples; sample++) {
    for (let c = 0; c < numFeatures; c++, i++) {
      data[i] = values[sample * width + kept[c]];
    }
  }
  const indexOf = (i: number): number => Math.floor(i / numFeatures) * width + kept[i % numFeatures];
  return { data, places: selectPlaces(places, data.length, indexOf) };
}

/** From the first cell to the last. */
function rangeOf(numbers: PlaceList, texts: PlaceList, { ranges }: CsvPart): Span {
  const lists = [numbers, texts].filter(({ length }) => length > 0);
  if (lists.length === 0) {
    return ranges[0];
  }
  return {
    start: Math.min(...lists.map((list) => list.startOf(0))),
    end: Math.max(...lists.map((list) => list.lastEnd)),
  };
}
