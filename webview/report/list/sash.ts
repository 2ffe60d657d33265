import { t } from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import { headerHeight, rowHeight } from "./rows/rowWindow.ts";

/**
 * The lower edge of the feature list, which can be dragged, or moved by a row with the arrow keys. Fires "resize-list"
 * with the height in pixels, or null on a double click: back to the height that it has by itself.
 */
export class Sash extends LitElement {
  static override properties = { height: { type: Number }, most: { type: Number } };
  static override styles = css`
    :host {
      display: block;
      position: relative;
      z-index: 3;
      height: 5px;
      margin: -2px 0 -3px;
    }
    div {
      height: 100%;
      cursor: ns-resize;
      outline: none;
      touch-action: none;
    }
    div:hover,
    div:focus-visible {
      background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
    }
  `;

  /** Height of the list above, in pixels. */
  declare height: number;
  /** Its height with all rows shown. */
  declare most: number;

  constructor() {
    super();
    this.height = 0;
    this.most = 0;
  }

  override render() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label=${t("Height of the feature list, in rows")}
      aria-valuenow=${rows(this.height)}
      aria-valuemin="2"
      aria-valuemax=${rows(this.most)}
      @pointerdown=${this.#onPointerDown}
      @dblclick=${() => {
        this.#fire(null);
      }}
      @keydown=${this.#onKeyDown}
    ></div>`;
  }

  readonly #onPointerDown = (start: PointerEvent): void => {
    const target = start.currentTarget as HTMLElement;
    const from = this.height;
    target.setPointerCapture(start.pointerId);
    const move = (event: PointerEvent) => {
      this.#resize(from + event.clientY - start.clientY);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener(
      "lostpointercapture",
      () => {
        target.removeEventListener("pointermove", move);
      },
      { once: true },
    );
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const height = { ArrowUp: this.height - rowHeight, ArrowDown: this.height + rowHeight, Home: 0, End: this.most }[
      event.key
    ];
    if (height !== undefined && !event.altKey) {
      event.preventDefault();
      this.#resize(height);
    }
  };

  #resize(pixels: number): void {
    this.#fire(Math.min(Math.max(pixels, headerHeight + 2 * rowHeight), this.most));
  }

  #fire(height: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>("resize-list", { detail: height }));
  }
}

function rows(pixels: number): number {
  return Math.max(2, Math.round((pixels - headerHeight) / rowHeight));
}

customElements.define("bn-sash", Sash);
