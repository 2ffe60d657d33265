import type { CellNetwork } from "../../../src/shared/lab/sweep.ts";

/** A cell's picture in its own units. */
export const plotWidth = 100;
export const plotHeight = 50;

/** The fixed scale of all cells. */
export const lowestLoss = 0.004;
export const highestLoss = 8;

/** A loss as a height from the top, on the logarithmic scale; what is beyond lies on the edge. */
function heightOf(loss: number): number {
  const place = (Math.log(highestLoss) - Math.log(loss)) / (Math.log(highestLoss) - Math.log(lowestLoss));
  return Math.round(Math.min(1, Math.max(0, place)) * plotHeight * 100) / 100;
}

export const targetHeight = heightOf(0.3);

/** The median's line; it ends where most seeds have diverged. */
export function linePath(losses: Float64Array): string {
  const step = plotWidth / Math.max(1, losses.length - 1);
  return Array.from(losses, (loss, k) =>
    Number.isFinite(loss) ? `${k === 0 ? "M" : "L"}${(k * step).toFixed(2)} ${heightOf(loss)}` : "",
  ).join("");
}

/** The range over seeds as an area. */
export function bandPath({ low, high }: CellNetwork): string {
  const step = plotWidth / Math.max(1, low.length - 1);
  const point = (losses: Float64Array, k: number): string => `${(k * step).toFixed(2)} ${heightOf(losses[k])}`;
  const shown = Array.from(low.keys()).filter((k) => Number.isFinite(low[k]) && Number.isFinite(high[k]));
  if (shown.length < 2) return "";
  const there = shown.map((k) => point(high, k));
  const back = shown.map((k) => point(low, k)).reverse();
  return `M${[...there, ...back].join("L")}Z`;
}

/** Where a network diverged, as a share of the width; null where it did not. */
export function crossPlace({ divergedAt }: CellNetwork, steps: number): number | null {
  return divergedAt < 0 ? null : Math.min(1, divergedAt / steps) * plotWidth;
}
