// Runs every bench/*.bench.ts, or those whose names contain an argument: npm run bench -- engine lab
// With --compare it runs none, and prints what changed between the last two commits that were measured here.
// A bench is a module whose default export measures and prints, with what bench/support/compare.ts offers.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { introduce, printChanges, startBench, writeResults } from "./support/results.ts";

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (process.argv.includes("--compare")) printChanges();
else await runAll();

async function runAll(): Promise<void> {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".bench.ts"))
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
    .sort();
  if (files.length === 0) {
    throw new Error(`no bench matches ${wanted.join(", ")}`);
  }
  introduce();
  for (const file of files) {
    console.log(`\n== ${file}`);
    startBench(file.replace(".bench.ts", ""));
    const start = performance.now();
    const { default: bench } = (await import(join(import.meta.dirname, file))) as { default: () => Promise<void> };
    try {
      await bench();
    } catch (error) {
      // One bench that cannot run, as where no VS Code can be had, does not cost the others' figures.
      console.log(`!! ${file} failed: ${String(error)}`);
      process.exitCode = 1;
    }
    console.log(`\n   (${file} took ${((performance.now() - start) / 1000).toFixed(0)} s)`);
  }
  writeResults();
}
