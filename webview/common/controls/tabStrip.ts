import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { MenuEntry } from "./menuButton.ts";
import "./menuButton.ts";
import { sharedStyles } from "../styles.ts";
import { fittingTabs } from "./fittingTabs.ts";

export interface Tab {
  readonly name: string;
  readonly label: string;
  /** A number beside the label. */
  readonly badge?: string | undefined;
}

/** Room for the ⋯ that holds the tabs that do not fit. */
const menuWidth = 30;

/**
 * The strip of tabs: one stop for Tab, arrow keys choose, and what does not fit goes into ⋯. Fires "tab-change" with the
 * name of the chosen tab.
 */
export class TabStrip extends LitElement {
  static override properties = { tabs: { attribute: false }, chosen: {}, width: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        min-width: 0;
        overflow: hidden;
      }
      :host(:focus-within),
      :host([menu-open]) {
        overflow: visible;
      }
      [role="tablist"] {
        display: flex;
      }
      [role="tab"] {
        padding: 8px 10px;
        color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-descriptionForeground));
        border-bottom: 1px solid transparent;
        white-space: nowrap;
      }
      .badge {
        margin-left: 6px;
      }
      [role="tab"]:hover {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
      }
      [role="tab"][aria-selected="true"] {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
      }
      /* The rule below the strip has the same colour there. */
      :host-context(body.vscode-high-contrast) [role="tab"][aria-selected="true"] {
        border-bottom-width: 3px;
      }
    `,
  ];

  declare tabs: readonly Tab[];
  declare chosen: string;
  /** Pixels for the strip. */
  declare width: number;
  /** Widths of the tabs, measured when all of them were drawn. */
  #widths: ReadonlyMap<string, number> = new Map();
  readonly #observer = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });

  constructor() {
    super();
    this.tabs = [];
    this.chosen = "";
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult {
    const shown = this.#shown();
    const rest = this.tabs.filter((tab) => !shown.includes(tab));
    return html`<div role="tablist" aria-label=${t("Details")} @keydown=${this.#onKey}>
        ${shown.map(
          ({ name, label, badge }) =>
            html`<button
              role="tab"
              id=${`tab-${name}`}
              aria-selected=${String(name === this.chosen)}
              tabindex=${name === this.chosen ? "0" : "-1"}
              @click=${() => {
                this.#choose(name);
              }}
            >
              ${label}${badge === undefined ? nothing : html`<span class="badge">${badge}</span>`}
            </button>`,
        )}
      </div>
      ${rest.length === 0 ? nothing : html`<bn-menu-button label=${t("More tabs")} .items=${this.#entries(rest)}></bn-menu-button>`}`;
  }

  protected override updated(): void {
    if (this.#widths.size !== this.tabs.length) {
      const drawn = [...this.renderRoot.querySelectorAll<HTMLElement>("[role=tab]")];
      if (drawn.length === this.tabs.length && drawn[0]?.offsetWidth > 0) {
        this.#widths = new Map(drawn.map((tab, i) => [this.tabs[i].name, tab.offsetWidth]));
        this.requestUpdate();
      }
    }
  }

  /** All of them until they have been measured. */
  #shown(): readonly Tab[] {
    if (this.#widths.size !== this.tabs.length || this.width === 0) {
      return this.tabs;
    }
    const widths = this.tabs.map(({ name }) => this.#widths.get(name) ?? 0);
    const chosen = this.tabs.findIndex(({ name }) => name === this.chosen);
    return fittingTabs(widths, chosen, this.width, menuWidth).map((i) => this.tabs[i]);
  }

  #entries(tabs: readonly Tab[]): MenuEntry[] {
    return tabs.map(({ name, label }) => ({
      label,
      run: () => {
        this.#choose(name);
      },
    }));
  }

  #choose(name: string): void {
    if (name !== this.chosen) {
      this.dispatchEvent(new CustomEvent<string>("tab-change", { detail: name }));
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { length } = this.tabs;
    const current = this.tabs.findIndex(({ name }) => name === this.chosen);
    const targets: Record<string, number> = {
      ArrowRight: (current + 1) % length,
      ArrowLeft: (current + length - 1) % length,
      Home: 0,
      End: length - 1,
    };
    if (event.key in targets) {
      event.preventDefault();
      const { name } = this.tabs[targets[event.key]];
      this.#choose(name);
      // The owner sets `chosen`, after which the tab is drawn even where it was in ⋯.
      setTimeout(() => {
        void this.updateComplete.then(() => {
          this.renderRoot.querySelector<HTMLElement>(`#tab-${name}`)?.focus();
        });
      });
    }
  };
}

customElements.define("bn-tab-strip", TabStrip);
