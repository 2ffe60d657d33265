import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import type { FilePlan } from "../../../documents/stream/plans/filePlan.ts";
import type { StreamedUse, TableRows } from "../../../documents/stream/plans/rowPlan.ts";
import type { PlannedTable } from "../../../documents/stream/plans/filePlan.ts";
import { withUses } from "../../../documents/stream/plans/tablePlan.ts";
import { columnNotices, rolesOf, type JudgedColumn } from "../../../documents/table/columnRoles.ts";
import { decideDecimalPoint, type SeparatedCell, type SeparatorDecision } from "../../../documents/table/separators.ts";
import { footerNotices, repeatNotices, separatorNotices } from "../../../documents/table/tableNotices.ts";
import { noNumbersMessage, noRowsMessage, spoiledMessage } from "../../../documents/table/tableWords.ts";
import type { TextNotice } from "../../../documents/types.ts";
import { fileFailure } from "../fileFailure.ts";
import { scanPlan, type FileScan, type ScanOptions } from "./planScan.ts";
import type { FileTotals } from "./fileTotals.ts";
import type { ScanPool } from "./scanPool.ts";

/**
 * Scans a table. One that is what its first lines suggest is read once; otherwise all cells are counted first, in every
 * row, and what the text reader would decide from the same counts is decided from them.
 *
 * @throws Failure RAGGED, NOT_A_NUMBER, NO_NUMBERS, MISSING_VALUE, EMPTY, … with the line
 */
export function scanTable(
  source: ByteSource,
  pool: ScanPool,
  plan: FilePlan,
  table: PlannedTable,
  options: ScanOptions,
): Promise<FileScan> {
  return new TableScan(source, pool, plan, table, options).run();
}

class TableScan {
  readonly #source: ByteSource;
  readonly #pool: ScanPool;
  readonly #wholeStop: number;
  #table: PlannedTable;
  #options: ScanOptions;
  #plan: FilePlan;
  #decision: SeparatorDecision | null = null;
  /** The first cell that was a number either way when it was decided. */
  #firstOpen: SeparatedCell | null = null;

  constructor(source: ByteSource, pool: ScanPool, plan: FilePlan, table: PlannedTable, options: ScanOptions) {
    this.#source = source;
    this.#pool = pool;
    this.#plan = plan;
    this.#table = table;
    const { range } = options;
    this.#wholeStop = range.stop;
    this.#options = { ...options, range: { start: range.start, stop: Math.min(range.stop, table.dataEnd) } };
  }

