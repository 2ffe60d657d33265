import type { Grid } from "../../grid/grid.ts";
import { gridOfColumns, type TableColumn } from "../../grid/tableColumns.ts";
import type { JsonCandidate } from "../jsonCandidate.ts";
import { readColumns, readRowMap, readColumnMap, readRecords, readRows } from "./tableForms.ts";
import { TableReader } from "./tableReader.ts";
import { tableNotices, vectorNotices, withoutVectors } from "./tableNotices.ts";

/**
 * Reads records, rows with texts, or an object of columns, as a table. The text has been checked by the outline. A key
 * that a record lacks is a missing value. A member that is an object or a list gives one column for each thing in it:
 * train.loss, embedding[0].
 *
 * @throws DocumentError NOT_A_NUMBER, NO_NUMBERS
 */
export function readTable(text: string, codes: Uint8Array, candidate: JsonCandidate): Grid {
  const reader = new TableReader(text, codes, candidate);
  const samples = readSamples(reader, candidate);
  const read = reader.finish(samples);
  const { columns, leftOut } = withoutVectors(withoutIndex(read, text, candidate), reader.vectors);
  const place = { start: candidate.start, end: candidate.end };
  const grid = gridOfColumns(columns, samples, place, text, codes);
  return {
    ...grid,
    notices: [...grid.notices, ...leftOut, ...tableNotices(reader, candidate, grid), ...vectorNotices(reader, grid)],
  };
}

/** Without the columns that a schema calls the index of the rows. */
function withoutIndex(
  columns: readonly TableColumn[],
  text: string,
  { schema }: JsonCandidate,
): readonly TableColumn[] {
  const index = schema === null ? [] : indexNames(text.slice(schema.start, schema.end));
  return index.length === 0 ? columns : columns.filter(({ name }) => !index.includes(name));
}

function indexNames(schema: string): readonly unknown[] {
  try {
    const { primaryKey } = JSON.parse(schema) as { primaryKey?: unknown };
    return Array.isArray(primaryKey) ? primaryKey : [primaryKey];
  } catch {
    return []; // a comment or a word that only Python writes: it names no index
  }
}

function readSamples(reader: TableReader, candidate: JsonCandidate): number {
  switch (candidate.kind) {
    case "rows":
      return readRows(reader, candidate);
    case "columns":
      return readColumns(reader);
    case "rowMap":
      return readRowMap(reader);
    case "columnMap":
      return readColumnMap(reader);
    case "array":
    case "series":
      throw new Error(`${candidate.kind} is no table`);
    case "records":
      return readRecords(reader, candidate);
  }
}
