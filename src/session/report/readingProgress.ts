import { t } from "@vscode/l10n";
import { formatCount } from "../../shared/text/numbers.ts";
import type { ReportProgress } from "../../shared/report/protocol.ts";
import type { ReadProgress } from "../compute/fileRequest.ts";

/** How far the reading of a file is, in words: share, rows, speed, and the time that is left at that speed. */
export function describeReading(name: string, { bytes, totalBytes, rows, elapsedMs }: ReadProgress): ReportProgress {
  const percent = Math.floor((100 * bytes) / Math.max(1, totalBytes));
  const bytesPerMs = bytes / Math.max(1, elapsedMs);
  const secondsLeft = Math.ceil((totalBytes - bytes) / Math.max(1, bytesPerMs) / 1000);
  return {
    message: t("Reading {0}… {1}%", name, percent),
    name,
    detail: t("{0} rows, {1} MB/s, {2} s left", formatCount(rows), Math.round(bytesPerMs / 1000), secondsLeft),
  };
}