  async run(): Promise<FileScan> {
    if (this.#plan.names.length === 0) this.#takeOneColumn();
    if (this.#table.asksForDecimals) await this.#decide();
    for (;;) {
      const quick = await this.#scan("omitRows");
      if (this.#asksForDecimals(quick.totals)) {
        await this.#decide();
        continue;
      }
      if (this.#footerIsRow(quick)) continue;
      if (isAsPlanned(quick)) return this.#finish(quick, this.#judged(quick.totals));
      const counted = await this.#scan("ignore");
      if (counted.totals.rows === 0) throw fileFailure("EMPTY", noRowsMessage());
      if (this.#asksForDecimals(counted.totals)) {
        await this.#decide();
        continue;
      }
      const columns = this.#judged(counted.totals);
      const uses = usesOf(columns);
      if (!uses.includes("numbers")) throw noNumbers(columns);
      if (uses.every((use, c) => use === columns[c].use)) {
        return this.#finish(quick, columns);
      }
      this.#plan = withUses(this.#plan, uses);
      return this.#finish(await this.#scan("omitRows"), columns);
    }
  }

  /** Whether the lines behind the rows turn out to be a part of the last row: then there are none. */
  #footerIsRow({ end }: FileScan): boolean {
    const { range } = this.#options;
    if (this.#table.footer === null || end <= range.stop || range.stop === this.#wholeStop) return false;
    this.#table = { ...this.#table, footer: null };
    this.#options = { ...this.#options, range: { start: range.start, stop: this.#wholeStop } };
    return true;
  }

  /** Where no column seems to hold numbers, one is read as such: it is counted as all of them are. */
  #takeOneColumn(): void {
    const { uses } = this.#rows();
    const first = uses.indexOf("watch");
    if (first < 0) throw noNumbers([]);
    this.#plan = withUses(
      this.#plan,
      uses.map((use, c) => (c === first ? "numbers" : use)),
    );
  }

  /** The scan that is asked for, once all columns are what they are taken for. */
  async #finish(omitting: FileScan, columns: readonly JudgedColumn[]): Promise<FileScan> {
    const { missingValues } = this.#options;
    const isOther = missingValues !== "omitRows" && omitting.totals.incompleteRows > 0;
    const scan = isOther ? await this.#scan(missingValues) : omitting;
    return { ...scan, notices: [...this.#notices(scan.totals), ...columnNotices(columns, rolesOf(columns))] };
  }

  #asksForDecimals({ firstSeparated }: FileTotals): boolean {
    return firstSeparated !== null && this.#decision === null && !this.#table.isDecimalGiven;
  }

  /** Looks at every number to see what parts its decimals. */
  async #decide(): Promise<void> {
    const rows = this.#rows();
    const counting = { ...this.#plan, rows: { ...rows, countsSeparators: true } };
    const { totals } = await scanPlan(this.#source, this.#pool, counting, {
      ...this.#options,
      missingValues: "ignore",
    });
    this.#decision = decideDecimalPoint(Object.values(totals.separators), rows.format.delimiter);
    this.#firstOpen = totals.firstSeparated;
    const format = { ...rows.format, decimalPoint: this.#decision.decimalPoint };
    this.#plan = { ...this.#plan, rows: { ...rows, format } };
  }

  #scan(missingValues: ScanOptions["missingValues"]): Promise<FileScan> {
    return scanPlan(this.#source, this.#pool, this.#plan, { ...this.#options, missingValues });
  }

  #rows(): TableRows {
    const { rows } = this.#plan;
    if (rows.kind !== "table") throw new Error("the plan is not of a table");
    return rows;
  }

  /** Every column with what its cells were found to be; exact if no row was omitted. */
  #judged(totals: FileTotals): JudgedColumn[] {
    const { uses } = this.#rows();
    let slot = 0;
    return this.#table.columns.map(({ name, isNamed }, c) => {
      const found = totals.texts.get(c);
      const firstText = found ? { text: found.text, line: found.line, column: found.column, place: null } : null;
      const counts =
        uses[c] === "numbers"
          ? { numbers: totals.moments[slot++].count, texts: found?.count ?? 0 }
          : (totals.watched.at(c) ?? { numbers: 0, texts: 0 });
      return { name, isNamed, place: null, use: uses[c], facts: { ...counts, firstText } };
    });
  }

  #notices(totals: FileTotals): TextNotice[] {
    return [
      ...separatorNotices(this.#decision, totals.firstSeparated ?? this.#firstOpen, null),
      ...repeatNotices(totals.repeats, null),
      ...footerNotices(this.#options.range.stop < this.#wholeStop ? this.#table.footer : null, totals.nextLine, null),
    ];
  }
}

/** Whether no column can be something else than it was taken for: no text among numbers, no number among texts. */
function isAsPlanned({ plan, totals }: FileScan): boolean {
  const { rows } = plan;
  if (rows.kind !== "table" || totals.rows === 0) return false;
  return rows.uses.every((use, c) =>
    use === "numbers" ? !totals.texts.has(c) : use === "skip" || totals.watched[c].numbers === 0,
  );
}

/**
 * What is to be made of the columns.
 *
 * @throws Failure NOT_A_NUMBER for a column of numbers with texts
 */
function usesOf(columns: readonly JudgedColumn[]): StreamedUse[] {
  return rolesOf(columns).map((role, c) => {
    const { name, facts, use } = columns[c];
    if (role === null) return use;
    const { firstText, texts, numbers } = facts;
    if (role === "spoiled" && firstText !== null) {
      throw fileFailure("NOT_A_NUMBER", spoiledMessage({ name, ...firstText, texts, numbers }));
    }
    return role === "numeric" ? "numbers" : "watch";
  });
}

function noNumbers(columns: readonly JudgedColumn[]): Error {
  const wanted = columns.filter(({ use, isNamed, facts }) => use !== "skip" && (isNamed || facts.texts > 0));
  return fileFailure("NO_NUMBERS", noNumbersMessage(wanted.map(({ name }) => name)));
}
