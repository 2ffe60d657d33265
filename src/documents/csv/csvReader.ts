import { t } from "@vscode/l10n";
import { blankMarks } from "../text/characterCodes.ts";
import { comma } from "../text/characters.ts";
import { type CsvPart, selectedPart } from "./csvSelection.ts";
import { type CsvCells, readCells } from "./csvTable.ts";
import { csvGrid, judgedColumns } from "./csvGrid.ts";
import { DocumentError } from "../documentError.ts";
import { type Grid, toTensor } from "../grid/grid.ts";
import { noNumericColumn } from "../grid/tableColumns.ts";
import { applyMissingValues } from "../grid/missingSamples.ts";
import { rolesOf } from "../table/columnRoles.ts";
import { columnHints } from "../table/hints.ts";
import {
  decideDecimalPoint,
  type SeparatedCell,
  type SeparatorCounts,
  type SeparatorDecision,
} from "../table/separators.ts";
import { beforeNotices, footerNotices, nameNotices, repeatNotices, separatorNotices } from "../table/tableNotices.ts";
import { type ColumnUse, planTable, tailOf, type TablePlan } from "../table/tablePlan.ts";
import { noRowsMessage } from "../table/tableWords.ts";
import { columnsLabel, linesLabel } from "../text/rangeLabel.ts";
import { effectiveSelections } from "../grid/selection.ts";
import { countLineEnds, positionAt } from "../text/textPosition.ts";
import type { ReadOptions, Span, TextNotice, TextTensor } from "../types.ts";

/**
 * Reads the tensor that the selections mean out of a delimited text: rows are samples, columns are features.
 *
 * @throws DocumentError as `readTensor`
 */
export function readCsv(text: string, codes: Uint8Array, options: ReadOptions): TextTensor {
  const plan = csvPlan(text, codes, options);
  if (plan === null) {
    throw new DocumentError("EMPTY", t("the file has comments only: there are no numbers to normalize"), {
      start: 0,
      end: text.length,
    });
  }
  const part = selectedPart(text, codes, plan, effectiveSelections(options.selections));
  const read = new PlannedReader(text, codes, plan, part).read();
  const grid = applyMissingValues(read.grid, options.missingValues, codes);
  const notices = [...grid.notices, ...columnHints({ ...grid, hasUnnamedFirst: read.hasUnnamedFirst })];
  return toTensor(
    { ...grid, notices },
    {
      format: "csv",
      rangeLabel: part.columns ? columnsLabel(part.columns) : rowsLabel(codes, part, read.grid),
      numSamplesInText: read.grid.shape[0],
      decimalPoint: read.decimalPoint === comma ? "," : ".",
    },
  );
}

/** How a whole text is read as a table; null where it has no rows at all. */
export function csvPlan(
  text: string,
  codes: Uint8Array,
  options: Omit<ReadOptions, "selections" | "missingValues">,
): TablePlan | null {
  blankMarks(text, codes);
  const { tail, start } = tailOf(text);
  const plan = planTable({ text, codes, isWhole: true, tail }, options);
  if (typeof plan === "string") return null;
  const footer = plan.footer && { ...plan.footer, start: plan.footer.start + start };
  return { ...plan, footer: footer !== null && footer.start > plan.header.dataStart ? footer : null };
}

/** Reads the cells that a plan says; again where they turn out to be something else. */
class PlannedReader {
  readonly #text: string;
  readonly #codes: Uint8Array;
  #plan: TablePlan;
  #part: CsvPart;
  #uses: readonly ColumnUse[];
  #decimalPoint: number;
  #decision: SeparatorDecision | null = null;
  /** The first cell that was a number either way when it was decided. */
  #firstOpen: Span | null = null;

  constructor(text: string, codes: Uint8Array, plan: TablePlan, part: CsvPart) {
    this.#text = text;
    this.#codes = codes;
    this.#plan = plan;
    this.#part = part;
    const wanted = part.columns ? new Set(part.columns) : null;
    this.#uses = plan.uses.map((use, c) => (wanted && !wanted.has(c) ? "skip" : use));
    this.#decimalPoint = plan.format.decimalPoint;
  }

