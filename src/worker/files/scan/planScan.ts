import { t } from "@vscode/l10n";
import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import type { FilePlan } from "../../../documents/stream/plans/filePlan.ts";
import type { ByteRange } from "../../../documents/stream/byteRange.ts";
import type { RowPlan } from "../../../documents/stream/plans/rowPlan.ts";
import type { TextNotice } from "../../../documents/types.ts";
import { faultFailure, fileFailure } from "../fileFailure.ts";
import { chooseChannelBins, type ChannelBins } from "./channelBins.ts";
import { FileTotals } from "./fileTotals.ts";
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
  /** What is said about columns that are left out, and about lines that are no rows. */
  readonly notices: readonly TextNotice[];
}

/** Rows in the sample of values, and values. */
const maxSampledRows = 4096;
const maxSampledValues = 1 << 20;

export interface ScanOptions {
  readonly missingValues: RowPlan["missingValues"];
  readonly channelsOf: (lengths: readonly number[]) => RowChannels;
  readonly range: ByteRange;
  readonly onProgress: (progress: ScanProgress) => void;
}

/** Scans the rows of a plan as it is. */
export async function scanPlan(
  source: ByteSource,
  pool: ScanPool,
  plan: FilePlan,
  options: ScanOptions,
): Promise<FileScan> {
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
          notices: leftOutKeys(plan),
        };
      }
    }
  }
}

/** Of the keys of objects it is not counted what they hold. */
function leftOutKeys({ rows, columns }: FilePlan): TextNotice[] {
  if (rows.kind !== "records" || columns === null) return [];
  return columns.flatMap((name, c): TextNotice[] => {
    if (rows.uses[c] !== "watch") return [];
    const message = t("Column {0} is left out: its values are not numbers.", name);
    return [{ code: "COLUMN_LEFT_OUT", severity: "info", message, place: null }];
  });
}
