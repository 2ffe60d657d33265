import { ByteScanner, type FoundText } from "../../../documents/stream/byteScanner.ts";
import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import { readRange, ScanFault } from "../../../documents/stream/rangeReader.ts";
import { type RangeResult } from "../../../documents/stream/byteRange.ts";
import type { RowPlan } from "../../../documents/stream/plans/rowPlan.ts";
import { findRowStart } from "../../../documents/stream/rowStart.ts";
import { noSeparators, type SeparatedCell, type SeparatorCounts } from "../../../documents/table/separators.ts";
import type { ChannelBins } from "./channelBins.ts";
import { readCounts, recordsBytes, takeSums, writeRecords } from "./channelRecords.ts";
import type { FaultData } from "../fileFailure.ts";
import { RowSampler, type SampledRows } from "./rowSample.ts";

/** What all ranges of a file have in common. Plain data: it is sent to threads. */
export interface ScanJob {
  readonly plan: RowPlan;
  readonly bins: readonly ChannelBins[];
  /** Share of the rows to pick for the sample. */
  readonly sampleShare: number;
}

/** One range of a file to read. */
export interface RangeTask {
  readonly index: number;
  readonly start: number;
  readonly stop: number;
  /** Whether a row starts exactly at `start`; otherwise the first one behind it is looked for. */
  readonly isExact: boolean;
}

/** Texts of one column within one range: how many are among numbers, and the first. */
export interface RangeTexts extends FoundText {
  readonly count: number;
}

/** What was found in one range. */
export interface RangeReport extends RangeResult {
  readonly index: number;
  readonly start: number;
  readonly rows: number;
  /** `takeSums`. */
  readonly sums: Float64Array;
  readonly sample: SampledRows;
  readonly texts: readonly RangeTexts[];
  /** Lines of a table that repeat its header. */
  readonly repeats: readonly number[];
  readonly firstSeparated: SeparatedCell | null;
  readonly separators: readonly SeparatorCounts[];
}

/** A range that could not be read. */
export interface RangeFault {
  readonly index: number;
  readonly start: number;
  readonly fault: FaultData;
}

/** What is counted over all ranges that one thread has read. */
export interface ThreadCounts {
  readonly counts: Uint32Array;
  readonly unknownMembers: number;
  readonly watched: readonly { numbers: number; texts: number }[];
}

/** Reads ranges of a file one after the other: the work of one thread. */
export class RangeScanner {
  readonly #job: ScanJob;
  readonly #source: ByteSource;
  readonly #scanner: ByteScanner;

  constructor(job: ScanJob, source: ByteSource) {
    this.#job = job;
    this.#source = source;
    this.#scanner = new ByteScanner(job.plan, recordsBytes(job.bins));
    writeRecords(this.#scanner, job.bins);
  }

  /** @throws Failure where the file cannot be read */
  scan(task: RangeTask): RangeReport | RangeFault {
    const { plan, sampleShare } = this.#job;
    const { index, stop } = task;
    const start = task.isExact ? task.start : findRowStart(this.#source, plan, task.start);
    const scanner = this.#scanner;
    const sampler = new RowSampler(sampleShare, index);
    scanner.startRange();
    try {
      const result =
        start >= stop && index > 0
          ? { end: start, isArrayEnd: false, lines: 0, incompleteRows: 0 }
          : readRange(scanner, this.#source, { start, stop }, () => {
              scanner.module.accumulate();
              sampler.add(scanner);
              return true;
            });
      const sums = takeSums(scanner);
      const { repeats, firstSeparated } = scanner;
      const separators = Array.from(
        scanner.separators,
        (counts: SeparatorCounts | undefined) => counts ?? noSeparators(),
      );
      const noted = { repeats: [...repeats], firstSeparated, separators, texts: this.#texts() };
      return { ...result, ...noted, index, start, rows: sampler.rowsSeen, sums, sample: sampler.take() };
    } catch (thrown) {
      if (!(thrown instanceof ScanFault)) throw thrown;
      const { status, offset, line, column, count, expected, excerpt } = thrown;
      return { index, start, fault: { status, offset, line, column, count, expected, excerpt } };
    }
  }

  counts(): ThreadCounts {
    const { rows } = this.#job.plan;
    const watched = rows.kind === "table" ? rows.uses.map((_, column) => this.#scanner.watched(column)) : [];
    const unknownMembers = this.#scanner.module.unknownMembers.value;
    return { counts: readCounts(this.#scanner, this.#job.bins), watched, unknownMembers };
  }

  #texts(): RangeTexts[] {
    const { firstTexts, textCounts } = this.#scanner;
    return [...firstTexts.values()].map((found) => ({ ...found, count: textCounts[found.slot] }));
  }
}
