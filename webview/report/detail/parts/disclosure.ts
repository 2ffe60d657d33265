import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../../../common/icons.ts";
import { sharedStyles } from "../../../common/styles.ts";

/**
 * A section of a tab that a person opens and closes, with what it would say in one line beside its heading. What is in
 * it is slotted, and rendered by its owner only while it is open. Fires "toggle" when it is to be opened or closed.
 */
export class Disclosure extends LitElement {
  static override properties = { heading: {}, summary: {}, open: { type: Boolean } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        border-top: 1px solid var(--rule-color);
      }
      h3 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      button {
        display: flex;
        align-items: center;
        gap: 4px;
        width: 100%;
        min-height: 32px;
        padding: 4px 0;
      }
      .heading {
        overflow-wrap: anywhere;
      }
      .summary {
        flex: 1;
        min-width: 0;
        margin-left: 8px;
        font-weight: normal;
        text-align: right;
      }
      .content {
        padding: 2px 0 18px 20px;
      }
      @container detail (max-width: 459px) {
        .summary {
          display: none;
        }
        .content {
          padding-left: 0;
        }
      }
    `,
  ];

  declare heading: string;
  /** What the section says in a few words; "" for nothing. */
  declare summary: string;
  declare open: boolean;

  constructor() {
    super();
    this.heading = "";
    this.summary = "";
    this.open = false;
  }

  override render(): TemplateResult {
    return html`<h3>
        <button
          aria-expanded=${String(this.open)}
          aria-controls="content"
          @click=${() => {
            this.dispatchEvent(new Event("toggle"));
          }}
        >
          ${icon(this.open ? "chevron-down" : "chevron-right")}<span class="heading">${this.heading}</span>
          ${this.open || this.summary === "" ? nothing : html`<span class="summary secondary small ellipsis">${this.summary}</span>`}
        </button>
      </h3>
      <div id="content" class="content" ?hidden=${!this.open}><slot></slot></div>`;
  }
}

customElements.define("bn-disclosure", Disclosure);
