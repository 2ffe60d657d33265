import type { FailureData } from "../../../shared/messages/failure.ts";
import type { RangeFault, RangeReport, RangeTask, ScanJob, ThreadCounts } from "./scanJob.ts";

/** Whoever reads ranges: some threads, or this one. */
export interface ScanPool {
  /** How many ranges are read at the same time. */
  readonly size: number;
  /** Begins a new scan: counts start at 0. */
  begin(job: ScanJob): void;
  scan(task: RangeTask): Promise<RangeReport | RangeFault>;
  /** What every member has counted since `begin`. */
  counts(): Promise<readonly ThreadCounts[]>;
  dispose(): void;
}

/** What a scanning thread is started with. */
export interface ScanThreadData {
  readonly strings: Record<string, string> | null;
  /** A path, or bytes that all threads share. */
  readonly source: string | SharedArrayBuffer;
  readonly name: string;
}

export type ScanRequest =
  | { readonly type: "job"; readonly job: ScanJob }
  | { readonly type: "range"; readonly task: RangeTask }
  | { readonly type: "counts" };

export type ScanReply =
  | { readonly type: "range"; readonly report: RangeReport | RangeFault }
  | { readonly type: "counts"; readonly counts: ThreadCounts }
  | { readonly type: "failed"; readonly failure: FailureData };
