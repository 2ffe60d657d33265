import { layersOf } from "../layers/jsonLayers.ts";
import { type LayerState, type Parameter, parameterName } from "../layers/state.ts";
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
export function readCsvLayers(tensor: TextTensor): LayerState[] {
  const columns = layersOf(parameterColumns(tensor));
  return columns.length > 0 ? columns : layersOf(parameterRows(tensor));
}

function parameterColumns({ data, shape, features, places, range }: TextTensor): Parameter[] {
  const width = features.length;
  return features.flatMap((feature, c) => {
    const name = parameterName(feature.name);
    if (!name) {
      return [];
    }
    const column = Array.from({ length: shape[0] }, (_, n) => n * width + c).filter((i) => !Number.isNaN(data[i]));
    const values = Float64Array.from(column, (i) => data[i]);
    const placeOfValue = (i: number): Parameter["place"] => placeOf(places, column[i]);
    return [{ ...name, values, isScalar: false, place: feature.place ?? range, placeOf: placeOfValue }];
  });
}

function parameterRows({ data, features, places, leftOut }: TextTensor): Parameter[] {
  const width = features.length;
  return (leftOut.at(0)?.values ?? []).flatMap((key, sample) => {
    const name = parameterName(key);
    const row = Array.from({ length: width }, (_, c) => sample * width + c).filter((i) => !Number.isNaN(data[i]));
    if (!name || row.length === 0) {
      return [];
    }
    const placeOfValue = (i: number): Parameter["place"] => placeOf(places, row[i]);
    const values = Float64Array.from(row, (i) => data[i]);
    return [{ ...name, values, isScalar: values.length === 1, place: placeOfValue(0), placeOf: placeOfValue }];
  });
}
