import type { CsvHeader } from "./csvHeader.ts";
import type { CsvPart } from "./csvSelection.ts";
import type { ColumnUse, CsvCells } from "./csvTable.ts";
import { columnRole } from "./columnRole.ts";
import { type Grid, countUpTo } from "./grid.ts";
import type { NumberList } from "./numberList.ts";
import { type LeftOutCount, leftOutNotices, noNumericColumn, sharedTexts, spoiledColumn } from "./tableColumns.ts";
import type { LeftOutColumn, Span, TextFeature } from "./types.ts";

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
    const list = isPlaces ? places : numbers;
    const width = isPlaces ? numPlaces : numNumbers;
    const texts = isPlaces ? samples : cells.texts[index];
    const role = columnRole({ numbers: samples - texts - cells.missing[index], texts });
    if (role === "numeric") {
      kept.push(slot);
      features.push({ name, place: place ?? { start: numbers.starts[slot], end: numbers.ends[slot] } });
    } else if (role === "spoiled") {
      const i = cells.firstText[index] * numNumbers + slot;
      throw spoiledColumn(name, { start: numbers.starts[i], end: numbers.ends[i] }, text, codes);
    } else if (role === "text" || isNamed) {
      leftOut.push({ name, index, place, values: sharedTexts(text, list, decodeCell, slot, width) });
      counts.push({ name, place, texts });
    }
  });
  const range = rangeOf(numbers, places, part);
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
  { values, starts, ends, count }: NumberList,
  samples: number,
  width: number,
  kept: readonly number[],
): Pick<Grid, "data" | "starts" | "ends"> {
  if (kept.length === width) {
    return { data: values.subarray(0, count), starts: starts.subarray(0, count), ends: ends.subarray(0, count) };
  }
  const numFeatures = kept.length;
  const data = new Float64Array(samples * numFeatures);
  const keptStarts = new Uint32Array(data.length);
  const keptEnds = new Uint32Array(data.length);
  for (let sample = 0, i = 0; sample < samples; sample++) {
    for (let c = 0; c < numFeatures; c++, i++) {
      const source = sample * width + kept[c];
      data[i] = values[source];
      keptStarts[i] = starts[source];
      keptEnds[i] = ends[source];
    }
  }
  return { data, starts: keptStarts, ends: keptEnds };
}

/** From the first cell to the last. */
function rangeOf(numbers: NumberList, places: NumberList, { ranges }: CsvPart): Span {
  const lists = [numbers, places].filter(({ count }) => count > 0);
  if (lists.length === 0) {
    return ranges[0];
  }
  return {
    start: Math.min(...lists.map((list) => list.starts[0])),
    end: Math.max(...lists.map((list) => list.ends[list.count - 1])),
  };
}
