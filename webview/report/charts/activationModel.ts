import {
  type ActivationShare,
  activationZone,
  activationZones,
  type ActivationZones,
} from "../../../src/shared/report/questions.ts";
import type { ActivationName } from "../../../src/shared/options.ts";
import type { Histogram } from "../../../src/shared/report/report.ts";
import type { Range } from "./distributionBase.ts";
import type { Point } from "./outline.ts";

/** A stretch of the horizontal axis that has a name. */
export interface Zone {
  readonly kind: "flat" | "linear";
  readonly from: number;
  readonly to: number;
}

/** v ↦ scale · v + shift of the values of a histogram. */
export interface AffineMap {
  readonly scale: number;
  readonly shift: number;
}

/** What a value becomes in an activation. */
export function activate(name: ActivationName, z: number): number {
  switch (name) {
    case "relu":
      return Math.max(0, z);
    case "sigmoid":
      return 1 / (1 + Math.exp(-z));
    case "tanh":
      return Math.tanh(z);
    case "identity":
      return z;
  }
}

/** d activation / dz; 0 at the bend of ReLU, as PyTorch has it. */
export function activationSlope(name: ActivationName, z: number): number {
  switch (name) {
    case "relu":
      return z > 0 ? 1 : 0;
    case "sigmoid":
      return activate("sigmoid", z) * activate("sigmoid", -z);
    case "tanh":
      return 1 - Math.tanh(z) ** 2;
    case "identity":
      return 1;
  }
}

/** The largest mean gradient that an activation can let through. */
export function greatestSlope(name: ActivationName): number {
  return name === "sigmoid" ? 0.25 : 1;
}

/** The stretches of an axis where the activation is flat (saturated, off) or nearly linear. */
export function zonesWithin(name: ActivationName, { min, max }: Range): Zone[] {
  const { linear, flat, oneSided } = activationZones(name);
  const zones: Zone[] = [];
  const add = (kind: Zone["kind"], from: number, to: number): void => {
    const zone = { kind, from: Math.max(from, min), to: Math.min(to, max) };
    if (zone.to > zone.from) {
      zones.push(zone);
    }
  };
  if (Number.isFinite(flat)) {
    add("flat", -Infinity, -flat);
    if (!oneSided) {
      add("flat", flat, Infinity);
    }
  }
  if (Number.isFinite(linear)) {
    add("linear", -linear, linear);
  }
  return zones;
}

/** The activation's curve over an axis. */
export function activationCurve(name: ActivationName, { min, max }: Range, steps = 160): Point[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const x = min + ((max - min) * i) / steps;
    return { x, y: activate(name, x) };
  });
}

/** A bin with the share of its histogram's values. */
interface Piece {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The bins of a mapped histogram that hold anything. */
function pieces({ start, width, counts }: Histogram, { scale, shift }: AffineMap): Piece[] {
  const found: Piece[] = [];
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] > 0) {
      const one = (start + k * width) * scale + shift;
      const other = (start + (k + 1) * width) * scale + shift;
      found.push({ low: Math.min(one, other), high: Math.max(one, other), count: counts[k] });
    }
  }
  return found;
}

/** What leaves the activation, in even bins over [min, max]: every bin is taken through the activation in slices. */
export function activatedHistogram(
  name: ActivationName,
  histogram: Histogram,
  map: AffineMap,
  { min, max }: Range,
  numBins = 24,
): Histogram {
  const counts = new Float64Array(numBins);
  const width = (max - min) / numBins;
  const numSlices = 8;
  for (const { low, high, count } of pieces(histogram, map)) {
    for (let i = 0; i < numSlices; i++) {
      const z = low + ((high - low) * (i + 0.5)) / numSlices;
      const bin = Math.floor((activate(name, z) - min) / width);
      counts[Math.min(Math.max(bin, 0), numBins - 1)] += count / numSlices;
    }
  }
  return { start: min, width, counts, below: 0, above: 0, discrete: false };
}

/**
 * Shares and mean gradient as a histogram tells them, each bin evenly filled: what is shown while γ or β is dragged,
 * until the exact ones are there.
 */
export function estimateShare(name: ActivationName, histogram: Histogram, map: AffineMap): ActivationShare {
  const zones = activationZones(name);
  const numSlices = 8;
  let [total, flat, linear, gradient] = [0, 0, 0, 0];
  for (const { low, high, count } of pieces(histogram, map)) {
    for (let i = 0; i < numSlices; i++) {
      const z = low + ((high - low) * (i + 0.5)) / numSlices;
      const part = count / numSlices;
      const zone = activationZone(z, zones);
      flat += zone === "flat" ? part : 0;
      linear += zone === "linear" ? part : 0;
      gradient += part * activationSlope(name, z);
      total += part;
    }
  }
  return {
    count: total,
    flat,
    linear,
    meanGradient: gradient / total,
    deadFeatures: total > 0 && flat === total ? 1 : 0,
  };
}

/** The vertical axis: the activation's own limits, or those of its values over the horizontal axis. */
export function outputRange(name: ActivationName, { min, max }: Range): Range {
  switch (name) {
    case "sigmoid":
      return { min: 0, max: 1 };
    case "tanh":
      return { min: -1, max: 1 };
    case "relu":
      return { min: 0, max: Math.max(1, max) };
    case "identity":
      return { min, max };
  }
}

/**
 * The horizontal axis: y, the zones around 0, and x where it is near enough to be drawn with them.
 *
 * @returns whether x had to be left out
 */
export function inputRange(name: ActivationName, output: Range, input: Range): { range: Range; inputLeftOut: boolean } {
  const { flat }: ActivationZones = activationZones(name);
  const reach = Number.isFinite(flat) && flat > 0 ? flat + 1 : 3;
  const own = { min: Math.min(output.min, -reach), max: Math.max(output.max, reach) };
  const both = { min: Math.min(own.min, input.min), max: Math.max(own.max, input.max) };
  const inputLeftOut = both.max - both.min > 5 * (own.max - own.min);
  const { min, max } = inputLeftOut ? own : both;
  const room = (max - min) * 0.02;
  return { range: { min: min - room, max: max + room }, inputLeftOut };
}
