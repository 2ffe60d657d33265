import { histogramBins, unitBins, type DivergenceTrace, type UnitHistograms } from "../../../src/shared/lab/run.ts";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { ProbeFrame } from "../../../src/shared/lab/run.ts";

/** One ridge of a ridgeline: the outline of a layer's input at a step, scaled to its own peak. */
export interface Ridge {
  readonly step: number;
  readonly x: readonly number[];
  /** 0 to 1. */
  readonly y: readonly number[];
  /** Share of the values beyond the axis. */
  readonly outside: number;
  readonly strong: boolean;
}

const mostRidges = 9;

/** Indices of the frames that become ridges: the first, the last, thinning out with time, and the one looked at. */
export function chooseRidges(count: number, looked: number): number[] {
  if (count <= mostRidges) return Array.from({ length: count }, (_, k) => k);
  const last = mostRidges - 1;
  const chosen = new Set(Array.from({ length: mostRidges }, (_, k) => Math.round((count - 1) * (k / last) ** 1.5)));
  if (!chosen.has(looked)) {
    // The one looked at takes the place of its nearest neighbour, but never of the first or the last.
    const inner = [...chosen].filter((index) => index > 0 && index < count - 1);
    const nearest = inner.reduce((best, index) => (Math.abs(index - looked) < Math.abs(best - looked) ? index : best));
    chosen.delete(nearest);
    chosen.add(looked);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The layers whose ridges are shown: all up to five, else first, second, middle and the last two. */
export function chooseLayers(depth: number): number[] {
  if (depth <= 5) return Array.from({ length: depth }, (_, layer) => layer);
  return [0, 1, Math.floor((depth - 1) / 2), depth - 2, depth - 1];
}

/** How many bins are joined, so that about ten of them span ± σ: few where σ is small, or a narrow peak vanishes. */
export function binsToJoin(counts: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < counts.length; k++) {
    total += counts[k];
    sum += counts[k] * k;
    squares += counts[k] * k * k;
  }
  const sigma = total === 0 ? 0 : Math.sqrt(Math.max(0, squares / total - (sum / total) ** 2));
  const values = total / 40;
  // A unit by itself has few values: its bins must hold enough of them not to be noise.
  const wanted = Math.max(sigma / 5, values < 50 ? sigma / 2.5 : 0);
  const divisors = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20].filter((factor) => counts.length % factor === 0);
  return divisors.filter((factor) => factor <= wanted).at(-1) ?? 1;
}

/** The outline of a histogram over [−range, range]. */
export function ridgeOutline(
  counts: ArrayLike<number>,
  range: number,
  outside: number,
): Pick<Ridge, "x" | "y" | "outside"> {
  const join = binsToJoin(counts);
  const width = (2 * range) / counts.length;
  const x: number[] = [];
  const heights: number[] = [];
  let inside = 0;
  for (let start = 0; start < counts.length; start += join) {
    let count = 0;
    for (let k = start; k < start + join; k++) count += counts[k];
    inside += count;
    x.push(-range + (start + join / 2) * width);
    heights.push(count);
  }
  const total = inside + outside;
  const share = total === 0 ? 0 : outside / total;
  const peak = heights.reduce((most, count) => Math.max(most, count), 0);
  // Where most values are beyond the axis, what remains must not look like all of them.
  const scale = peak === 0 ? 0 : (share > 0.5 ? 1 - share : 1) / peak;
  return { x, y: heights.map((count) => count * scale), outside: share };
}

/** What a cell of the ridgelines draws. */
export interface RidgeCell {
  readonly range: number;
  readonly ridges: readonly Ridge[];
}

/** The ridges of one layer of one network. */
export function ridgeCell(
  run: RunRecord,
  network: number,
  layer: number,
  looked: number,
  unit: UnitHistograms | null,
): RidgeCell {
  const { frames, info } = run;
  const range = frames.at(-1)?.ranges[layer] ?? 6;
  const trace = run.traces.find((each) => each.network === network && each.seed === info.settings.firstSeed);
  if (trace !== undefined && unit === null) return traceCell(trace, layer, range);
  const alive = frames.filter(({ networks }) => networks[network].histograms.length > 0);
  const at = Math.max(0, alive.filter(({ step }) => step <= looked).length - 1);
  const ridges = chooseRidges(alive.length, at).map((index): Ridge => {
    const frame = alive[index];
    const outline = unit === null ? frameOutline(frame, network, layer) : unitOutline(unit, frame, network, layer);
    return { ...outline, step: frame.step, strong: index === at };
  });
  return { range, ridges };
}

function frameOutline(frame: ProbeFrame, network: number, layer: number) {
  const { histograms, outside } = frame.networks[network];
  const counts = histograms.subarray(layer * histogramBins, (layer + 1) * histogramBins);
  return ridgeOutline(counts, frame.ranges[layer], outside[layer]);
}

function unitOutline(unit: UnitHistograms, frame: ProbeFrame, network: number, layer: number) {
  const probe = unit.steps.indexOf(frame.step);
  const depth = unit.ranges.length / Math.max(1, unit.steps.length);
  const start = (probe * depth + layer) * unitBins;
  return ridgeOutline(probe < 0 ? [] : unit.counts[network].subarray(start, start + unitBins), frame.ranges[layer], 0);
}

/** A diverged network: step by step until the last finite one. */
function traceCell(trace: DivergenceTrace, layer: number, range: number): RidgeCell {
  const depth = trace.ranges.length;
  const ridges = Array.from(trace.steps, (step, k): Ridge => {
    const at = k * depth + layer;
    const counts = trace.histograms.subarray(at * histogramBins, (at + 1) * histogramBins);
    return {
      ...ridgeOutline(counts, trace.ranges[layer], trace.outside[at]),
      step,
      strong: k === trace.steps.length - 1,
    };
  });
  return { range, ridges: ridges.slice(-mostRidges) };
}
