import { findStates, isParameterName, type FoundStates } from "../layers/findStates.ts";
import type { Parameter } from "../layers/parameter.ts";
import { placeOf } from "../numbers/places.ts";
import { columnRole } from "../grid/columnRole.ts";
import { type CellKind, cellKind } from "../table/cells.ts";
import { cellText } from "../table/dialect.ts";
import { countRecords } from "../table/header.ts";
import type { TensorOutline } from "../tensorOutline.ts";
import type { FindOptions, TextTensor } from "../types.ts";
import { csvPlan } from "./csvReader.ts";

/** The one tensor of a table, header included, as its first records suggest it; none where they hold no numbers. */
export function csvTensor(text: string, codes: Uint8Array, options: FindOptions): TensorOutline[] {
  const plan = csvPlan(text, codes, options);
  if (plan === null) {
    return [];
  }
  const { sample, header, format, uses, footer } = plan;
  const data = sample.records.filter(([first]) => first.start >= header.dataStart);
  const numFeatures = header.columns.filter((_, column) => {
    const kinds = data
      .filter((record) => column < record.length)
      .map((record) => cellKind(cellText(text, record[column]), format.decimalPoint));
    const count = (wanted: CellKind): number => kinds.filter((kind) => kind === wanted).length;
    const role = columnRole({ numbers: count("number"), texts: count("text") });
    return role === "numeric" || role === "spoiled";
  }).length;
  const records = countRecords(codes, header.dataStart, format.delimiter, uses.length);
  const samples = records - (footer?.lines.length ?? 0);
  const range = { start: header.place?.start ?? header.dataStart, end: text.trimEnd().length };
  return samples === 0 || numFeatures === 0
    ? []
    : [{ path: "", kind: "table", format: "csv", shape: [samples, numFeatures], range, problem: null }];
}

/**
 * Layers whose parameters are the columns of a table ("bn1.weight" as a column's name, a row for each channel), or its
 * rows (the name first, then a value for each channel).
 */
export function readCsvLayers(tensor: TextTensor): FoundStates {
  const columns = findStates(parameterColumns(tensor));
  return columns.layers.length > 0 ? columns : findStates(parameterRows(tensor));
}

function parameterColumns({ data, shape, features, places, range }: TextTensor): Parameter[] {
  const width = features.length;
  return features.flatMap((feature, c) => {
    const cells = Array.from({ length: shape[0] }, (_, n) => n * width + c);
    return parameterOf(feature.name, data, withoutGaps(cells, data), places, feature.place ?? range, false);
  });
}

function parameterRows({ data, features, places, leftOut }: TextTensor): Parameter[] {
  const width = features.length;
  return (leftOut.at(0)?.values ?? []).flatMap((key, sample) => {
    const row = Array.from({ length: width }, (_, c) => sample * width + c);
    // A layer with fewer channels than another has cells left over.
    while (row.length > 0 && Number.isNaN(data[row[row.length - 1]])) row.pop();
    return row.length === 0 ? [] : parameterOf(key, data, row, places, placeOf(places, row[0]), row.length === 1);
  });
}

/** A single value among empty cells is a scalar; elsewhere a NaN is a channel's. */
function withoutGaps(cells: number[], data: ArrayLike<number>): number[] {
  const present = cells.filter((i) => !Number.isNaN(data[i]));
  return present.length === 1 ? present : cells;
}

function parameterOf(
  path: string,
  data: ArrayLike<number>,
  cells: readonly number[],
  places: TextTensor["places"],
  place: Parameter["place"],
  isScalar: boolean,
): Parameter[] {
  if (!isParameterName(path)) {
    return [];
  }
  const values = Float64Array.from(cells, (i) => data[i]);
  return [{ path, values, isScalar, word: null, unreadable: null, place, placeOf: (i) => placeOf(places, cells[i]) }];
}
