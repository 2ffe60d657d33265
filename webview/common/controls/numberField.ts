import { css, html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { type FieldCheck, parseNumber, stepLastDigit } from "../numberText.ts";
import { sharedStyles } from "../styles.ts";

export type { FieldCheck };

/**
 * A field for one number, with its complaint right below. Arrow up and down step the last written digit, Escape takes
 * back what was typed since the field got the focus. Fires "input-value" with every acceptable value while typing and "change-value" when it is
 * meant (Enter, an arrow key, leaving the field); both carry the value in `detail`.
 */
export class NumberField extends LitElement {
  static override properties = {
    label: {},
    text: {},
    error: {},
    placeholder: {},
    check: { attribute: false },
    draft: { state: true },
  };
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
        width: 72px;
      }
      input {
        width: 100%;
        height: 24px;
        padding: 0 8px;
        font: inherit;
        font-variant-numeric: tabular-nums;
        text-align: right;
        color: var(--vscode-settings-numberInputForeground, var(--vscode-input-foreground));
        background: var(--vscode-settings-numberInputBackground, var(--vscode-input-background));
        border: 1px solid
          var(
            --vscode-contrastBorder,
            var(--vscode-settings-numberInputBorder, var(--vscode-input-border, transparent))
          );
        border-radius: var(--radius);
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      input:focus {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      input[aria-invalid="true"] {
        border-color: var(--vscode-inputValidation-errorBorder);
        outline-color: var(--vscode-inputValidation-errorBorder);
      }
      .error {
        position: absolute;
        z-index: 10;
        top: 100%;
        left: 0;
        width: max-content;
        max-width: 220px;
        margin-top: -1px;
        padding: 2px 6px;
        font-size: 12px;
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-errorBackground, var(--vscode-editor-background));
        border: 1px solid var(--vscode-inputValidation-errorBorder);
      }
      .error.to-left {
        left: auto;
        right: 0;
      }
    `,
  ];

  /** Name for who cannot see the label beside it. */
  declare label: string;
  /** The value in force, as text. */
  declare text: string;
  /** The host's complaint about the value last sent, or "". */
  declare error: string;
  declare placeholder: string;
  declare check: (text: string) => FieldCheck;
  /** What is being typed, or null. */
  declare draft: string | null;
  #toLeft = false;
  /** What the field held when it got the focus. */
  #before = "";

  constructor() {
    super();
    this.label = "";
    this.text = "";
    this.error = "";
    this.placeholder = "";
    this.check = checkNumber;
    this.draft = null;
  }

  override render() {
    const shown = this.draft ?? this.text;
    const checked = this.draft === null ? undefined : this.check(this.draft);
    const error = checked !== undefined && "error" in checked ? checked.error : this.error;
    return html`<input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label}
        aria-invalid=${error !== ""}
        aria-describedby="error"
        placeholder=${this.placeholder || nothing}
        .value=${live(shown)}
        @input=${this.#onInput}
        @keydown=${this.#onKeyDown}
        @focus=${() => {
          this.#before = this.text;
        }}
        @blur=${this.#commit}
      />
      <div id="error" role="alert" class=${this.#toLeft ? "error to-left" : "error"} ?hidden=${error === ""}>
        ${error}
      </div>`;
  }

  override updated(): void {
    // The complaint is wider than the field: near the right edge of the window it grows to the left.
    const { left } = this.getBoundingClientRect();
    const toLeft = left + 224 > document.documentElement.clientWidth;
    if (toLeft !== this.#toLeft) {
      this.#toLeft = toLeft;
      this.requestUpdate();
    }
  }

  readonly #onInput = (event: Event): void => {
    this.#type((event.currentTarget as HTMLInputElement).value);
  };

  #type(text: string): void {
    this.draft = text;
    const checked = this.check(text);
    if ("value" in checked) {
      this.#fire("input-value", checked.value);
    }
  }

  readonly #commit = (): void => {
    if (this.draft === null) {
      return;
    }
    const checked = this.check(this.draft);
    if ("value" in checked) {
      // Until the owner has taken it, the field keeps showing what was typed and not the value before.
      this.text = this.draft.trim();
      this.draft = null;
      this.#fire("change-value", checked.value);
    }
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Enter") {
      this.#commit();
    } else if (event.key === "Escape" && (this.draft !== null || this.text !== this.#before)) {
      event.stopPropagation();
      this.#takeBack();
    } else if (step !== undefined && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      this.#type(stepLastDigit(this.draft ?? this.text, step * (event.shiftKey ? 10 : 1)));
    }
  };

  /** Back to the value that the field had when it got the focus. */
  #takeBack(): void {
    this.draft = null;
    this.text = this.#before;
    const checked = this.check(this.text);
    if ("value" in checked) {
      this.#fire("change-value", checked.value);
    }
  }

  #fire(type: "input-value" | "change-value", value: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>(type, { detail: value }));
  }
}

/** Takes any number; fields with limits bring their own check. */
function checkNumber(text: string): FieldCheck {
  const value = parseNumber(text);
  return value === null ? { error: `must be a number, got ${text}` } : { value };
}

customElements.define("bn-number-field", NumberField);
