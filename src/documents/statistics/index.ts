import { t } from "@vscode/l10n";
import { characterCodes } from "../text/characterCodes.ts";
import { findFormat } from "../table/dialect.ts";
import { CsvScanner } from "../csv/csvScanner.ts";
import { DocumentError } from "../documentError.ts";
import { formatOf } from "../text/format.ts";
import { positionAt } from "../text/textPosition.ts";
import { stateRows } from "./stateRows.ts";
import { statisticsRow, type RawRecord, type StatisticsRow } from "./statisticsRow.ts";

export type { RowBins, StatisticsRow } from "./statisticsRow.ts";

/**
 * Reads statistics that a database computed: CSV with a header, a JSON array of records or JSON Lines. A record per
 * feature, or several where each is of another partition. Smallest and largest value may be missing. States of a layer
 * from several clients, each beside its count, are statistics too.
 *
 * @throws DocumentError EMPTY, BROKEN_JSON, NO_STATISTICS
 * @example readStatistics("feature,count,mean,variance,min,max\na,3,5,0.5,4,6", "csv") // [{ feature: "a", count: 3, … }]
 */
export function readStatistics(text: string, languageId: string): StatisticsRow[] {
  const isJson = formatOf(text, languageId) === "json";
  const values = isJson ? parseRecords(text) : [];
  // One object of clients is one record; several are an array of them.
  const states = isJson ? stateRows(values.length === 1 ? values[0] : values) : null;
  if (states !== null) return states;
  const records = isJson ? jsonRecords(values) : csvRecords(text, languageId);
  if (records.length === 0) throw new DocumentError("EMPTY", t("the file is empty: there are no statistics"));
  return records.map(statisticsRow);
}

function csvRecords(text: string, languageId: string): RawRecord[] {
  const codes = characterCodes(text);
  const sample = findFormat({ text, codes, isWhole: true }, { languageId, delimiter: undefined });
  if (sample === null) return [];
  const scanner = new CsvScanner(codes, sample.format.delimiter);
  const records: RawRecord[] = [];
  let names: readonly string[] | null = null;
  while (scanner.startRecord()) {
    if (scanner.isHashLine()) {
      scanner.skipLine();
      continue;
    }
    const fields = scanner.readRecord();
    const texts = fields.map(({ start, end }) => text.slice(start, end).replaceAll('""', '"'));
    if (names === null) {
      names = texts.map((name) => name.replace(/^\ufeff/, "").toLowerCase());
      continue;
    }
    const place = { start: fields[0].start, end: fields[fields.length - 1].end };
    const values = new Map(names.slice(0, texts.length).map((name, i) => [name, texts[i]]));
    records.push({ values, place, label: t("line {0}", positionAt(codes, place.start).line) });
  }
  return records;
}

function jsonRecords(records: readonly unknown[]): RawRecord[] {
  return records.map((record, index) => {
    const values = new Map(
      Object.entries(Object(record) as object).map(([key, value]) => [key.toLowerCase(), value as unknown]),
    );
    return { values, place: null, label: t("record {0}", index + 1) };
  });
}

/** The records of an array, or those of JSON Lines. */
function parseRecords(text: string): readonly unknown[] {
  try {
    const whole = JSON.parse(text) as unknown;
    return Array.isArray(whole) ? whole : [whole];
  } catch (notOneText) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    try {
      return lines.map((line) => JSON.parse(line) as unknown);
    } catch (notLines) {
      const reason = text.trimStart().startsWith("[") ? notOneText : notLines;
      const message = reason instanceof Error ? reason.message : String(reason);
      throw new DocumentError("BROKEN_JSON", t("the statistics are not JSON: {0}", message));
    }
  }
}
