import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import { StoreElement } from "../store/storeElement.ts";

/** The line above the head: why the file cannot be read, or that it has changed. */
export class CheckpointBanner extends StoreElement {
  static override styles = [
    ...sharedStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
        min-height: 34px;
        padding: 6px 20px;
        border-bottom: 1px solid var(--rule-color);
      }
      .text {
        display: flex;
        gap: 8px;
        flex: 1 1 220px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { failure, isStale, fileName, progress } = this.store;
    if (failure !== null && progress === null) {
      const text = failure.code === "CANCELLED" ? t("Reading was cancelled.") : failure.message;
      return html`<div class="line" role="alert">
        <span class="text">${icon("error", { severity: true })}<span>${text}</span></span>
        <button
          class="link"
          @click=${() => {
            this.store.send("file/reload");
          }}
        >
          ${t("Retry")}
        </button>
        <button
          class="link"
          @click=${() => {
            this.store.send("log/show");
          }}
        >
          ${t("Show Log")}
        </button>
      </div>`;
    }
    if (!isStale) return nothing;
    return html`<div class="line" role="status">
      <span class="text">${icon("info", { severity: true })}<span>${t("{0} has changed.", fileName)}</span></span>
      <button
        class="link"
        @click=${() => {
          this.store.send("file/reload");
        }}
      >
        ${t("Reload")}
      </button>
      <button
        class="link"
        @click=${() => {
          this.store.send("file/keep");
        }}
      >
        ${t("Keep")}
      </button>
    </div>`;
  }
}

customElements.define("bn-checkpoint-banner", CheckpointBanner);
