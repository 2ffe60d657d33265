import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { Reading } from "../../../src/shared/report/reading.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import { HostError } from "../../common/rpc.ts";
import { sharedStyles } from "../../common/styles.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";
import { readingChips } from "./readingText.ts";

/** How the document is read where a person or a setting says so: chips, each with a button that takes it back. */
export class ReadingChips extends LitElement {
  static override properties = { store: { attribute: false }, error: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        max-width: 100%;
        padding-left: 8px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 11px;
        font-size: 12px;
      }
      li .icon-button {
        color: inherit;
        border-radius: 11px;
      }
      .error {
        margin-top: 2px;
        color: var(--vscode-errorForeground);
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare store: ReportStore;
  declare error: string;

  constructor() {
    super();
    this.error = "";
    new StoreController(this, ["snapshot"]);
  }

  override render() {
    const { snapshot } = this.store;
    const chips = snapshot === null ? [] : readingChips(snapshot.reading);
    return chips.length === 0
      ? nothing
      : html`<ul aria-label=${t("How the document is read")}>
            ${chips.map(
              ({ text, undo }) =>
                html`<li>
                  <span class="ellipsis">${text}</span>
                  <button
                    class="icon-button"
                    aria-label=${t("Remove {0}", text)}
                    @click=${() => {
                      this.#set(undo);
                    }}
                    ${hover(() => ({ text: t("Read the document without this again.") }))}
                  >
                    ${icon("close")}
                  </button>
                </li>`,
            )}
          </ul>
          ${this.error === "" ? nothing : html`<p class="error small" role="alert">${this.error}</p>`}`;
  }

  #set(reading: Partial<Reading>): void {
    this.error = "";
    this.store.host.request("reading/set", reading).catch((thrown: unknown) => {
      if (!(thrown instanceof HostError)) throw thrown;
      this.error = thrown.message;
    });
  }
}

customElements.define("bn-reading-chips", ReadingChips);
