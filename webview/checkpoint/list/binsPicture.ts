import { html, nothing, svg, type TemplateResult } from "lit";
import { numBins, type PictureRows } from "../../../src/shared/checkpoint/snapshot.ts";
import type { Domain } from "../../../src/shared/view/axis.ts";
import { boxWidth, guidePath, histogramPath, type Band } from "../../../src/shared/view/thumbnail.ts";

/** Pictures fill their row, so that guides run through; the shapes stand a little inside. */
const height = 28;
const band: Band = { top: 3, base: 26.5, closed: true };

export interface BinsLook {
  /** Whether the row is on the axis that all share. */
  readonly sharesAxis: boolean;
  /** γ, β and y are green, what describes x is blue. */
  readonly role: "output" | "input";
  readonly guides: readonly number[];
  /** A value with a full line, and one with a dashed line; null for none. */
  readonly zero: number | null;
  readonly dashed?: number | null;
}

/** One row of a column of pictures: its bins as one path, with guides that run through all rows. */
export function binsPicture(rows: PictureRows, row: number, look: BinsLook): TemplateResult {
  const isShared = look.sharesAxis || row === 0;
  const domain: Domain = isShared ? rows.domain : { min: rows.ownMin[row], max: rows.ownMax[row] };
  const counts = (isShared ? rows.counts : rows.ownCounts).subarray(row * numBins, (row + 1) * numBins);
  const isInside = (value: number | null | undefined): value is number =>
    typeof value === "number" && value > domain.min && value < domain.max;
  const line = (value: number | null | undefined, className: string): unknown =>
    isInside(value) ? svg`<path class=${className} d=${guidePath([value], domain, height)}></path>` : nothing;
  return html`<svg class="picture" viewBox=${`0 0 ${boxWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
    <path class="guide" d=${guidePath(isShared ? look.guides : [], domain, height)}></path>
    ${line(look.zero, "zero")} ${line(look.dashed, "eps")}
    <path class=${look.role} d=${outline(counts, domain)}></path>
  </svg>`;
}

/** The outline from the first bin that holds something to the last. */
function outline(counts: Uint32Array, domain: Domain): string {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return "";
  let last = counts.length - 1;
  while (counts[last] === 0) last--;
  const width = (domain.max - domain.min) / counts.length;
  if (last > first) {
    const bins = { start: domain.min + first * width, width, counts: counts.subarray(first, last + 1) };
    return histogramPath({ ...bins, below: 0, above: 0, discrete: false }, domain, band);
  }
  // A single bin is a box as wide as itself, not a line.
  const [left, right] = [first, first + 1].map((bin) => Math.round((bin / counts.length) * boxWidth * 10) / 10);
  return `M${left} ${band.base}V${band.top}H${right}V${band.base}Z`;
}
