import { t } from "@vscode/l10n";
import { html, nothing, svg, type TemplateResult } from "lit";
import {
  type CheckpointSnapshot,
  type LayerFinding,
  numBins,
  type PictureColumn,
} from "../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import type { Domain, Tick } from "../../../src/shared/view/axis.ts";
import { boxWidth, guidePath, histogramPath, type Band } from "../../../src/shared/view/thumbnail.ts";
import { icon } from "../../common/icons.ts";

/** Pictures fill their row, so that guides run through; the shapes stand a little inside. */
const height = 28;
const band: Band = { top: 3, base: 26.5, closed: true };

/** γ and β make y, the statistics describe x. */
const roles: Readonly<Record<PictureColumn, "output" | "input">> = {
  gamma: "output",
  beta: "output",
  mean: "input",
  deviation: "input",
};

export interface PictureContext {
  readonly snapshot: CheckpointSnapshot;
  readonly sharesAxes: boolean;
  readonly ticks: Readonly<Record<PictureColumn, readonly Tick[]>>;
}

/** The picture of one column in a row; row 0 is that of all layers. */
export function picture({ snapshot, sharesAxes, ticks }: PictureContext, column: PictureColumn, row: number) {
  const rows = snapshot.pictures[column];
  const domain: Domain = sharesAxes || row === 0 ? rows.domain : { min: rows.ownMin[row], max: rows.ownMax[row] };
  const counts = (sharesAxes || row === 0 ? rows.counts : rows.ownCounts).subarray(row * numBins, (row + 1) * numBins);
  const histogram = {
    start: domain.min,
    width: (domain.max - domain.min) / numBins,
    counts,
    below: 0,
    above: 0,
    discrete: false,
  };
  const shown = sharesAxes || row === 0 ? ticks[column].map(({ value }) => value) : [];
  const isZeroShown = column !== "deviation" && domain.min < 0 && domain.max > 0;
  const eps = column === "deviation" ? epsOf(snapshot, row) : null;
  const at = eps === null ? NaN : Math.log10(eps) / 2;
  return html`<svg class="picture" viewBox=${`0 0 ${boxWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
    <path class="guide" d=${guidePath(shown, domain, height)}></path>
    ${isZeroShown ? svg`<path class="zero" d=${guidePath([0], domain, height)}></path>` : nothing}
    ${at > domain.min && at < domain.max ? svg`<path class="eps" d=${guidePath([at], domain, height)}></path>` : nothing}
    <path class=${roles[column]} d=${trimmedPath(histogram, domain)}></path>
  </svg>`;
}

/** The outline from the first bin that holds something to the last. */
function trimmedPath(histogram: Parameters<typeof histogramPath>[0], domain: Domain): string {
  const { counts, start, width } = histogram;
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return "";
  let last = counts.length - 1;
  while (counts[last] === 0) last--;
  const kept = counts.subarray(first, last + 1);
  if (kept.length > 1) return histogramPath({ ...histogram, counts: kept, start: start + first * width }, domain, band);
  // A single bin is a box as wide as itself, not a line.
  const [left, right] = [first, first + 1].map((bin) => Math.round((bin / counts.length) * boxWidth * 10) / 10);
  return `M${left} ${band.base}V${band.top}H${right}V${band.base}Z`;
}

/** ε of a row; of all layers if they have the same. */
function epsOf({ layers }: CheckpointSnapshot, row: number): number | null {
  if (row > 0) return layers[row - 1].eps;
  return layers.every(({ eps }) => eps === layers[0].eps) ? layers[0].eps : null;
}

/** The worst finding in words and how many more, or an icon and the number of channels where there is little room. */
export function findingsCell(
  findings: readonly LayerFinding[],
  form: "words" | "count" | "icon",
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  const [worst] = findings;
  const symbol = icon(worst.severity, { severity: true });
  if (form === "icon") return html`${symbol}<span class="sr">${labelOf(findings)}</span>`;
  if (form === "count") {
    const channels = new Set(findings.flatMap((finding) => finding.channels)).size;
    return html`${symbol}<span>${channels > 0 ? formatCount(channels) : nothing}</span>`;
  }
  const more = findings.length - 1;
  return html`${symbol}<span class="words"
      >${worst.short}${more > 0 ? html` <span class="secondary">+${more}</span>` : nothing}</span
    >`;
}

/** A row's name to a screen reader is its finding. */
export function labelOf(findings: readonly LayerFinding[]): string {
  const names = { error: t("error"), warning: t("warning"), info: t("information") } as const;
  return findings.map(({ severity, title }) => `${names[severity]}: ${title}`).join(", ");
}
