import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { ReportNotice } from "../../../src/shared/report/report.ts";
import { icon } from "../../common/icons.ts";
import { HostError } from "../../common/rpc.ts";
import { sharedStyles } from "../../common/styles.ts";
import { worstFirst } from "./noticeOrder.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/** So many notices are shown; the others when they are asked for. */
const shownAtOnce = 2;

/** What a person should know of how the values were read: one line each, with a link to the place. */
export class Notices extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true }, error: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        gap: 8px;
        margin-top: 2px;
        font-size: 12px;
      }
      .text {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .offer {
        margin: 2px 4px 0 0;
        padding: 0 6px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--rule-color)));
        border-radius: var(--radius);
      }
      .error {
        display: block;
        color: var(--vscode-errorForeground);
      }
      .more {
        margin: 2px 0 0 24px;
        font-size: 12px;
      }
    `,
  ];

  declare store: ReportStore;
  declare all: boolean;
  /** What stood in the way of an offer, and at which notice. */
  declare error: { readonly notice: number; readonly message: string } | null;

  constructor() {
    super();
    this.all = false;
    this.error = null;
    new StoreController(this, ["snapshot", "status"]);
  }

  override render() {
    const notices = this.store.snapshot?.notices ?? [];
    if (notices.length === 0) {
      return nothing;
    }
    // "1 more" would take the line that the notice itself takes.
    const shown = this.all || notices.length <= shownAtOnce + 1 ? notices.length : shownAtOnce;
    return html`<ul aria-label=${t("Notices")}>
        ${worstFirst(notices)
          .slice(0, shown)
          .map(({ notice, index }) => this.#line(notice, index))}
      </ul>
      ${
        shown < notices.length
          ? html`<button
              class="link more"
              @click=${() => {
                this.all = true;
              }}
            >
              ${t("{0} more", notices.length - shown)}
            </button>`
          : nothing
      }`;
  }

  #line({ severity, message, code, hasPlace, offers }: ReportNotice, index: number) {
    return html`<li>
      ${icon(severity, { severity: true })}
      <span class="text"
        ><span class="sr">${severityLabel(severity)}</span> ${message} ${this.#link(code, hasPlace, index)}
        ${offers.map(
          (label, offer) =>
            html`<button
              class="link offer"
              @click=${() => {
                this.#accept(index, offer);
              }}
            >
              ${label}
            </button> `,
        )}${this.error?.notice === index ? html`<span class="error" role="alert">${this.error.message}</span>` : nothing}</span
      >
    </li>`;
  }

  #accept(notice: number, offer: number): void {
    const { snapshot, host } = this.store;
    if (snapshot === null) return;
    this.error = null;
    host.request("notice/accept", { revision: snapshot.revision, notice, offer }).catch((thrown: unknown) => {
      if (!(thrown instanceof HostError)) throw thrown;
      this.error = { notice, message: thrown.message };
    });
  }

  #link(code: string, hasPlace: boolean, index: number) {
    const { store } = this;
    if (code === "BN001") {
      return html`<button
        class="link"
        @click=${() => {
          store.setView({ filter: "@constant" });
        }}
      >
        ${t("Show them")}
      </button>`;
    }
    return hasPlace && store.live !== "closed"
      ? html`<button
          class="link"
          @click=${() => {
            void store.host.request("source/reveal", { kind: "notice", index });
          }}
        >
          ${t("Reveal")}
        </button>`
      : nothing;
  }
}

customElements.define("bn-notices", Notices);

function severityLabel(severity: ReportNotice["severity"]): string {
  switch (severity) {
    case "error":
      return t("Error:");
    case "warning":
      return t("Warning:");
    case "info":
      return t("Information:");
  }
}
