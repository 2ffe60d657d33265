import type { PictureColumn } from "../../../src/shared/checkpoint/snapshot.ts";
import { formatPower } from "../../../src/shared/text/powers.ts";
import { position, type Domain, type Tick, ticksThatFit } from "../../../src/shared/view/axis.ts";

/** Widest digit of a label and the least room between two, in pixels. */
const labelDigit = 7;
const labelGap = 6;

/** Ticks of a column's shared axis that have room for their labels. σ is on a log axis. */
export function columnTicks(column: PictureColumn, domain: Domain, pixels: number): Tick[] {
  if (column !== "deviation") {
    const found = ticksThatFit(domain, pixels);
    return found.filter((_, i) => i === 0 || roomBefore(found, i, domain, pixels) > 0);
  }
  const first = Math.ceil(domain.min);
  const last = Math.floor(domain.max);
  for (let step = 1; step <= last - first || step === 1; step++) {
    const found: Tick[] = [];
    for (let k = Math.ceil(first / step) * step; k <= last; k += step) {
      found.push({ value: k, label: formatPower(k).replace("-", "−") });
    }
    if (found.every((_, i) => i === 0 || roomBefore(found, i, domain, pixels) > 0)) return found;
  }
  return [];
}

function roomBefore(ticks: readonly Tick[], i: number, domain: Domain, pixels: number): number {
  const distance = (position(ticks[i].value, domain) - position(ticks[i - 1].value, domain)) * pixels;
  return distance - ((ticks[i].label.length + ticks[i - 1].label.length) / 2) * labelDigit - labelGap;
}
