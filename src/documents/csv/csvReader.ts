import { t } from "@vscode/l10n";
import { cellKind } from "./cellText.ts";
import { comma } from "../text/characters.ts";
import { columnRole } from "../grid/columnRole.ts";
import { type CsvSample, findFormat } from "./csvDialect.ts";
import { type CsvHeader, findHeader } from "./csvHeader.ts";
import { type CsvPart, selectedPart } from "./csvSelection.ts";
import { type ColumnUse, type CsvCells, readCells } from "./csvTable.ts";
import { csvGrid } from "./csvGrid.ts";
import { DocumentError } from "../documentError.ts";
import { type Grid, toTensor } from "../grid/grid.ts";
import { applyMissingValues } from "../grid/missingSamples.ts";
import { columnsLabel, linesLabel } from "../text/rangeLabel.ts";
import { effectiveSelections } from "../grid/selection.ts";
import { countLineEnds, positionAt } from "../text/textPosition.ts";
import type { ReadOptions, TextTensor } from "../types.ts";

/**
 * Reads the tensor that the selections mean out of a delimited text: rows are samples, columns are features.
 *
 * @throws DocumentError as `readTensor`
 */
export function readCsv(text: string, codes: Uint8Array, options: ReadOptions): TextTensor {
  const sample = findFormat(text, codes, options);
  if (sample.records.length === 0) {
    throw new DocumentError("EMPTY", t("the file has comments only: there are no numbers to normalize"), {
      start: 0,
      end: text.length,
    });
  }
  const header = findHeader(text, codes, sample, options.header);
  const part = selectedPart(text, codes, sample.format, header, effectiveSelections(options.selections));
  const grid = readGrid(text, codes, sample, header, part, options.exclude ?? []);
  return toTensor(applyMissingValues(grid, options.missingValues, codes), {
    format: "csv",
    rangeLabel: part.columns ? columnsLabel(part.columns) : rowsLabel(codes, part, grid),
    numSamplesInText: grid.shape[0],
    decimalPoint: sample.format.decimalPoint === comma ? "," : ".",
  });
}

/** Reads the cells; once more where a column that began with text turns out to hold numbers after all. */
function readGrid(
  text: string,
  codes: Uint8Array,
  sample: CsvSample,
  header: CsvHeader,
  part: CsvPart,
  exclude: readonly string[],
): Grid {
  const widthPlace = header.place?.start ?? header.dataStart;
  let uses = guessUses(text, sample, header, part, exclude);
  for (;;) {
    const cells = readCells(text, codes, sample.format, uses, part.ranges, widthPlace);
    if (cells.samples === 0) {
      throw new DocumentError("EMPTY", t("there are no numbers: the table has a header and no rows"), header.place);
    }
    const corrected = correctUses(text, sample, uses, cells);
    if (!corrected) {
      return csvGrid(text, codes, header, uses, cells, part);
    }
    uses = corrected;
  }
}

/** Columns in which the sample has texts only are taken for text: their cells need not be tried as numbers. */
function guessUses(
  text: string,
  sample: CsvSample,
  header: CsvHeader,
  part: CsvPart,
  exclude: readonly string[],
): ColumnUse[] {
  const data = sample.records.filter(([first]) => first.start >= header.dataStart);
  const wanted = part.columns ? new Set(part.columns) : null;
  return header.columns.map(({ name }, c) => {
    if ((wanted && !wanted.has(c)) || exclude.includes(name)) {
      return "skip";
    }
    const kinds = data
      .filter((record) => c < record.length)
      .map((record) => cellKind(text.slice(record[c].start, record[c].end), sample.format.decimalPoint));
    return kinds.includes("text") && !kinds.includes("number") ? "places" : "numbers";
  });
}

/** Null where the guess was right. */
function correctUses(
  text: string,
  { format, records }: CsvSample,
  uses: readonly ColumnUse[],
  { samples, places }: CsvCells,
): ColumnUse[] | null {
  if (samples < records.length || places.length === 0) {
    return null; // the sample has seen every record
  }
  const columns = uses.flatMap((use, c) => (use === "places" ? [c] : []));
  const wrong = columns.filter((_, p) => {
    const counts = { numbers: 0, texts: 0 };
    for (let i = p; i < places.length; i += columns.length) {
      const kind = cellKind(text.slice(places.startOf(i), places.endOf(i)), format.decimalPoint);
      counts.numbers += kind === "number" ? 1 : 0;
      counts.texts += kind === "text" ? 1 : 0;
    }
    return columnRole(counts) !== "text";
  });
  return wrong.length === 0 ? null : uses.map((use, c) => (wrong.includes(c) ? "numbers" : use));
}

function rowsLabel(codes: Uint8Array, { ranges, hasRows }: CsvPart, grid: Grid): string {
  if (!hasRows) {
    const first = positionAt(codes, grid.range.start).line;
    return linesLabel([{ first, last: first + countLineEnds(codes, grid.range.start, grid.range.end) }]);
  }
  const runs: { first: number; last: number }[] = [];
  let line = 1;
  let position = 0;
  for (const { start, end } of ranges) {
    line += countLineEnds(codes, position, start);
    const last = line + countLineEnds(codes, start, end);
    const run = runs.at(-1);
    if (run && run.last + 1 >= line) {
      run.last = last;
    } else {
      runs.push({ first: line, last });
    }
    line = last;
    position = end;
  }
  return linesLabel(runs);
}
