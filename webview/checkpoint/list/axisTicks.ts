import type { PictureColumn } from "../../../src/shared/checkpoint/snapshot.ts";
import { formatPower } from "../../../src/shared/text/powers.ts";
import { position, type Domain, type Tick, ticksThatFit } from "../../../src/shared/view/axis.ts";

/** Widest digit of a label and the least room between two, in pixels. */
const labelDigit = 7;
const labelGap = 5;

/** A tick whose label stands over its value, or inside the column at its ends. */
export interface PlacedTick extends Tick {
  readonly align: "start" | "center" | "end";
}

/** Ticks of a column's shared axis that have room for their labels; 0 stays. σ is on a log axis. */
export function columnTicks(column: PictureColumn, domain: Domain, pixels: number): PlacedTick[] {
  if (column !== "deviation") return placed(ticksThatFit(domain, pixels), domain, pixels);
  const first = Math.ceil(domain.min);
  const last = Math.floor(domain.max);
  for (let step = 1; step <= Math.max(1, last - first); step++) {
    const found: Tick[] = [];
    for (let k = Math.ceil(first / step) * step; k <= last; k += step) found.push({ value: k, label: formatPower(k) });
    if (placed(found, domain, pixels).length === found.length) return placed(found, domain, pixels);
  }
  return [];
}

/** Leaves out what would cover the label before it, or that one where 0 needs the room. */
function placed(ticks: readonly Tick[], domain: Domain, pixels: number): PlacedTick[] {
  const kept: PlacedTick[] = [];
  for (const { value, label } of ticks) {
    const tick: PlacedTick = { value, label, align: alignOf(value, domain) };
    const before = kept.at(-1);
    const isFree =
      before === undefined || edges(tick, domain, pixels).left > edges(before, domain, pixels).right + labelGap;
    if (!isFree && value !== 0) continue;
    if (!isFree) kept.pop();
    kept.push(tick);
  }
  return kept;
}

function alignOf(value: number, domain: Domain): PlacedTick["align"] {
  const at = position(value, domain);
  return at < 0.06 ? "start" : at > 0.94 ? "end" : "center";
}

function edges({ value, label, align }: PlacedTick, domain: Domain, pixels: number): { left: number; right: number } {
  const at = position(value, domain) * pixels;
  const width = label.length * labelDigit;
  const left = align === "start" ? at : align === "end" ? at - width : at - width / 2;
  return { left, right: left + width };
}
