import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import { RangeScanner, type ScanJob } from "./scanJob.ts";
import type { ScanPool } from "./scanPool.ts";

/** Reads every range in the calling thread: where there are no threads to be had, and for files too small to share. */
export function inlinePool(source: ByteSource): ScanPool {
  let scanner: RangeScanner | undefined;
  const current = (): RangeScanner => {
    if (scanner === undefined) throw new Error("no scan has begun");
    return scanner;
  };
  return {
    size: 1,
    begin: (job: ScanJob) => {
      scanner = new RangeScanner(job, source);
    },
    scan: async (task) => {
      await Promise.resolve(); // one range at a time, so that messages are heard in between
      return current().scan(task);
    },
    counts: () => Promise.resolve([current().counts()]),
    dispose: () => {
      scanner = undefined;
    },
  };
}
