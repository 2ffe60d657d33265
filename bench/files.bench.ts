// Statistics and histograms of all columns of a large file, beside DuckDB (mean and variance alone), JSON.parse and Papa
// Parse on the same file. Every contestant but DuckDB's connection starts from nothing: threads and modules included.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { compare, type Contestant, timed } from "./support/compare.ts";
import { bundle, type Scripts } from "./files/bundle.ts";
import { normalTable, numColumns } from "./files/table.ts";

/** It brings no types. */
const papaparse = createRequire(import.meta.url)("papaparse") as {
  parse(text: string, config: object): { data: unknown[] };
};

const numRows = 200_000;
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 7);

interface ReadResult {
  readonly elapsedMs: number;
  readonly megabytes: number;
  readonly rows: number;
}

export default async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-files-"));
  try {
    const scripts = await bundle(folder);
    const csv = normalTable(numRows, "csv");
    const json = normalTable(numRows, "json");
    for (const threads of [1, 2]) {
      const peer = await duckdb(csv, threads);
      const own = {
        name: `file scan, ${threads} thread${threads > 1 ? "s" : ""}`,
        run: () => read(scripts, csv, threads).elapsedMs,
      };
      await compare(`CSV of 200,000 × 64, ${threads} thread(s)`, [own, peer], { rounds });
    }
    await compare(
      "JSON of 200,000 × 64",
      [own("file scan", scripts, json), timed("read and JSON.parse", () => parse(json))],
      { rounds },
    );
    await compare(
      "CSV of 200,000 × 64, slow peers",
      [own("file scan", scripts, csv), timed("Papa Parse", () => papa(csv))],
      { rounds: 1 },
    );
    const long = normalTable(numRows, "csv", 10);
    await compare("CSV of 2,000,000 × 64", [own("file scan", scripts, long), await duckdb(long, 2)], { rounds: 3 });
    for (const path of [csv, long]) {
      const { megabytes, rows } = read(scripts, path, 2);
      console.log(`peak memory on ${rows} rows: ${megabytes.toFixed(0)} MB`);
    }
    for (const path of [csv, long]) {
      const { previewMs, openMs, rows, worstMs, usualMs } = host(scripts, path);
      console.log(
        `as the extension host has it, ${rows} rows: a look at the head takes ${previewMs.toFixed(0)} ms, with the start ` +
          `of the thread; all of it ${openMs.toFixed(0)} ms, in which the host's event loop was blocked for ` +
          `${worstMs.toFixed(1)} ms at most (99 %: ${usualMs.toFixed(1)} ms)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function own(name: string, scripts: Scripts, path: string): Contestant {
  return { name, run: () => read(scripts, path, 2).elapsedMs };
}

function read(scripts: Scripts, path: string, threads: number): ReadResult {
  const output = execFileSync(process.execPath, [scripts.read, path, scripts.scan, String(threads)], {
    encoding: "utf8",
  });
  return JSON.parse(output) as ReadResult;
}

interface HostResult {
  readonly previewMs: number;
  readonly openMs: number;
  readonly rows: number;
  /** How long the event loop was blocked: the longest time, and what 99 % of the times are below. */
  readonly worstMs: number;
  readonly usualMs: number;
}

function host(scripts: Scripts, path: string): HostResult {
  const output = execFileSync(process.execPath, [scripts.host, path, scripts.worker, scripts.scan], {
    encoding: "utf8",
  });
  return JSON.parse(output) as HostResult;
}

async function duckdb(path: string, threads: number): Promise<Contestant> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const columns = Array.from({ length: numColumns }, (_, c) => `avg(f${c}), var_pop(f${c})`).join(", ");
  return timed(`DuckDB, ${threads} thread${threads > 1 ? "s" : ""}`, () =>
    connection.runAndReadAll(`SELECT ${columns} FROM read_csv('${path}')`),
  );
}

function parse(path: string): number {
  return (JSON.parse(readFileSync(path, "utf8")) as unknown[]).length;
}

function papa(path: string): number {
  return papaparse.parse(readFileSync(path, "utf8"), { dynamicTyping: true }).data.length;
}
