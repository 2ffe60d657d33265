import { parentPort, workerData } from "node:worker_threads";
import { config } from "@vscode/l10n";
import { bytesSource } from "../../../documents/stream/sources/byteSource.ts";
import { failureData, toFailure } from "../../../shared/messages/failure.ts";
import { FileSource } from "../fileSource.ts";
import { RangeScanner } from "./scanJob.ts";
import type { ScanReply, ScanRequest, ScanThreadData } from "./scanPool.ts";

/** A thread that reads ranges of a file: it is told the job when it starts, then one range after the other. */
const { strings, source, name } = workerData as ScanThreadData;
if (strings !== null) config({ contents: strings });

const reply = (message: ScanReply): void => {
  parentPort?.postMessage(message);
};
let scanner: RangeScanner | undefined;

parentPort?.on("message", (request: ScanRequest) => {
  try {
    switch (request.type) {
      case "job":
        scanner = new RangeScanner(
          request.job,
          typeof source === "string" ? new FileSource(source, name) : bytesSource(new Uint8Array(source)),
        );
        break;
      case "range":
        if (scanner) reply({ type: "range", report: scanner.scan(request.task) });
        break;
      case "counts":
        if (scanner) reply({ type: "counts", counts: scanner.counts() });
        break;
    }
  } catch (thrown) {
    reply({ type: "failed", failure: failureData(toFailure(thrown)) });
  }
});
