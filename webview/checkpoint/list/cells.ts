import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CheckpointSnapshot, LayerFinding, PictureColumn } from "../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { icon } from "../../common/icons.ts";
import type { PlacedTick } from "./axisTicks.ts";
import { binsPicture } from "./binsPicture.ts";

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
  readonly ticks: Readonly<Record<PictureColumn, readonly PlacedTick[]>>;
}

/** The picture of one column in a row; row 0 is that of all layers. */
export function picture({ snapshot, sharesAxes, ticks }: PictureContext, column: PictureColumn, row: number) {
  const eps = column === "deviation" ? epsOf(snapshot, row) : null;
  return binsPicture(snapshot.pictures[column], row, {
    sharesAxis: sharesAxes,
    role: roles[column],
    guides: sharesAxes ? ticks[column].map(({ value }) => value) : [],
    zero: column === "deviation" ? null : 0,
    dashed: eps === null ? null : Math.log10(eps) / 2,
  });
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
