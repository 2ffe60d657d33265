// Reads a file as Normalize File does, in a process of its own: node readFile.ts <path> <scan.cjs> <threads>
// [target.npy], where the normalized values are written to as Export Normalized File does. Prints the milliseconds from opening the file to the end of its analysis, and the most memory that the process ever had.
import { exportFile } from "../../src/worker/files/exportFile.ts";
import { openFile } from "../../src/worker/files/openFile.ts";
import { nodeFiles } from "../../src/worker/files/nodeFiles.ts";
import { defaultReportOptions } from "../../src/shared/options.ts";

async function main(path: string, script: string, threads: number, target: string | undefined): Promise<void> {
  const start = performance.now();
  const platform = nodeFiles(script, null, threads);
  const request = { name: path, source: path, columns: null, lines: null, layout: "auto", preset: "pytorch" } as const;
  const dataset = await openFile(
    platform,
    request,
    { languageId: path.endsWith("csv") ? "csv" : "json", selections: [], missingValues: "omitRows", header: "auto" },
    () => undefined,
  );
  const { features } = dataset.analyze(defaultReportOptions, null);
  if (target !== undefined) {
    const { length } = features.mean;
    const output = {
      target,
      format: "npy",
      gamma: new Float64Array(length).fill(1),
      beta: new Float64Array(length),
    } as const;
    exportFile(platform, request, dataset, output, () => undefined);
  }
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ elapsedMs, cpuMs, megabytes, rows: features.count[0], mean: features.mean[1] }));
}

const [path, script, threads, target] = process.argv.slice(2) as [string, string, string, string?];
void main(path, script, Number(threads), target);