  read(): { grid: Grid; decimalPoint: number; hasUnnamedFirst: boolean } {
    const { header } = this.#plan;
    if (this.#uses.every((use) => use === "skip")) throw noNumericColumn([], this.#part.ranges[0]);
    if (this.#plan.asksForDecimals) this.#decide();
    for (;;) {
      const cells = this.#cells();
      if (cells.isSeparated && this.#decision === null && !this.#plan.isDecimalGiven) {
        this.#decide();
        continue;
      }
      const { footer } = this.#plan;
      if (footer !== null && !this.#part.hasRows && cells.end > footer.start) {
        // It is a part of the last row.
        this.#plan = { ...this.#plan, footer: null };
        this.#part = { ...this.#part, ranges: [{ start: header.dataStart, end: this.#text.length }] };
        continue;
      }
      if (cells.samples === 0) throw new DocumentError("EMPTY", noRowsMessage(), header.place);
      const uses = this.#uses;
      const named = header.columns.map((column, c) => ({ ...column, use: uses[c] }));
      const columns = judgedColumns(this.#text, this.#codes, named, cells);
      const roles = rolesOf(columns);
      const corrected = uses.map((use, c): ColumnUse => (use === "watch" && roles[c] === "numeric" ? "numbers" : use));
      if (corrected.some((use, c) => use !== uses[c])) {
        this.#uses = corrected;
        continue;
      }
      const grid = csvGrid(this.#text, this.#codes, columns, cells, this.#part);
      const notices = [...this.#notices(cells), ...grid.notices];
      const hasUnnamedFirst = header.place !== null && !header.columns[0].isNamed && roles[0] === "numeric";
      return { grid: { ...grid, notices }, decimalPoint: this.#decimalPoint, hasUnnamedFirst };
    }
  }

  /** Looks at every number to see what parts its decimals. */
  #decide(): void {
    const separators: SeparatorCounts[] = [];
    const { firstSeparated } = this.#cells(separators);
    const counts = separators.filter(
      (column, c) => (column as SeparatorCounts | undefined) && this.#uses[c] !== "skip",
    );
    this.#decision = decideDecimalPoint(counts, this.#plan.format.delimiter);
    this.#decimalPoint = this.#decision.decimalPoint;
    this.#firstOpen = firstSeparated;
  }

  #cells(separators?: SeparatorCounts[]): CsvCells {
    const { format, header, repeats } = this.#plan;
    const likely = this.#plan.uses.map((use) => use === "numbers");
    const rows = { format: { ...format, decimalPoint: this.#decimalPoint }, uses: this.#uses, likely, repeats };
    const places = { ranges: this.#part.ranges, widthPlace: header.place?.start ?? header.dataStart };
    return readCells(this.#text, this.#codes, rows, separators ? { ...places, separators } : places);
  }

  #notices(cells: CsvCells): TextNotice[] {
    const { header, footer } = this.#plan;
    const { before, numericNames, place, dataStart } = header;
    const lineOf = (offset: number): number => positionAt(this.#codes, offset).line;
    const nameStart = place?.start ?? dataStart;
    const repeats = cells.repeats.map((start) => ({ start, end: start }));
    const foot = footer && !this.#part.hasRows ? footer : null;
    return [
      ...beforeNotices(
        before.map(({ start }) => lineOf(start)),
        before.length > 0 ? this.#text.slice(before[0].start, before[0].end) : "",
        before.at(0) ?? null,
      ),
      ...nameNotices(numericNames, lineOf(nameStart), place),
      ...separatorNotices(this.#decision, ...this.#separatedCell(cells.firstSeparated ?? this.#firstOpen)),
      ...repeatNotices(
        repeats.map(({ start }) => lineOf(start)),
        repeats.at(0) ?? null,
      ),
      ...footerNotices(foot, foot ? lineOf(foot.start) : 0, foot && { start: foot.start, end: foot.start }),
    ];
  }

  #separatedCell(place: Span | null): [SeparatedCell | null, Span | null] {
    if (place === null) return [null, null];
    const { start, end } = place;
    return [{ text: this.#text.slice(start, end), line: positionAt(this.#codes, start).line }, place];
  }
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
