import type { ByteRange } from "../../../documents/stream/byteRange.ts";
import type { RangeFault, RangeReport } from "./scanJob.ts";
import type { ScanPool } from "./scanPool.ts";

/** Bytes of one range. It does not depend on the number of threads, and so neither does any result. */
export const rangeBytes = 1 << 22;
/** Ranges that wait at every thread, so that none is idle. */
const queuedPerThread = 2;

/** How the ranges of a file came out. */
export type RangesOutcome =
  | { readonly kind: "complete"; readonly end: number; readonly isArrayEnd: boolean }
  /** The rows of one range ended elsewhere than those of the next were thought to begin: read in order instead. */
  | { readonly kind: "unaligned" }
  /** The array ends long before the file: read again up to there. */
  | { readonly kind: "arrayEnd"; readonly end: number }
  | { readonly kind: "fault"; readonly fault: RangeFault["fault"] };

/**
 * Reads the rows between two places of a file in ranges, as many at a time as there are threads, and hands over what was
 * found in their order.
 *
 * @param inOrder one range after the other, each from where the one before ended
 * @throws Failure
 */
export async function scanRanges(
  pool: ScanPool,
  { start, stop }: ByteRange,
  inOrder: boolean,
  onReport: (report: RangeReport) => void,
): Promise<RangesOutcome> {
  const numRanges = Math.max(1, Math.ceil((stop - start) / rangeBytes));
  const limit = inOrder ? 1 : pool.size * queuedPerThread;
  const running: Promise<RangeReport | RangeFault>[] = [];
  let asked = 0;
  let end = start;
  for (let index = 0; index < numRanges; index++) {
    for (; asked < numRanges && asked < index + limit; asked++) {
      const isLast = asked === numRanges - 1;
      const task = pool.scan({
        index: asked,
        start: inOrder ? end : start + asked * rangeBytes,
        stop: isLast ? stop : start + (asked + 1) * rangeBytes,
        isExact: inOrder || asked === 0,
      });
      task.catch(() => undefined); // it is awaited in its turn
      running.push(task);
    }
    const report = await running.shift();
    if (report?.start !== end) return { kind: "unaligned" };
    if ("fault" in report) return { kind: "fault", fault: report.fault };
    onReport(report);
    end = report.end;
    if (report.isArrayEnd) {
      const isLast = index === numRanges - 1;
      return isLast || inOrder ? { kind: "complete", end, isArrayEnd: true } : { kind: "arrayEnd", end };
    }
  }
  return { kind: "complete", end, isArrayEnd: false };
}
