import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { frameworkTitles, presetNames, type PresetName } from "../../../../../src/shared/options.ts";
import { icon } from "../../../../common/icons.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { layerSwitches, switchNotes, type SwitchSetting } from "./switchModel.ts";

/** Three switches instead of two modes: what each is set to, and how every framework is brought to it. */
export class Switches extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th,
      td {
        padding: 8px 16px 8px 0;
        text-align: left;
        vertical-align: top;
        font-weight: normal;
      }
      tr + tr > * {
        border-top: 1px solid var(--rule-color);
      }
      th {
        width: 22%;
        font-weight: 600;
      }
      .setting {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-bottom: 4px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 8px;
        margin: 0;
        font-size: 12px;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        margin: 0;
      }
      code {
        font-family: var(--vscode-editor-font-family, monospace);
        overflow-wrap: anywhere;
      }
      .own {
        color: var(--vscode-foreground);
        font-weight: 600;
      }
      ul {
        margin: 8px 0 0;
        padding-left: 18px;
      }
      @container detail (max-width: 759px) {
        table,
        tbody,
        tr,
        th,
        td {
          display: block;
          width: auto;
        }
        th {
          padding-bottom: 4px;
        }
        td {
          padding: 0 0 10px;
        }
        tr + tr > td {
          border-top: 0;
        }
      }
    `,
  ];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    return html`<table role="table" aria-label=${t("Three switches instead of two modes")}>
        <tbody role="rowgroup">
          ${layerSwitches(snapshot.options).map(
            ({ question, settings }) =>
              html`<tr role="row">
                <th role="rowheader" scope="row">${question}</th>
                ${settings.map((setting) => cell(setting, snapshot.options.preset))}
              </tr>`,
          )}
        </tbody>
      </table>
      <ul class="secondary">
        ${switchNotes().map((note) => html`<li>${note}</li>`)}
      </ul>`;
  }
}

function cell({ setting, isNow, code }: SwitchSetting, preset: PresetName): TemplateResult {
  return html`<td role="cell">
    <div class="setting">
      <span>${setting}</span>
      ${isNow ? html`<span class="secondary small">${icon("check")} ${t("in this report")}</span>` : nothing}
    </div>
    <dl>
      ${presetNames.map(
        (name) =>
          html`<dt class=${name === preset ? "own" : ""}>${frameworkTitles[name]}</dt>
            <dd><code>${code[name]}</code></dd>`,
      )}
    </dl>
  </td>`;
}

customElements.define("bn-switches", Switches);
