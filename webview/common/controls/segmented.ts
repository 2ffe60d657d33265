import { css, html, LitElement } from "lit";
import { icon } from "../icons.ts";
import { sharedStyles } from "../styles.ts";

export interface Segment {
  readonly value: string;
  readonly label: string;
}

/**
 * A few choices side by side of which one holds: a radio group that looks like VS Code's. Arrow keys move and choose.
 * Fires "change" after `value` has changed.
 */
export class Segmented extends LitElement {
  static override properties = { segments: { attribute: false }, value: {}, label: {} };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        display: inline-flex;
        flex: none;
      }
      button {
        height: 24px;
        padding: 0 8px;
        white-space: nowrap;
        color: var(--vscode-radio-inactiveForeground, inherit);
        background: var(--vscode-radio-inactiveBackground, transparent);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-radio-inactiveBorder, transparent));
      }
      button + button {
        margin-left: -1px;
      }
      button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      button:last-child {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      button:not([aria-checked="true"]):hover {
        background: var(--vscode-radio-inactiveHoverBackground, transparent);
      }
      button[aria-checked="true"] {
        position: relative;
        color: var(--vscode-radio-activeForeground, inherit);
        background: var(--vscode-radio-activeBackground, transparent);
        border-color: var(--vscode-contrastBorder, var(--vscode-radio-activeBorder, var(--vscode-focusBorder)));
      }
      /* In high contrast the chosen one has no background of its own: a check mark says it. */
      .icon {
        display: none;
        vertical-align: -3px;
        margin-right: 4px;
      }
      :host-context(body.vscode-high-contrast) [aria-checked="true"] .icon {
        display: inline-block;
      }
    `,
  ];

  declare segments: readonly Segment[];
  declare value: string;
  declare label: string;

  constructor() {
    super();
    this.segments = [];
    this.value = "";
    this.label = "";
  }

  override render() {
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#onKeyDown}>
      ${this.segments.map(
        ({ value, label }) =>
          html`<button
            role="radio"
            aria-checked=${value === this.value}
            tabindex=${value === this.value ? 0 : -1}
            @click=${() => {
              this.#choose(value);
            }}
          >
            ${icon("check")}${label}
          </button>`,
      )}
    </div>`;
  }

  #choose(value: string): void {
    if (value !== this.value) {
      this.value = value;
      this.dispatchEvent(new Event("change"));
    }
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step === undefined || event.altKey) {
      return;
    }
    event.preventDefault();
    const current = this.segments.findIndex(({ value }) => value === this.value);
    const next = (current + step + this.segments.length) % this.segments.length;
    this.#choose(this.segments[next].value);
    void this.updateComplete.then(() => {
      this.renderRoot.querySelectorAll("button")[next].focus();
    });
  };
}

customElements.define("bn-segmented", Segmented);
