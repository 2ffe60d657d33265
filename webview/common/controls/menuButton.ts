import { css, html, LitElement, nothing } from "lit";
import { icon, type IconName } from "../icons.ts";
import { sharedStyles } from "../styles.ts";

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  /** Present on items that can be on or off. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
}
export type MenuEntry = MenuItem | "separator";

/** An icon button that opens a menu: arrows, Home, End, type-ahead, Enter, Escape; closes when the focus leaves. */
export class MenuButton extends LitElement {
  static override properties = { icon: {}, label: {}, items: { attribute: false }, open: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
        flex: none;
      }
      [role="menu"] {
        position: absolute;
        z-index: 50;
        top: calc(100% + 2px);
        right: 0;
        min-width: 180px;
        width: max-content;
        max-width: 280px;
        padding: 4px;
        color: var(--vscode-menu-foreground);
        background: var(--vscode-menu-background);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-menu-border, transparent));
        border-radius: var(--radius);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      [role^="menuitem"] {
        display: flex;
        gap: 6px;
        width: 100%;
        padding: 3px 12px 3px 4px;
        border-radius: 3px;
        white-space: nowrap;
      }
      [role^="menuitem"] .mark {
        width: 16px;
        flex: none;
      }
      [role^="menuitem"]:focus {
        color: var(--vscode-menu-selectionForeground);
        background: var(--vscode-menu-selectionBackground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      [aria-disabled="true"] {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
      [role="separator"] {
        margin: 4px 0;
        border-top: 1px solid var(--vscode-menu-separatorBackground, var(--rule-color));
      }
    `,
  ];

  declare icon: IconName;
  declare label: string;
  declare items: readonly MenuEntry[];
  declare open: boolean;

  constructor() {
    super();
    this.icon = "ellipsis";
    this.label = "";
    this.items = [];
    this.open = false;
    this.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget))) {
        this.open = false;
      }
    });
  }

  override render() {
    return html`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        @click=${this.#toggle}
        @keydown=${this.#onButtonKey}
      >
        ${icon(this.icon)}
      </button>
      ${
        this.open
          ? html`<div role="menu" aria-label=${this.label} @keydown=${this.#onMenuKey}>
              ${this.items.map((entry) => (entry === "separator" ? html`<div role="separator"></div>` : this.#item(entry)))}
            </div>`
          : nothing
      }`;
  }

  #item(item: MenuItem) {
    const isCheckable = item.checked !== undefined;
    return html`<button
      role=${isCheckable ? "menuitemcheckbox" : "menuitem"}
      aria-checked=${isCheckable ? item.checked : nothing}
      aria-disabled=${item.disabled === true ? "true" : nothing}
      tabindex="-1"
      @pointerenter=${focusTarget}
      @click=${() => {
        this.#run(item);
      }}
    >
      <span class="mark">${item.checked === true ? icon("check") : nothing}</span>${item.label}
    </button>`;
  }

  #run(item: MenuItem): void {
    if (item.disabled !== true) {
      this.#close();
      item.run();
    }
  }

  readonly #toggle = (): void => {
    if (this.open) {
      this.#close();
    } else {
      this.#openAt(0);
    }
  };

  #openAt(index: number): void {
    this.open = true;
    void this.updateComplete.then(() => {
      this.#itemButtons().at(index)?.focus();
    });
  }

  #close(): void {
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>(".icon-button")?.focus();
  }

  #itemButtons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[role^='menuitem']")];
  }

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      this.#openAt(event.key === "ArrowDown" ? 0 : -1);
    }
  };

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const buttons = this.#itemButtons();
    const current = buttons.indexOf(event.target as HTMLElement);
    const target = this.#keyTarget(event.key, current, buttons);
    if (event.key === "Escape" || event.key === "Tab") {
      this.#close();
    }
    if (target !== undefined || event.key === "Escape") {
      event.preventDefault();
      target?.focus();
    }
  };

  #keyTarget(key: string, current: number, buttons: HTMLElement[]): HTMLElement | undefined {
    switch (key) {
      case "ArrowDown":
        return buttons[(current + 1) % buttons.length];
      case "ArrowUp":
        return buttons.at(current <= 0 ? -1 : current - 1);
      case "Home":
        return buttons[0];
      case "End":
        return buttons.at(-1);
      default: {
        const typed = key.length === 1 && key !== " " ? key.toLowerCase() : undefined;
        const following = [...buttons.slice(current + 1), ...buttons.slice(0, current + 1)];
        return typed === undefined
          ? undefined
          : following.find((button) => button.textContent.trim().toLowerCase().startsWith(typed));
      }
    }
  }
}

function focusTarget(event: Event): void {
  (event.currentTarget as HTMLElement).focus();
}

customElements.define("bn-menu-button", MenuButton);
