// Reading tensors out of JSON and CSV, places included, beside JSON.parse and papaparse, which give no places.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ReadOptions, readTensor } from "../src/documents/index.ts";
import { RandomGenerator } from "../src/engine/index.ts";
import { compare, timed } from "./support/compare.ts";

const papaparse = createRequire(import.meta.url)("papaparse") as {
  parse(text: string, options: { dynamicTyping: boolean }): unknown;
};

const rows = 20_000;
const columns = 64;
const random = new RandomGenerator(1);

/** How the numbers of a document are written. */
const kinds: readonly { readonly name: string; readonly write: () => string }[] = [
  { name: "integers 0 … 16", write: () => String(Math.floor(random.uniform() * 17)) },
  { name: "4 decimals", write: () => (random.uniform() * 10 - 5).toFixed(4) },
  { name: "7 digits and an exponent", write: () => random.uniform().toExponential(6) },
  { name: "doubles, 16 or 17 digits", write: () => String(random.uniform()) },
];

export default async function bench(): Promise<void> {
  for (const { name, write } of kinds) {
    const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, write));
    const json = `[${cells.map((row) => `[${row.join(", ")}]`).join(",\n")}]`;
    const csv = `${cells.map((row) => row.join(",")).join("\n")}\n`;
    const title = `${rows.toLocaleString("en")} × ${columns} ${name}`;
    await compare(`JSON, ${title}, ${megabytes(json.length)}`, [
      timed("readTensor", () => readTensor(json, options("json"))),
      timed("JSON.parse", () => JSON.parse(json) as unknown),
    ]);
    await compare(`CSV, ${title}, ${megabytes(csv.length)}`, [
      timed("readTensor", () => readTensor(csv, options("csv"))),
      timed("papaparse, dynamicTyping", () => papaparse.parse(csv, { dynamicTyping: true })),
    ]);
  }
  console.log("\nMemory at the peak of reading, text not counted (a process each)");
  for (const languageId of ["json", "csv"]) {
    for (const digits of ["5", "2", "1"]) {
      const script = join(import.meta.dirname, "documentsMemory.ts");
      const arguments_ = ["--expose-gc", script, languageId, digits];
      const { stdout, stderr } = spawnSync(process.execPath, arguments_, { encoding: "utf8" });
      console.log(`  ${languageId.padEnd(4)} of ${digits} digits, ${stdout.trim()}${stderr.trim()}`);
    }
  }
}

function options(languageId: string): ReadOptions {
  return { languageId, selections: [], missingValues: "omitRows", header: "auto" };
}

function megabytes(length: number): string {
  return `${(length / 1e6).toFixed(1)} MB`;
}
