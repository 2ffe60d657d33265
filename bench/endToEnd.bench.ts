// From a CSV, JSON or .npy file on disk to each column's mean, variance and histogram and a .npy of the normalized values,
// beside what people write instead: pandas, NumPy and PyTorch. Each run is a process of its own, whose start counts;
// "inside" is without the start and the imports. All of them read 50,000 × 64 numbers out of the system's cache.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./files/bundle.ts";
import { normalTable } from "./files/table.ts";
import { compare, type Contestant } from "./support/compare.ts";
import { peerEnvironment, pythonWith } from "./support/pythonPeer.ts";
import { notePeer } from "./support/results.ts";

const numRows = 50_000;

interface Result {
  /** Without the start of the process. */
  readonly elapsedMs: number;
  /** Of the second column, to check that all did the same. */
  readonly mean: number;
}

export default async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-end-to-end-"));
  try {
    const { read, scan } = await bundle(folder);
    const target = join(folder, "normalized.npy");
    const means = new Set<string>();
    for (const format of ["csv", "json", "npy"] as const) {
      const path = normalTable(numRows, format);
      const run = (name: string, command: string, words: readonly string[]): Contestant[] =>
        twice(name, () => {
          const output = execFileSync(command, words, { encoding: "utf8", env: peerEnvironment() });
          const result = JSON.parse(output) as Result;
          means.add(result.mean.toPrecision(6));
          return result.elapsedMs;
        });
      const script = join(import.meta.dirname, "support/endToEnd.py");
      const peers = ["pandas", "numpy", "torch"]
        // pandas reads tables only, and without it CSV takes NumPy minutes.
        .filter((library) => (format === "csv" ? library === "pandas" : library !== "pandas"))
        .flatMap((library) => {
          const python = pythonWith(library);
          if (python === null) notePeer(`${library} is not there (Debian: python3-${library}): measured without it`);
          return python === null ? [] : run(`Python, ${library}`, python, [script, path, target, library]);
        });
      const own = [1, 2].flatMap((threads) =>
        run(`ours, ${threads} thread${threads > 1 ? "s" : ""}`, process.execPath, [
          read,
          path,
          scan,
          String(threads),
          target,
        ]),
      );
      await compare(`${format} of 50,000 × 64 to statistics, histograms and normalized.npy`, [...own, ...peers], {
        numOwn: own.length,
        rounds: 5,
        budgetMs: 10_000,
      });
    }
    if (means.size !== 1) throw new Error(`the contestants do not agree on a mean: ${[...means].join(", ")}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One run as two contestants: from the start of the process, and without it. */
function twice(name: string, work: () => number): Contestant[] {
  let insideMs = NaN;
  const whole = (): number => {
    const start = performance.now();
    insideMs = work();
    return performance.now() - start;
  };
  return [
    { name, run: whole },
    { name: `${name}, inside`, run: () => insideMs },
  ];
}
