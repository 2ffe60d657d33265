// Runs every bench/*.bench.ts, or those whose names contain an argument: npm run bench -- engine
// A bench is a module whose default export measures and prints, with what bench/harness.ts offers.
import { readdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { machineNoise } from "./harness.ts";

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
  .sort();
if (files.length === 0) {
  throw new Error(`no bench matches ${wanted.join(", ")}`);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}`);
for (const file of files) {
  console.log(`\n== ${file} (${machineNoise()}; load ${loadavg()[0].toFixed(1)})`);
  const { default: bench } = (await import(join(import.meta.dirname, file))) as { default: () => Promise<void> };
  await bench();
}
