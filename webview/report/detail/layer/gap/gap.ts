import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../../common/styles.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { additionText, gapRows, gapSentence, type GapRow } from "./gapModel.ts";

/** Training against evaluation: the gap of the selected feature (or of all), split into its causes. */
export class Gap extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .sentence {
        margin-bottom: 6px;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
      }
      .first {
        text-align: left;
        padding-left: 0;
      }
      tr.total > * {
        border-top: 1px solid var(--rule-color);
        font-weight: 600;
      }
      .bar {
        width: 30%;
        min-width: 60px;
      }
      .bar div {
        height: 8px;
        background: var(--series-reference);
        opacity: 0.55;
      }
      :host-context(.vscode-high-contrast) .bar div {
        opacity: 1;
      }
      tr.chance > * {
        color: var(--vscode-descriptionForeground);
      }
      dl {
        margin: 8px 0 0;
        font-size: 12px;
      }
      dt {
        font-weight: 600;
        margin-top: 4px;
      }
      dd {
        margin: 0;
        color: var(--vscode-descriptionForeground);
      }
      @container (max-width: 379px) {
        .bar {
          display: none;
        }
      }
    `,
  ];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "affine", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, affine, view } = this.store;
    const gap = snapshot?.gap ?? null;
    if (snapshot === null || gap === null) {
      return nothing;
    }
    const { features } = snapshot;
    const rows = gapRows(snapshot, gap, affine.gamma, view.selected);
    const largest = Math.max(...rows.map(({ size }) => (Number.isFinite(size) ? size : 0)));
    return html`<section aria-label=${t("Training against evaluation")}>
      <p class="sentence">${gapSentence(gap, affine.gamma, features.names, view.selected)}</p>
      <table>
        <caption class="sr">
          ${t("What changes from training to evaluation, by cause")}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="first">${t("Cause")}</th>
            <th scope="col">${view.selected < 0 ? t("mean of y (root mean square)") : t("mean of y")}</th>
            <th scope="col">${view.selected < 0 ? t("std of y (root mean square)") : t("std of y")}</th>
            <td class="bar"></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => line(row, largest))}
        </tbody>
      </table>
      <p class="axis">${additionText(view.selected)}</p>
      <dl>
        ${rows
          .filter(({ explanation }) => explanation !== "")
          .map(
            ({ name, explanation }) =>
              html`<dt>${name}</dt>
                <dd>${explanation}</dd>`,
          )}
      </dl>
    </section>`;
  }
}

function line({ cause, name, mean, std, size }: GapRow, largest: number): TemplateResult {
  const width = largest > 0 && Number.isFinite(size) ? (100 * size) / largest : 0;
  return html`<tr class=${cause}>
    <th scope="row">${name}</th>
    <td>${mean}</td>
    <td>${std}</td>
    <td class="bar"><div .style=${`width: ${width.toFixed(1)}%`}></div></td>
  </tr>`;
}

customElements.define("bn-gap", Gap);
