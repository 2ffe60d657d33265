import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { type HoverContent, hoverContent, hoverTarget } from "./hover.ts";
import { sharedStyles } from "../styles.ts";

const showDelayMs = 500;
const hideDelayMs = 120;
/** Time to cross the sentence on the way to the line below it that can be clicked. */
const crossDelayMs = 400;

/**
 * The one hover of a page, as the editor's: a sentence, then a status line with the exact value to copy. It follows
 * pointer and keyboard focus, stays while the pointer is on it, and goes on Escape, scroll or a click elsewhere.
 * Fires "copy-text" with the text to copy; the page hands it to the host.
 */
export class HoverWidget extends LitElement {
  static override properties = { content: { state: true }, copied: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        position: fixed;
        z-index: 100;
        max-width: min(360px, calc(100vw - 16px));
        color: var(--vscode-editorHoverWidget-foreground);
        background: var(--vscode-editorHoverWidget-background);
        border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder));
        border-radius: var(--radius);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
        /* The row beneath the sentence is still there for the pointer. */
        pointer-events: none;
      }
      p {
        padding: 4px 8px;
        overflow-wrap: anywhere;
      }
      .status {
        pointer-events: auto;
        display: block;
        width: 100%;
        padding: 2px 8px 3px;
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
        background: var(--vscode-editorHoverWidget-statusBarBackground);
        border-top: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder));
        font-variant-numeric: tabular-nums;
      }
      .status:hover span {
        text-decoration: underline;
      }
    `,
  ];

  declare content: HoverContent | null;
  declare copied: boolean;
  #anchor: Element | null = null;
  /** What is shown when the timer ends; null while it hides, or stands still. */
  #next: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.content = null;
    this.copied = false;
    this.hidden = true;
    this.addEventListener("pointerenter", () => {
      this.#cancel();
    });
    this.addEventListener("pointerleave", () => {
      this.#hideSoon();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointermove", this.#onPointerMove);
    document.documentElement.addEventListener("pointerleave", this.#onPointerLeave);
    document.addEventListener("pointerdown", this.#onPointerDown, true);
    document.addEventListener("keydown", this.#onKeyDown, true);
    document.addEventListener("focusin", this.#onFocusIn);
    document.addEventListener("focusout", this.#hide);
    document.addEventListener("scroll", this.#hide, true);
    this.setAttribute("role", "tooltip");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointermove", this.#onPointerMove);
    document.documentElement.removeEventListener("pointerleave", this.#onPointerLeave);
    document.removeEventListener("pointerdown", this.#onPointerDown, true);
    document.removeEventListener("keydown", this.#onKeyDown, true);
    document.removeEventListener("focusin", this.#onFocusIn);
    document.removeEventListener("focusout", this.#hide);
    document.removeEventListener("scroll", this.#hide, true);
    this.#cancel();
  }

  /** Shows the hover of an element at once: for what the keyboard has moved to without moving the focus. */
  showFor(element: Element): void {
    this.#cancel();
    const content = hoverContent(element);
    if (content === undefined || !element.isConnected) {
      this.#hide();
      return;
    }
    this.#anchor = element;
    this.content = content;
    this.copied = false;
    this.hidden = false;
    void this.updateComplete.then(() => {
      this.#place(element.getBoundingClientRect());
    });
  }

  override render() {
    if (this.content === null) {
      return nothing;
    }
    const { text, exact, exactNote } = this.content;
    return html`<p>${text}</p>
      ${
        exact === undefined
          ? nothing
          : html`<button class="status" tabindex="-1" @mousedown=${keepFocus} @click=${this.#copy}>
              ${exactNote ?? exact} · <span>${this.copied ? t("Copied") : t("Click to copy")}</span>
            </button>`
      }`;
  }

  readonly #copy = (): void => {
    if (this.content?.exact !== undefined) {
      this.copied = true;
      this.dispatchEvent(new CustomEvent("copy-text", { detail: this.content.exact, bubbles: true, composed: true }));
    }
  };

  /** Below the anchor, above it where there is no room below; never over the window's edges. */
  #place(anchor: DOMRect): void {
    const own = this.getBoundingClientRect();
    const left = Math.min(anchor.left, window.innerWidth - own.width - 8);
    const below = anchor.bottom + 4;
    const top = below + own.height > window.innerHeight - 4 ? anchor.top - own.height - 4 : below;
    this.style.left = `${Math.max(8, left)}px`;
    this.style.top = `${Math.max(4, top)}px`;
  }

  /**
   * Between two elements of one shadow root a pointerover never reaches the document: a move does, with its whole path.
   */
  readonly #onPointerMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.composedPath().includes(this)) {
      return;
    }
    const target = hoverTarget(event);
    const delayMs = this.#isUnder(event) ? crossDelayMs : hideDelayMs;
    if (target === null) {
      this.#hideSoon(delayMs);
    } else if (target === this.#anchor && !this.hidden) {
      this.#cancel();
    } else if (target !== this.#next) {
      this.#showSoon(target, this.hidden ? showDelayMs : delayMs);
    }
  };

  #isUnder({ clientX, clientY }: PointerEvent): boolean {
    if (this.hidden) return false;
    const { left, right, top, bottom } = this.getBoundingClientRect();
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  }

  readonly #onPointerLeave = (): void => {
    this.#hideSoon();
  };

  readonly #onFocusIn = (event: FocusEvent): void => {
    const target = hoverTarget(event);
    const origin = event.composedPath()[0];
    if (target !== null && origin instanceof Element && origin.matches(":focus-visible")) {
      this.#showSoon(target, showDelayMs);
    }
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) {
      this.#hide();
    }
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // Escape closes the hover and nothing else; every other key that is no modifier closes it and does its work.
    if (event.key === "Escape" && !this.hidden) {
      event.stopPropagation();
      event.preventDefault();
    }
    if (!["Shift", "Control", "Alt", "Meta"].includes(event.key) && !(event.ctrlKey || event.metaKey)) {
      this.#hide();
    }
  };

  readonly #hide = (): void => {
    this.#cancel();
    this.hidden = true;
    this.#anchor = null;
  };

  #showSoon(target: Element, delayMs: number): void {
    this.#cancel();
    this.#next = target;
    this.#timer = setTimeout(() => {
      this.showFor(target);
    }, delayMs);
  }

  /** Every move outside calls this: the timer that runs goes on. */
  #hideSoon(delayMs = hideDelayMs): void {
    if (this.hidden) {
      this.#cancel();
    } else if (this.#next !== null || this.#timer === undefined) {
      this.#cancel();
      this.#timer = setTimeout(this.#hide, delayMs);
    }
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = null;
  }
}

/** A press on the hover must not move the focus: the focus leaving its anchor closes it. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

customElements.define("bn-hover", HoverWidget);
