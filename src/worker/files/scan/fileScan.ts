import { t } from "@vscode/l10n";
import { columnRole } from "../../../documents/grid/columnRole.ts";
import { excerpt } from "../../../documents/text/excerpt.ts";
import type { ByteSource } from "../../../documents/stream/byteSource.ts";
import { withUses } from "../../../documents/stream/tablePlan.ts";
import type { FilePlan } from "../../../documents/stream/filePlan.ts";
import type { ByteRange } from "../../../documents/stream/rangeReader.ts";
import type { RowPlan, StreamedUse } from "../../../documents/stream/rowPlan.ts";
import { chooseChannelBins, type ChannelBins } from "./channelBins.ts";
import { FileTotals } from "./fileTotals.ts";
import { faultFailure, fileFailure } from "../fileFailure.ts";
import { sampleRows } from "./firstSample.ts";
import type { ScanPool } from "./scanPool.ts";
import { scanRanges } from "./scanRanges.ts";

/** How far a scan is. */
export interface ScanProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** How the values of a row fall into channels: see `RowPlan`. */
export type RowChannels = Pick<RowPlan, "channels" | "inner" | "groupsPerRow">;

/** What a scan of a file came to. */
export interface FileScan {
  /** The plan after columns turned out to be something else than they began as. */
  readonly plan: FilePlan;
  readonly rowPlan: RowPlan;
  readonly bins: readonly ChannelBins[];
  readonly totals: FileTotals;
  /** Where the rows end. */
  readonly end: number;
  /** Bytes behind the array that was read. */
  readonly rest: number;
  /** Watched columns: texts in each, for the notice that it is left out. */
  readonly leftOut: readonly { readonly name: string; readonly texts: number | null }[];
}

/** How often columns may turn out to be something else than they were taken for. */
const maxCorrections = 3;
/** Rows in the sample of values, and values. */
const maxSampledRows = 4096;
const maxSampledValues = 1 << 20;

interface ScanOptions {
  readonly missingValues: RowPlan["missingValues"];
  readonly channelsOf: (lengths: readonly number[]) => RowChannels;
  readonly range: ByteRange;
  readonly onProgress: (progress: ScanProgress) => void;
}

/**
 * Reads a file once and gathers the statistics of all its channels. A column that was taken for text and turns out to be
 * numbers, or the other way round, makes it read the file again.
 *
 * @throws Failure RAGGED, NOT_A_NUMBER, NO_NUMBERS, MISSING_VALUE, BROKEN_JSON, EMPTY, … with the line
 */
export async function scanFile(
  source: ByteSource,
  pool: ScanPool,
  first: FilePlan,
  options: ScanOptions,
): Promise<FileScan> {
  let plan = first;
  for (let correction = 0; ; correction++) {
    if (plan.names.length === 0) throw noNumbers(plan);
    const scan = await scanPlan(source, pool, plan, options);
    if (scan.totals.rows === 0 && scan.totals.incompleteRows === 0)
      throw fileFailure("EMPTY", t("the table has a header and no rows"));
    const uses = correctUses(scan);
    if (uses === null || correction === maxCorrections) return scan;
    plan = withUses(plan, uses);
  }
}

async function scanPlan(source: ByteSource, pool: ScanPool, plan: FilePlan, options: ScanOptions): Promise<FileScan> {
  const rowPlan: RowPlan = {
    rows: plan.rows,
    ...options.channelsOf(plan.lengths),
    missingValues: options.missingValues,
  };
  const sample = sampleRows(source, rowPlan, options.range);
  const bins = sample.channels.map((values) => chooseChannelBins(values, rowPlan.channels));
  const maxRows = Math.max(16, Math.min(maxSampledRows, Math.floor(maxSampledValues / sample.rowLength)));
  const sampleShare = sample.estimatedRows <= maxRows * 0.75 ? 1 : Math.min(1, maxRows / sample.estimatedRows);
  const job = { plan: rowPlan, bins, sampleShare };

  let { range } = options;
  let inOrder = false;
  for (;;) {
    const totals = new FileTotals(job, plan.dataLine);
    pool.begin(job);
    const outcome = await scanRanges(pool, range, inOrder, (report) => {
      totals.add(report);
      options.onProgress({
        bytes: report.end - options.range.start,
        totalBytes: range.stop - range.start,
        rows: totals.rows,
      });
    });
    switch (outcome.kind) {
      case "unaligned":
        inOrder = true;
        break;
      case "arrayEnd":
        range = { start: range.start, stop: outcome.end };
        inOrder = false;
        break;
      case "fault":
        throw faultFailure(outcome.fault, totals.nextLine + outcome.fault.line, plan.widthLine);
      case "complete": {
        const isOneArray = (plan.rows.kind === "array" || plan.rows.kind === "records") && !plan.rows.isLines;
        if (isOneArray && !outcome.isArrayEnd && range === options.range) {
          throw fileFailure("BROKEN_JSON", t("the text ends where {0} is expected", t("a comma or a bracket")));
        }
        totals.addCounts(await pool.counts());
        return {
          plan,
          rowPlan,
          bins,
          totals,
          end: outcome.end,
          rest: isOneArray ? source.size - outcome.end : 0,
          leftOut: leftOutColumns(plan, totals),
        };
      }
    }
  }
}

/**
 * The uses of a table's columns as the whole file shows them to be; null where they were right.
 *
 * @throws Failure NOT_A_NUMBER for a column of numbers with a few texts
 */
function correctUses({ plan, totals }: FileScan): StreamedUse[] | null {
  const { rows, columns } = plan;
  if ((rows.kind !== "table" && rows.kind !== "records") || columns === null) return null;
  let slot = 0;
  const corrected = rows.uses.map((use, c): StreamedUse => {
    if (use === "skip" || (use === "watch" && rows.kind === "records")) return use;
    if (use === "watch") {
      const role = columnRole(totals.watched[c]);
      return role === "numeric" || role === "spoiled" ? "numbers" : use;
    }
    const found = totals.texts.get(slot);
    const numbers = totals.moments[slot].count;
    slot++;
    if (found === undefined) return numbers === 0 && totals.rows + totals.incompleteRows > 0 ? emptyUse(totals) : use;
    if (columnRole({ numbers, texts: found.count }) === "spoiled") {
      throw fileFailure(
        "NOT_A_NUMBER",
        t("expected a number in column {0}, got {1} (line {2})", columns[c], excerpt(found.text), found.line),
      );
    }
    return "watch";
  });
  return corrected.every((use, c) => use === rows.uses[c]) ? null : corrected;
}

/** A column without any value is left out, unless that is so because no row is complete. */
function emptyUse({ rows }: FileTotals): StreamedUse {
  return rows > 0 ? "watch" : "numbers";
}

function leftOutColumns({ rows, columns }: FilePlan, totals: FileTotals): { name: string; texts: number | null }[] {
  if (columns === null) return [];
  // Of the keys of objects it is not counted what they hold.
  if (rows.kind === "records")
    return columns.flatMap((name, c) => (rows.uses[c] === "watch" ? [{ name, texts: null }] : []));
  if (rows.kind !== "table") return [];
  return columns.flatMap((name, c) => (rows.uses[c] === "watch" ? [{ name, texts: totals.watched[c].texts }] : []));
}

function noNumbers({ columns }: FilePlan): Error {
  const names = columns ?? [];
  return fileFailure(
    "NO_NUMBERS",
    names.length === 1
      ? t("column {0} holds no numbers", names[0])
      : t("none of the {0} columns holds numbers", names.length),
  );
}
