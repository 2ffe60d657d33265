import { t } from "@vscode/l10n";
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { type ActivationShare } from "../../../../src/shared/report/questions.ts";
import { formatCopy, formatShare } from "../../../../src/shared/text/numbers.ts";
import type { ActivationName } from "../../../../src/shared/options.ts";
import { hover } from "../../../common/controls/hover.ts";
import { gradientText } from "./activationText.ts";

/** Parts of the values, in the order of the bar. */
type Part = "flat" | "bending" | "linear";

export const sharesStyles = css`
  .shares .bar-cell {
    width: 30%;
  }
  .shares svg {
    display: block;
    width: 100%;
    height: 16px;
  }
  .key {
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-right: 6px;
    vertical-align: -1px;
  }
  .key svg {
    width: 10px;
    height: 10px;
  }
  .part.bending {
    fill: color-mix(in srgb, var(--series-activation) 45%, transparent);
  }
  .part.linear {
    fill: var(--series-activation);
  }
  .part.flat {
    fill: url(#hatch);
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.4;
    vector-effect: non-scaling-stroke;
  }
  .hatch-line {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.6;
  }
  @container detail (max-width: 619px) {
    .shares .bar-cell {
      display: none;
    }
  }
`;

/** Where the values lie without batch norm and with it, as bar and numbers: the text twin of the chart. */
export function sharesTable(
  id: string,
  activation: ActivationName,
  shares: { readonly without: ActivationShare; readonly with: ActivationShare },
): TemplateResult {
  const parts = partsOf(activation);
  return html`<table class="shares" id=${id} aria-label=${t("Where the values lie on the activation")}>
    <thead>
      <tr>
        <td></td>
        <td class="bar-cell"></td>
        ${parts.map(
          (part) => html`<th scope="col"><span class="key">${swatch(part)}</span>${partName(activation, part)}</th>`,
        )}
        <th scope="col">${t("mean gradient")}</th>
      </tr>
    </thead>
    <tbody>
      ${row("without", t("Without batch norm"), "input", activation, shares.without)}
      ${row("with", t("With batch norm"), "output", activation, shares.with)}
    </tbody>
  </table>`;
}

function row(
  id: string,
  label: string,
  series: "input" | "output",
  activation: ActivationName,
  share: ActivationShare,
): TemplateResult {
  const parts = partsOf(activation);
  return html`<tr data-share=${id}>
    <th scope="row">
      <span class="series-cell"><span class="swatch ${series}"></span><span>${label}</span></span>
    </th>
    <td class="bar-cell" aria-hidden="true">${bar(parts, share)}</td>
    ${parts.map((part) => html`<td>${formatShare(countOf(share, part), share.count)}</td>`)}
    <td
      ${hover(() => ({ text: t("The average of the activation's derivative."), exact: formatCopy(share.meanGradient) }))}
    >
      ${gradientText(share)}
    </td>
  </tr>`;
}

function bar(parts: readonly Part[], share: ActivationShare): TemplateResult {
  let from = 0;
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${hatchPattern()}
    ${parts.map((part) => {
      const width = share.count > 0 ? (100 * countOf(share, part)) / share.count : 0;
      const x = from;
      from += width;
      return width > 0 ? svg`<rect class="part ${part}" x=${x} y="0" width=${width} height="10"></rect>` : nothing;
    })}
  </svg>`;
}

function swatch(part: Part): TemplateResult {
  return html`<svg viewBox="0 0 10 10" aria-hidden="true">
    ${hatchPattern()}${svg`<rect class="part ${part}" x="0" y="0" width="10" height="10"></rect>`}
  </svg>`;
}

function hatchPattern(): TemplateResult {
  return svg`<defs><pattern id="hatch" width="3" height="10" patternUnits="userSpaceOnUse" patternTransform="skewX(-20)">
    <line class="hatch-line" x1="0" x2="0" y1="0" y2="10" stroke-width="0.8"></line>
  </pattern></defs>`;
}

function partsOf(activation: ActivationName): readonly Part[] {
  switch (activation) {
    case "relu":
      return ["flat", "linear"];
    case "sigmoid":
    case "tanh":
      return ["flat", "bending", "linear"];
    case "identity":
      return ["linear"];
  }
}

function partName(activation: ActivationName, part: Part): string {
  switch (part) {
    case "flat":
      return activation === "relu" ? t("off") : t("saturated");
    case "bending":
      return t("bending");
    case "linear":
      return activation === "sigmoid" || activation === "tanh" ? t("nearly linear") : t("on");
  }
}

function countOf({ count, flat, linear }: ActivationShare, part: Part): number {
  switch (part) {
    case "flat":
      return flat;
    case "linear":
      return linear;
    case "bending":
      return count - flat - linear;
  }
}
