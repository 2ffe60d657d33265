// What benches measured, in bench/results/<time>-<commit>.json, and what changed from one commit to the next.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { quantiles } from "../../src/engine/index.ts";
import { isQuiet, warning, type Calm } from "./quiet.ts";

const folder = join(import.meta.dirname, "../results");

/** One contestant's times, in milliseconds unless its name says otherwise. */
interface Figure {
  readonly bench: string;
  readonly title: string;
  readonly name: string;
  readonly rounds: number;
  readonly smallest: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** By the name of a contestant of ours: its time through this one's, the median over the rounds. */
  readonly ratios?: Readonly<Record<string, number>>;
  readonly quiet: boolean;
  readonly load: number;
  readonly variation: number;
}

interface Run {
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  readonly startedAt: string;
  /** Of the last minute before the first bench. */
  readonly loadBefore: number;
  /** What the peers run with. */
  readonly peers: readonly string[];
  readonly figures: readonly Figure[];
}

const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
const startedAt = new Date().toISOString();
const loadBefore = loadavg()[0];
const figures: Figure[] = [];
const peers = new Set<string>();
let bench = "";

/** Prints what machine and commit the figures are from, and whether they can be trusted. */
export function introduce(): void {
  console.log(`Node ${process.version}, ${machine}, commit ${commit()}`);
  if (loadBefore > 0.3) console.log(`!! The load was ${loadBefore.toFixed(2)} before the first bench`);
}

export function startBench(name: string): void {
  bench = name;
}

/** Says once how a peer is set. */
export function notePeer(description: string): void {
  if (peers.has(description)) return;
  peers.add(description);
  console.log(`  peer: ${description}`);
}

/** Keeps one contestant's times, and returns their quantiles. */
export function record(
  title: string,
  name: string,
  times: Float64Array,
  calm: Calm,
  ratios: Readonly<Record<string, number>> = {},
): { readonly low: number; readonly median: number; readonly high: number } {
  const [smallest, low, median, high] = quantiles(times, [0, 0.1, 0.5, 0.9]);
  const quiet = isQuiet(calm);
  figures.push({ bench, title, name, rounds: times.length, smallest, median, low, high, ratios, quiet, ...calm });
  return { low, median, high };
}

/** Writes the run's file and says how much of it can be trusted. */
export function writeResults(): void {
  if (figures.length === 0) return;
  const run: Run = {
    machine,
    node: process.version,
    commit: commit(),
    startedAt,
    loadBefore,
    peers: [...peers],
    figures,
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${startedAt.slice(0, 19).replaceAll(":", "-")}-${run.commit}.json`);
  writeFileSync(file, `${JSON.stringify(run, null, 1)}\n`);
  const trusted = figures.filter(({ quiet }) => quiet).length;
  console.log(`\n${file}: ${trusted} of ${figures.length} figures were measured where nothing else ran`);
}

/** Prints, for every figure of this machine, the newest beside the newest one of another commit. */
export function printChanges(): void {
  const runs = readRuns();
  const seen = new Map<string, { now: Figure; before: Figure | null; commits: [string, string] }>();
  for (const { commit: of, figures: all } of runs) {
    for (const figure of all) {
      const key = [figure.bench, figure.title, figure.name].join("\n");
      const found = seen.get(key);
      if (found === undefined) {
        seen.set(key, { now: figure, before: null, commits: [of, ""] });
      } else if (found.before === null && found.commits[0] !== of) {
        found.before = figure;
        found.commits[1] = of;
      }
    }
  }
  let heading = "";
  for (const { now, before, commits } of seen.values()) {
    if (before === null) continue;
    const title = `\n${now.bench}: ${now.title}`;
    if (title !== heading) console.log(title);
    heading = title;
    const factor = now.median / before.median;
    console.log(
      `  ${now.name.padEnd(36)} ${before.median.toPrecision(3)} → ${now.median.toPrecision(3)}  (${factor.toFixed(2)} ×, ` +
        `${commits[1]} → ${commits[0]})${warning(before)}${warning(now)}`,
    );
  }
  if (heading === "") console.log("There are no figures of two commits on this machine yet");
}

/** This machine's runs, the newest first. */
function readRuns(): Run[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .reverse()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Run)
    .filter((run) => run.machine === machine);
}

/** Of the sources, marked where they were changed since. */
function commit(): string {
  const git = (...words: string[]): string =>
    execFileSync("git", words, { cwd: join(import.meta.dirname, ".."), encoding: "utf8" }).trim();
  return (
    git("rev-parse", "--short", "HEAD") +
    (git("status", "--porcelain", "--", "../src", "../webview", ".") === "" ? "" : "-changed")
  );
}
