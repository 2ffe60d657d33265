import type { ComparedColumn } from "../../src/shared/checkpoint/comparison.ts";
import { formatSignificant } from "../../src/shared/text/numbers.ts";
import { ticksThatFit, type Domain, type Tick } from "../../src/shared/view/axis.ts";

/** Labels stand well inside a column: beside its ends are those of the next. */
const inner = 0.8;
const ratioPixels = 26;
/** Widest digit of a label and the least room between two, in pixels. */
const labelDigit = 7;
const labelGap = 3;
/** Ratios whose places tell how wide an axis is on which σ less than doubles. */
const smallRatios = [1.5, 1.2, 1.1, 1.05, 1.02, 1.01];

/**
 * Ticks of a column of the Compare page with room for their labels: 0 and at least one value on either side of it, so that a width
 * can be read. Those of the ratio, whose axis is log₂, are powers of two where it reaches so far.
 *
 * @param domain as far to the left of 0 as to the right
 */
export function comparedTicks(column: ComparedColumn, domain: Domain, pixels: number): Tick[] {
  const reach = domain.max * inner;
  if (!(reach > 0)) return [{ value: 0, label: column === "ratio" ? "1×" : "0" }];
  if (column === "ratio") return ratioTicks(domain, reach, pixels);
  const found = ticksThatFit(domain, pixels).filter(({ value }) => Math.abs(value) < reach);
  return found.length > 1 ? found : around(roundBelow(reach), "0", (value) => formatSignificant(value, 1));
}

function ratioTicks({ min, max }: Domain, reach: number, pixels: number): Tick[] {
  const label = (value: number): string => `${formatSignificant(2 ** value, 2)}×`;
  const step = Math.max(1, Math.ceil(((max - min) * ratioPixels) / pixels));
  const numSteps = Math.floor(reach / step);
  if (numSteps > 0) {
    return Array.from({ length: 2 * numSteps + 1 }, (_, k) => (k - numSteps) * step).map((value) => ({
      value,
      label: label(value),
    }));
  }
  const ratio = smallRatios.find((each) => Math.log2(each) < reach);
  if (ratio === undefined) return [{ value: 0, label: "1×" }];
  const small = around(Math.log2(ratio), "1×", (value) => `${formatSignificant(2 ** value, value < 0 ? 2 : 3)}×`);
  return withRoom(small, pixels / (max - min));
}

/** Without the first label where it would cover that of 0: the ratio on the other side says as much. */
function withRoom([first, zero, last]: Tick[], pixelsPerUnit: number): Tick[] {
  const needed = ((first.label.length + zero.label.length) / 2) * labelDigit + labelGap;
  return [(zero.value - first.value) * pixelsPerUnit < needed ? { ...first, label: "" } : first, zero, last];
}

function around(value: number, zero: string, label: (value: number) => string): Tick[] {
  return [
    { value: -value, label: label(-value) },
    { value: 0, label: zero },
    { value, label: label(value) },
  ];
}

/** The largest 1, 2 or 5 times a power of ten below a positive number. */
function roundBelow(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  return ([5, 2, 1].find((digit) => digit * power <= limit) ?? 1) * power;
}
