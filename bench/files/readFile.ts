// Reads a file as Normalize File does, in a process of its own: node readFile.ts <path> <scan.cjs> <threads>. Prints
// the milliseconds from opening the file to the end of its analysis, and the most memory that the process ever had.
import { openFile } from "../../src/worker/files/openFile.ts";
import { nodeFiles } from "../../src/worker/files/nodeFiles.ts";
import { defaultReportOptions } from "../../src/shared/options.ts";

async function main(path: string, script: string, threads: number): Promise<void> {
  const start = performance.now();
  const dataset = await openFile(
    nodeFiles(script, null, threads),
    { name: path, source: path, columns: null, lines: null, layout: "auto", preset: "pytorch" },
    { languageId: path.endsWith("csv") ? "csv" : "json", selections: [], missingValues: "omitRows", header: "auto" },
    () => undefined,
  );
  const { features } = dataset.analyze(defaultReportOptions, null);
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ elapsedMs, cpuMs, megabytes, rows: features.count[0], mean: features.mean[1] }));
}

const [path, script, threads] = process.argv.slice(2);
void main(path, script, Number(threads));
