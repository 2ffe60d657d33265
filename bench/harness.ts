import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { quantiles } from "../src/engine/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

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
  /** How often every contestant runs; two more rounds before that are not counted. */
  readonly rounds?: number;
  /** How many of the first contestants are ours. Default 1. */
  readonly numOwn?: number;
  /** The contestants that ours are compared with. Default: all others. */
  readonly peers?: readonly string[];
}

/**
 * Runs the contestants in turn, round by round, so that what else the machine does hits all of them alike, and none of
 * them in the garbage of the one before (measured: that made a pass of 3 ms without any garbage of its own one of 16), and prints
 * each one's median, its 10 % and 90 % quantiles, and the ratio of ours to every peer: the median over the rounds of the
 * ratio within a round.
 */
export async function compare(
  title: string,
  contestants: readonly Contestant[],
  { rounds = 15, numOwn = 1, peers = contestants.slice(numOwn).map(({ name }) => name) }: CompareOptions = {},
): Promise<void> {
  const numWarmUps = 2;
  console.log(`\n${title}`);
  const times = contestants.map(() => new Float64Array(rounds));
  for (let round = -numWarmUps; round < rounds; round++) {
    for (const [i, { run }] of contestants.entries()) {
      collectGarbage();
      const elapsedMs = await run();
      if (round >= 0) {
        times[i][round] = elapsedMs;
      }
    }
  }
  const width = Math.max(...contestants.map(({ name }) => name.length));
  for (const [i, { name }] of contestants.entries()) {
    const [low, median, high] = quantiles(times[i], [0.1, 0.5, 0.9]);
    const ratios = contestants.slice(0, numOwn).map((own, ownIndex) => {
      const [medianRatio] = quantiles(
        times[ownIndex].map((ownTime, round) => ownTime / times[i][round]),
        [0.5],
      );
      return `${own.name} takes ${medianRatio.toFixed(2)} × as long`;
    });
    const compared = peers.includes(name) ? `   ${ratios.join(", ")}` : "";
    console.log(`  ${name.padEnd(width)} ${inMs(median)} ms  (${inMs(low)} … ${inMs(high)})${compared}`);
  }
}

/** How much the time of a fixed piece of arithmetic varies, in percent of its median (10 % to 90 % quantile). */
export function machineNoise(): string {
  const times = Float64Array.from({ length: 40 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let i = 0; i < 3e6; i++) {
      sum += Math.sqrt(i);
    }
    return sum > 0 ? performance.now() - start : NaN;
  });
  const [low, median, high] = quantiles(times, [0.1, 0.5, 0.9]);
  return `a fixed loop of ${inMs(median).trim()} ms varies by ${Math.round((100 * (high - low)) / median)} %`;
}

/** Three digits or more, in a column. */
function inMs(value: number): string {
  return value.toFixed(value < 1 ? 3 : value < 100 ? 2 : 0).padStart(7);
}
