import type { CsvHeader } from "./csvHeader.ts";
import type { CsvPart } from "./csvSelection.ts";
import type { ColumnUse, CsvCells } from "./csvTable.ts";
import { columnRole } from "../grid/columnRole.ts";
import { type Grid, countUpTo } from "../grid/grid.ts";
import type { NumberList } from "../numbers/numberList.ts";
import type { PlaceList } from "../numbers/placeList.ts";
import { placeOf, selectPlaces } from "../numbers/places.ts";
import {
  type LeftOutCount,
  leftOutNotices,
  noNumericColumn,
  sharedTexts,
  spoiledColumn,
} from "../grid/tableColumns.ts";
import type { LeftOutColumn, Span, TextFeature } from "../types.ts";

/** Turns the cells of a table into a grid: the columns of numbers, and the others left out with a notice each. */
export function csvGrid(
  text: string,
  codes: Uint8Array,
  header: CsvHeader,
  uses: readonly ColumnUse[],
  cells: CsvCells,
  part: CsvPart,
): Grid {
  const { samples, numbers, places } = cells;
  const numNumbers = uses.filter((use) => use === "numbers").length;
  const numPlaces = uses.filter((use) => use === "places").length;
  const kept: number[] = [];
  const features: TextFeature[] = [];
  const leftOut: LeftOutColumn[] = [];
  const counts: LeftOutCount[] = [];
  let numberSlot = 0;
  let placeSlot = 0;
  uses.forEach((use, index) => {
    if (use === "skip") {
      return;
    }
    const { name, place, isNamed } = header.columns[index];
    const isPlaces = use === "places";
    const slot = isPlaces ? placeSlot++ : numberSlot++;
    const list = isPlaces ? places : numbers.places;
    const width = isPlaces ? numPlaces : numNumbers;
    const texts = isPlaces ? samples : cells.texts[index];
    const role = columnRole({ numbers: samples - texts - cells.missing[index], texts });
    if (role === "numeric") {
      kept.push(slot);
      features.push({ name, place: place ?? placeOf(numbers.places, slot) });
    } else if (role === "spoiled") {
      const i = cells.firstText[index] * numNumbers + slot;
      throw spoiledColumn(name, placeOf(numbers.places, i), text, codes);
    } else if (role === "text" || isNamed) {
      leftOut.push({ name, index, place, values: sharedTexts(text, list, decodeCell, slot, width) });
      counts.push({ name, place, texts });
    }
  });
  const range = rangeOf(numbers.places, places, part);
  if (kept.length === 0) {
    throw noNumericColumn(leftOut, range);
  }
  const columns = takeColumns(numbers, samples, numNumbers, kept);
  return {
    ...columns,
    hasMissing: numbers.hasMissing,
    shape: [samples, kept.length],
    sampleIndex: countUpTo(samples),
    features,
    leftOut,
    notices: [...header.notices, ...leftOutNotices(counts)],
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
