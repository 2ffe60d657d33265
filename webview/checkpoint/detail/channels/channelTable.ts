import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { effectiveScale } from "../../../../src/shared/checkpoint/scale.ts";
import type { ChannelColumns } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatCopy, formatCount, formatMeasured } from "../../../../src/shared/text/numbers.ts";
import { hover } from "../../../common/controls/hover.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { sectionStyles } from "../../../report/styles/detailStyles.ts";

/** Rows shown before a person asks for all. */
const firstRows = 20;

/** The channels of a layer with their numbers: those with a finding first, then by effective scale. */
export class ChannelTable extends LitElement {
  static override properties = { rows: { attribute: false }, names: { attribute: false }, all: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      :host {
        container-type: inline-size;
      }
      thead th:first-child,
      tbody th {
        text-align: left;
        padding-left: 0;
      }
      td {
        padding-block: 5px;
      }
      .more {
        margin-top: 6px;
      }
      @container (max-width: 459.98px) {
        .beta,
        .without {
          display: none;
        }
      }
    `,
  ];

  declare rows: ChannelColumns;
  /** Names of the layers, where the channels are of several. */
  declare names: readonly string[] | null;
  declare all: boolean;

  constructor() {
    super();
    this.names = null;
    this.all = false;
  }

  override render() {
    const { rows, names } = this;
    const num = rows.channel.length;
    const shown = this.all || num <= firstRows + 5 ? num : firstRows;
    return html`<table>
        <thead>
          <tr>
            <th>${t("Channel")}</th>
            ${names === null ? nothing : html`<th>${t("Layer")}</th>`}
            <th>γ</th>
            <th class="beta">β</th>
            <th>${t("running mean")}</th>
            <th>${t("running σ")}</th>
            <th>γ/√(σ²+ε)</th>
            <th class="without">${t("without ε")}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from({ length: shown }, (_, i) => this.#row(i))}
        </tbody>
      </table>
      ${
        shown === num
          ? nothing
          : html`<button
              class="link more"
              @click=${() => {
                this.all = true;
              }}
            >
              ${t("Show all {0}", formatCount(num))}
            </button>`
      }`;
  }

  #row(i: number) {
    const { layer, channel, gamma, beta, mean, variance, eps } = this.rows;
    const scale = effectiveScale(gamma[i], variance[i], eps[i]);
    const cell = (value: number, className = "") =>
      html`<td class=${className} ${hover(() => ({ text: t("The exact value"), exact: formatCopy(value) }))}>
        ${tableNumber(value)}
      </td>`;
    return html`<tr>
      <th scope="row">${channel[i]}</th>
      ${this.names === null ? nothing : html`<td>${this.names[layer[i]]}</td>`} ${cell(gamma[i])}
      ${cell(beta[i], "beta")} ${cell(mean[i])} ${cell(Math.sqrt(variance[i]))} ${cell(scale)}
      ${cell(effectiveScale(gamma[i], variance[i], 0), "without")}
    </tr>`;
  }
}

/** Four digits; large ones are grouped as counts are. */
function tableNumber(value: number): string {
  const size = Math.abs(value);
  return size >= 1000 && size < 1e6 ? formatCount(Math.round(value)).replace("-", "−") : formatMeasured(value, 4);
}

customElements.define("bn-channel-table", ChannelTable);
