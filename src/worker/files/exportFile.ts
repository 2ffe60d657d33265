import { t } from "@vscode/l10n";
import { ByteScanner } from "../../documents/stream/byteScanner.ts";
import { readRange } from "../../documents/stream/rangeReader.ts";
import type { FileExport, FileRequest, ReadProgress } from "../../session/compute/fileRequest.ts";
import { fileFailure } from "./fileFailure.ts";
import type { FileDataset } from "./fileDataset.ts";
import { decodedSource, rowsSource, throttled, type FilePlatform } from "./openFile.ts";
import type { OutputFile } from "./outputFile.ts";
import { rowWriter } from "./rowWriter.ts";

/**
 * Reads a file once more and writes y = γ · x̂ + β of its rows to another, with the statistics of the report. The file
 * has its name only when it is complete; the one that is read is not touched.
 *
 * @returns the number of rows written
 * @throws Failure SAME_FILE, CANNOT_WRITE, FILE_CHANGED
 */
export function exportFile(
  platform: FilePlatform,
  request: FileRequest,
  dataset: FileDataset,
  { target, format, gamma, beta }: FileExport,
  onProgress: (progress: ReadProgress) => void,
): number {
  const { plan, rowPlan, totals, end } = dataset.scan;
  const { mean, invStd, precision } = dataset.normalization();
  const source = platform.open(request);
  const report = throttled(onProgress);
  let output: OutputFile | undefined;
  try {
    const file = platform.createOutput(target, request);
    output = file;
    if (source.version !== dataset.version) {
      throw fileFailure(
        "FILE_CHANGED",
        t("{0} has changed since the report was made: run Normalize File again", request.name),
      );
    }
    const scanner = new ByteScanner(rowPlan);
    const writer = rowWriter(format, { shape: [totals.rows, ...plan.lengths], names: plan.names, precision });
    file.write(writer.head());
    const { channels, inner } = rowPlan;
    let rows = 0;
    const range = { start: plan.dataStart, stop: end };
    readRange(scanner, rowsSource(decodedSource(source).source, plan), range, () => {
      const values = scanner.blockValues();
      for (let i = 0; i < values.length; i++) {
        const c = Math.floor(i / inner) % channels;
        values[i] = gamma[c] * ((values[i] - mean[c]) * invStd[c]) + beta[c];
      }
      file.write(writer.rows(values));
      rows += scanner.module.rows.value;
      const share = rows / Math.max(1, totals.rows);
      report({ bytes: share * (end - plan.dataStart), totalBytes: end - plan.dataStart, rows });
      return true;
    });
    source.checkUnchanged();
    file.commit();
    return rows;
  } catch (thrown) {
    output?.abort();
    throw thrown;
  } finally {
    source.close();
  }
}
