import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { quantiles } from "../../src/engine/index.ts";

/** Beyond these a figure says more about the machine than about a program. */
const most = { load: 0.3, variation: 0.05 } as const;
/** The kernel counts a processor's time in hundredths of a second. */
const ticksPerMs = 0.1;

/** What the machine did beside a bench. */
export interface Calm {
  /** Processors that other processes kept busy; the load of the last minute where the system does not say. */
  readonly load: number;
  /** How far a fixed loop's times are apart, from the 10 % to the 90 % quantile, as a share of their median. */
  readonly variation: number;
}

/** Runs a fixed piece of arithmetic for a quarter of a second, and looks at who else was at work. */
export function lookAround(): Calm {
  const before = others();
  const start = performance.now();
  const times = Float64Array.from({ length: 50 }, fixedLoopMs);
  const elapsedMs = performance.now() - start;
  const after = others();
  const [low, median, high] = quantiles(times, [0.1, 0.5, 0.9]);
  const load = before === null || after === null ? loadavg()[0] : (after - before) / elapsedMs;
  return { load: Math.max(0, load), variation: (high - low) / median };
}

/** The worse of two looks in each respect. */
export function worse(a: Calm, b: Calm): Calm {
  return { load: Math.max(a.load, b.load), variation: Math.max(a.variation, b.variation) };
}

export function isQuiet({ load, variation }: Calm): boolean {
  return load <= most.load && variation <= most.variation;
}

/** Why a figure cannot be trusted; empty for one that can. */
export function warning(calm: Calm): string {
  if (isQuiet(calm)) return "";
  const { load, variation } = calm;
  return `  !! NOT QUIET: others keep ${load.toFixed(1)} processors busy, a fixed loop varies by ${Math.round(100 * variation)} %`;
}

function fixedLoopMs(): number {
  const start = performance.now();
  let sum = 0;
  for (let i = 0; i < 2e6; i++) sum += Math.sqrt(i);
  return sum > 0 ? performance.now() - start : NaN;
}

/** Milliseconds that all processors were busy for others than this process; null where there is no /proc. */
function others(): number | null {
  try {
    const [user, nice, system, , , irq, softIrq, stolen] = readFileSync("/proc/stat", "utf8")
      .split("\n", 1)[0]
      .split(/\s+/)
      .slice(1)
      .map(Number);
    const own = process.cpuUsage();
    return (user + nice + system + irq + softIrq + stolen) / ticksPerMs - (own.user + own.system) / 1000;
  } catch {
    return null;
  }
}
