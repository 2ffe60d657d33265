import { availableParallelism } from "node:os";
import { constantSource } from "./bytesOnly.ts";
import { FileSource } from "./fileSource.ts";
import { inlinePool } from "./scan/inlinePool.ts";
import type { FilePlatform } from "./openFile.ts";
import { createOutputFile } from "./outputFile.ts";
import { ThreadPool } from "./scan/threadPool.ts";

/** Threads cost memory each, and disks have a speed. */
const maxThreads = 8;
/** A smaller file is read before a thread would have started. */
const bytesPerThread = 1 << 23;

/** Files on disk, read in threads; bytes from elsewhere too, where threads can share them. */
export function nodeFiles(
  script: string | URL,
  strings: Record<string, string> | null,
  parallelism = availableParallelism(),
): FilePlatform {
  return {
    open: ({ source, name }) => (typeof source === "string" ? new FileSource(source, name) : constantSource(source)),
    createPool: ({ source: bytes, name }, source) => {
      const threads = Math.min(parallelism, maxThreads, Math.floor(source.size / bytesPerThread));
      return threads < 2 || bytes instanceof ArrayBuffer
        ? inlinePool(source)
        : new ThreadPool(script, threads, { strings, source: bytes, name }, source);
    },
    createOutput: (target, { source }) => createOutputFile(target, typeof source === "string" ? source : null),
  };
}
