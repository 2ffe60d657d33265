import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { quantiles } from "../../src/engine/index.ts";
import { lookAround, warning, worse, type Calm } from "./quiet.ts";
import { record } from "./results.ts";

setFlagsFromString("--expose-gc");
export const collectGarbage = runInNewContext("gc") as () => void;

/** Something to measure: runs once and says how many milliseconds that took. */
export interface Contestant {
  readonly name: string;
  readonly run: () => number | Promise<number>;
}

/** A contestant that is timed from outside. */
export function timed(name: string, work: () => unknown): Contestant {
  return {
    name,
    run: async () => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    },
  };
}

export interface CompareOptions {
  /** How often every contestant runs at most; two more rounds before that are not counted. */
  readonly rounds?: number;
  /** No further round begins after so long, but three (or `rounds`) there are. */
  readonly budgetMs?: number;
  /** How many of the first contestants are ours. Default 1. */
  readonly numOwn?: number;
  /** The contestants that ours are compared with. Default: all others. */
  readonly peers?: readonly string[];
}

const numWarmUps = 2;
const fewestRounds = 3;

/**
 * Runs the contestants in turn, round by round, so that what else the machine does hits all of them alike, and none of
 * them in the garbage of the one before (measured: that made a pass of 3 ms without any garbage of its own one of 16), and prints
 * each one's median, its 10 % and 90 % quantiles, and the ratio of ours to every peer: the median over the rounds of the
 * ratio within a round. Figures are marked where other processes were at work before or after.
 */
export async function compare(
  title: string,
  contestants: readonly Contestant[],
  options: CompareOptions = {},
): Promise<void> {
  const {
    rounds = 15,
    budgetMs = 10_000,
    numOwn = 1,
    peers = contestants.slice(numOwn).map(({ name }) => name),
  } = options;
  const before = lookAround();
  const times = contestants.map((): number[] => []);
  const start = performance.now();
  for (let round = -numWarmUps; round < rounds; round++) {
    if (round >= fewestRounds && performance.now() - start > budgetMs) break;
    for (const [i, { run }] of contestants.entries()) {
      collectGarbage();
      const elapsedMs = await run();
      if (round >= 0) times[i].push(elapsedMs);
    }
  }
  const calm = worse(before, lookAround());
  console.log(`\n${title}${warning(calm)}`);
  const width = Math.max(...contestants.map(({ name }) => name.length));
  for (const [i, { name }] of contestants.entries()) {
    const ratios = peers.includes(name) ? ratiosTo(contestants.slice(0, numOwn), times, times[i]) : {};
    const { low, median, high } = record(title, name, Float64Array.from(times[i]), calm, ratios);
    const compared = Object.entries(ratios).map(([own, ratio]) => `${own} takes ${ratio.toFixed(2)} × as long`);
    console.log(
      `  ${name.padEnd(width)} ${inMs(median)} ms  (${inMs(low)} … ${inMs(high)})   ${compared.join(", ")}`.trimEnd(),
    );
  }
}

/** Prints and keeps times that were measured elsewhere, as those of a window are. */
export function report(title: string, name: string, values: readonly number[], calm: Calm): void {
  const { median, low, high } = record(title, name, Float64Array.from(values), calm);
  console.log(`  ${name.padEnd(44)} ${inMs(median)} ms  (${inMs(low)} … ${inMs(high)})`);
}

/** The median over the rounds of each of ours through a peer. */
function ratiosTo(
  own: readonly Contestant[],
  times: readonly (readonly number[])[],
  peer: readonly number[],
): Record<string, number> {
  return Object.fromEntries(
    own.map(({ name }, k) => {
      const [ratio] = quantiles(
        Float64Array.from(times[k], (time, round) => time / peer[round]),
        [0.5],
      );
      return [name, ratio];
    }),
  );
}

/** Three digits or more, in a column. */
function inMs(value: number): string {
  return value.toFixed(value < 1 ? 3 : value < 100 ? 2 : 0).padStart(7);
}
