import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";
import { formatOptions } from "./optionFields.ts";

/** One line in the place of the head once that is scrolled away: the file, the mode, and whether the numbers are its own. */
export class CompactHead extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 28px;
        padding: 0 20px;
        border-bottom: 1px solid var(--rule-color);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-weight: 600;
      }
      .name .icon {
        flex: none;
        color: var(--vscode-icon-foreground);
      }
      .options {
        flex: 1 1 0;
      }
    `,
  ];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "status"]);
  }

  override render() {
    const { snapshot } = this.store;
    if (snapshot === null) return nothing;
    const { source, options, reading } = snapshot;
    return html`<div class="line">
      <span class="name"
        >${icon(source.format === "csv" ? "table" : "json")}<span class="ellipsis">${source.name}</span></span
      >
      <span class="options ellipsis secondary">${formatOptions(options, reading)}</span>
      <button
        class="link"
        @click=${() => {
          this.dispatchEvent(new CustomEvent("show-head", { bubbles: true, composed: true }));
        }}
      >
        ${t("Back to Top")}
      </button>
    </div>`;
  }
}

customElements.define("bn-compact-head", CompactHead);
