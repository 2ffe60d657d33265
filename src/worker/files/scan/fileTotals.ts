import { mergeMoments, moments as momentsOf, type Moments } from "../../../engine/index.ts";
import {
  addSeparators,
  noSeparators,
  type SeparatedCell,
  type SeparatorCounts,
} from "../../../documents/table/separators.ts";
import { countsLength, sumFields, tailBins } from "./channelRecords.ts";
import type { RangeReport, ScanJob, ThreadCounts } from "./scanJob.ts";

/** Rows that were picked from all of the file. */
export interface FileSample {
  readonly values: Float64Array;
  /** Number of every row among those that were kept, from 0, and its line, from 1. */
  readonly rows: Float64Array;
  readonly lines: Float64Array;
}

/** Texts in one column: how many are among numbers, and the first with its line and column. */
export interface ColumnTexts {
  readonly count: number;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Adds up what the ranges of a file came to, in their order: the sum does not depend on which thread read which range.
 */
export class FileTotals {
  readonly #job: ScanJob;
  readonly #samples: RangeReport[] = [];
  readonly #sampleStarts: { row: number; line: number }[] = [];
  readonly texts = new Map<number, ColumnTexts>();
  moments: Moments[];
  missing: Float64Array;
  /** Rows that were kept, and those left out because a value is missing. */
  rows = 0;
  incompleteRows = 0;
  /** Line at which the next range starts. */
  nextLine: number;
  /** Values of objects under keys that the first ones lack. */
  unknownMembers = 0;
  /** Counters of every channel. */
  counts: readonly Float64Array[] = [];
  /** Lines of a table that repeat its header. */
  readonly repeats: number[] = [];
  /** The first cell that would be another number with another decimal point. */
  firstSeparated: SeparatedCell | null = null;
  /** What the cells of every column say about commas and points. */
  readonly separators: SeparatorCounts[] = [];
  /** Cells of every column that was taken for text. */
  watched: readonly { numbers: number; texts: number }[] = [];

  constructor(job: ScanJob, firstLine: number) {
    this.#job = job;
    this.nextLine = firstLine;
    this.moments = job.bins.map(() => momentsOf([]));
    this.missing = new Float64Array(job.bins.length);
  }

  add(report: RangeReport): void {
    this.#addSums(report.sums);
    for (const line of report.repeats) this.repeats.push(this.nextLine + line);
    if (this.firstSeparated === null && report.firstSeparated !== null) {
      const { text, line } = report.firstSeparated;
      this.firstSeparated = { text, line: this.nextLine + line };
    }
    report.separators.forEach((counts, column) => {
      this.separators[column] = addSeparators(this.separators.at(column) ?? noSeparators(), counts);
    });
    for (const { slot, count, text, line, column } of report.texts) {
      const known = this.texts.get(slot);
      this.texts.set(
        slot,
        known ? { ...known, count: known.count + count } : { count, text, line: this.nextLine + line, column },
      );
    }
    if (report.sample.rows.length > 0) {
      this.#samples.push(report);
      this.#sampleStarts.push({ row: this.rows, line: this.nextLine });
    }
    this.rows += report.rows;
    this.incompleteRows += report.incompleteRows;
    this.nextLine += report.lines;
  }

  addCounts(threads: readonly ThreadCounts[]): void {
    const { bins } = this.#job;
    const all = new Float64Array(countsLength(bins));
    for (const { counts } of threads) for (let i = 0; i < all.length; i++) all[i] += counts[i];
    this.unknownMembers = threads.reduce((sum, { unknownMembers }) => sum + unknownMembers, 0);
    let offset = 0;
    this.counts = bins.map(({ count }) => all.subarray(offset, (offset += count + 2 * tailBins)));
    this.watched = threads[0].watched.map((_, column) => ({
      numbers: threads.reduce((sum, { watched }) => sum + watched[column].numbers, 0),
      texts: threads.reduce((sum, { watched }) => sum + watched[column].texts, 0),
    }));
  }

  /** Whether the sample holds every row. */
  get isSampleComplete(): boolean {
    return this.#job.sampleShare === 1;
  }

  sample(): FileSample {
    const length = this.#samples.reduce((sum, { sample }) => sum + sample.values.length, 0);
    const values = new Float64Array(length);
    const rows: number[] = [];
    const lines: number[] = [];
    let offset = 0;
    this.#samples.forEach(({ sample }, i) => {
      values.set(sample.values, offset);
      offset += sample.values.length;
      const start = this.#sampleStarts[i];
      for (const row of sample.rows) rows.push(start.row + row);
      for (const line of sample.lines) lines.push(start.line + line);
    });
    return { values, rows: Float64Array.from(rows), lines: Float64Array.from(lines) };
  }

  #addSums(sums: Float64Array): void {
    const { bins } = this.#job;
    this.moments = this.moments.map((known, c) => {
      const [sum, squares, min, max, count, missing, infiniteCount] = sums.subarray(c * sumFields, (c + 1) * sumFields);
      this.missing[c] += missing;
      if (count === 0) return known;
      const mean = bins[c].shift + sum / count;
      const m2 = infiniteCount > 0 ? NaN : Math.max(0, squares - (sum * sum) / count);
      const part: Moments = { count, mean, variance: m2 / count, m2, min, max, nanCount: 0, infiniteCount };
      return mergeMoments(known, part);
    });
  }
}
