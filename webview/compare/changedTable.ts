import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { ComparedChannels } from "../../src/shared/checkpoint/comparison.ts";
import { formatSignificant } from "../../src/shared/text/numbers.ts";

/** Rows of the table of changed channels. */
const shownChannels = 20;

/** The channels that changed most, in both files. */
export function changedTable(value: ComparedChannels, order: readonly number[]): TemplateResult {
  const { gammaA, gammaB, meanA, meanB, varianceA, varianceB, eps } = value;
  const cell = (number: number): TemplateResult => html`<td>${formatSignificant(number, 4)}</td>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="row">${t("Channel")}</th>
        <th>γ A</th>
        <th>γ B</th>
        <th>${t("mean A")}</th>
        <th>${t("mean B")}</th>
        <th class="optional">${t("Δ mean, in σ")}</th>
        <th>σ A</th>
        <th>σ B</th>
        <th class="optional">${t("ratio")}</th>
      </tr>
    </thead>
    <tbody>
      ${order.slice(0, shownChannels).map((c) => {
        const root = Math.sqrt(varianceA[c] + eps);
        return html`<tr>
          <th scope="row">${c}</th>
          ${cell(gammaA[c])}${cell(gammaB[c])}${cell(meanA[c])}${cell(meanB[c])}
          <td class="optional">${formatSignificant((meanB[c] - meanA[c]) / root, 3)}</td>
          ${cell(Math.sqrt(varianceA[c]))}${cell(Math.sqrt(varianceB[c]))}
          <td class="optional">${formatSignificant(Math.sqrt(varianceB[c] + eps) / root, 2)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
