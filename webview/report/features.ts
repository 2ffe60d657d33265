import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { formatCount } from "../../src/shared/numbers.ts";
import { hover } from "../common/hover.ts";
import { icon } from "../common/icons.ts";
import type { MenuEntry } from "../common/menuButton.ts";
import "../common/menuButton.ts";
import { style } from "../common/style.ts";
import { sharedStyles } from "../common/styles.ts";
import "./featureList.ts";
import type { FeatureList } from "./featureList.ts";
import { filterTokens, parseFilter } from "./model/rows.ts";
import type { SortColumn } from "./pageView.ts";
import { rowHeight } from "./rowWindow.ts";
import type { ReportStore } from "./store.ts";
import { StoreController } from "./storeController.ts";

/** Header, row of all features and eight rows. */
const defaultRows = 9;
const headerHeight = 36;
/** Below this width the filter's placeholder is one word. */
const fullPlaceholderFrom = 620;

/** The features: title, filter, axis toggle, sort and columns, the list itself and the sash below it. */
export class Features extends LitElement {
  static override properties = { store: { attribute: false }, narrow: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        container-type: inline-size;
        border-top: 1px solid var(--rule-color);
        min-height: 0;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 20px 6px;
      }
      .badge {
        min-width: 18px;
        padding: 1px 6px;
        font-size: 11px;
        line-height: 14px;
        text-align: center;
        white-space: nowrap;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 9px;
      }
      .filter {
        position: relative;
        flex: 0 1 290px;
        min-width: 70px;
        margin-left: auto;
      }
      input {
        width: 100%;
        height: 24px;
        padding: 0 26px 0 8px;
        font: inherit;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, transparent));
        border-radius: var(--radius);
        text-overflow: ellipsis;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      input:focus {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      .filter bn-menu-button {
        position: absolute;
        top: 1px;
        right: 1px;
      }
      @container (max-width: 459.98px) {
        .bar {
          padding-inline: 12px;
        }
      }
      .hint {
        padding: 0 20px 6px;
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
      }
      bn-feature-list {
        flex: 0 1 auto;
        min-height: 0;
      }
      :host([fill]) bn-feature-list {
        flex: 1 1 0;
      }
      .sash {
        position: relative;
        z-index: 3;
        height: 5px;
        margin: -2px 0;
        cursor: ns-resize;
        outline: none;
      }
      .sash:hover,
      .sash:focus-visible {
        background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
      }
    `,
  ];

  declare store: ReportStore;
  declare narrow: boolean;
  readonly #observer = new ResizeObserver(() => {
    this.narrow = this.clientWidth < fullPlaceholderFrom;
  });

  constructor() {
    super();
    this.narrow = false;
    new StoreController(this, ["snapshot", "view"]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Puts the cursor into the filter field, what is there selected. */
  focusFilter(): void {
    const input = this.renderRoot.querySelector("input");
    input?.focus();
    input?.select();
  }

  /** Puts the keyboard on the list. */
  focusList(): void {
    this.renderRoot.querySelector<FeatureList>("bn-feature-list")?.focusGrid();
  }

  override render() {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const total = snapshot.features.names.length;
    const shown = this.store.visibleOrder().length;
    const { unknown } = parseFilter(view.filter);
    const fills = this.hasAttribute("fill");
    const natural = headerHeight + (total + Number(total > 1)) * rowHeight;
    const height = view.listHeight ?? headerHeight + defaultRows * rowHeight;
    return html`<div class="bar">
        <h2>${t("Features")}</h2>
        <span class="badge" role="status"
          >${shown === total ? formatCount(total) : t("{0} of {1}", formatCount(shown), formatCount(total))}</span
        >
        <div class="filter">
          <input
            type="text"
            spellcheck="false"
            autocomplete="off"
            aria-label=${t("Filter features")}
            placeholder=${this.narrow ? t("Filter") : t("Filter (name, @constant, @outliers)")}
            .value=${live(view.filter)}
            @input=${(event: Event) => {
              this.store.setView({ filter: (event.currentTarget as HTMLInputElement).value });
            }}
            @keydown=${this.#onFilterKey}
          />
          <bn-menu-button
            .icon=${"filter" as const}
            label=${t("Filter by Property")}
            .items=${this.#filterMenu()}
          ></bn-menu-button>
        </div>
        ${this.#axisButton()}
        <bn-menu-button
          .icon=${"list-filter" as const}
          label=${t("Sort and Columns")}
          .items=${this.#sortMenu()}
        ></bn-menu-button>
      </div>
      ${
        unknown.length === 0
          ? nothing
          : html`<p class="hint" role="status">
              ${t("{0} is no filter. There are {1}.", unknown[0], filterTokens.join(", "))}
            </p>`
      }
      <bn-feature-list
        .store=${this.store}
        ${style(fills ? {} : { height: `${Math.min(height, natural)}px` })}
      ></bn-feature-list>
      ${fills || natural <= headerHeight + defaultRows * rowHeight ? nothing : this.#sash(height, natural)}`;
  }

  #axisButton() {
    const same = this.store.view.axis === "same";
    return html`<button
      class="icon-button"
      aria-label=${t("Same axis for all features")}
      aria-pressed=${same}
      @click=${() => {
        this.store.setView({ axis: same ? "own" : "same" });
      }}
      ${hover(() => ({
        text: same
          ? t("All pictures of a column share one axis: they show where the values are. Click to give each its own.")
          : t("Each picture has its own axis: they show the shapes. Click to put them on one axis."),
      }))}
    >
      ${icon("arrow-both")}
    </button>`;
  }

  #filterMenu(): MenuEntry[] {
    const { filter } = this.store.view;
    const { tokens } = parseFilter(filter);
    const labels = {
      "@constant": t("Constant"),
      "@outliers": t("With Values over 3 Standard Deviations"),
      "@missing": t("With Missing, NaN or Infinite Values"),
      "@changed": t("γ or β Changed"),
    };
    const entries: MenuEntry[] = filterTokens.map((token) => ({
      label: labels[token],
      checked: tokens.includes(token),
      run: () => {
        const words = filter.split(/\s+/).filter((word) => word !== "" && word.toLowerCase() !== token);
        this.store.setView({ filter: [...words, ...(tokens.includes(token) ? [] : [token])].join(" ") });
      },
    }));
    const clear = {
      label: t("Clear Filter"),
      disabled: filter === "",
      run: () => {
        this.store.setView({ filter: "" });
      },
    };
    return [...entries, "separator", clear];
  }

  #sortMenu(): MenuEntry[] {
    const { sort, statistics } = this.store.view;
    const sortBy = (label: string, column: SortColumn | null, descending = false): MenuEntry => ({
      label,
      checked: column === null ? sort === null : sort?.column === column,
      run: () => {
        this.store.setView({ sort: column === null ? null : { column, descending } });
      },
    });
    const show = (label: string, value: "before" | "after"): MenuEntry => ({
      label,
      checked: statistics === value,
      run: () => {
        this.store.setView({ statistics: value });
      },
    });
    return [
      sortBy(t("File Order"), null),
      sortBy(t("Sort by Name"), "name"),
      sortBy(t("Sort by Mean"), "mean"),
      sortBy(t("Sort by Variance"), "variance"),
      sortBy(t("Sort by Share of |x̂| > 3, Largest First"), "outliers", true),
      "separator",
      show(t("Show μ and σ² before"), "before"),
      show(t("Show μ and σ² after"), "after"),
    ];
  }

  #sash(height: number, natural: number) {
    const rows = (pixels: number) => Math.max(2, Math.round((pixels - headerHeight) / rowHeight));
    const least = headerHeight + 2 * rowHeight;
    const resize = (pixels: number) => {
      this.store.setView({ listHeight: Math.min(Math.max(pixels, least), natural) });
    };
    const drag = (start: PointerEvent) => {
      const sash = start.currentTarget as HTMLElement;
      const from = this.renderRoot.querySelector("bn-feature-list")?.clientHeight ?? height;
      sash.setPointerCapture(start.pointerId);
      const move = (event: PointerEvent) => {
        resize(from + event.clientY - start.clientY);
      };
      sash.addEventListener("pointermove", move);
      sash.addEventListener(
        "lostpointercapture",
        () => {
          sash.removeEventListener("pointermove", move);
        },
        { once: true },
      );
    };
    return html`<div
      class="sash"
      role="separator"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label=${t("Height of the feature list, in rows")}
      aria-valuenow=${rows(height)}
      aria-valuemin="2"
      aria-valuemax=${rows(natural)}
      @pointerdown=${drag}
      @dblclick=${() => {
        this.store.setView({ listHeight: null });
      }}
      @keydown=${(event: KeyboardEvent) => {
        const step = { ArrowUp: -rowHeight, ArrowDown: rowHeight }[event.key];
        if (step !== undefined && !event.altKey) {
          event.preventDefault();
          resize(Math.min(height, natural) + step);
        }
      }}
    ></div>`;
  }

  readonly #onFilterKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.store.view.filter !== "") {
      event.stopPropagation();
      this.store.setView({ filter: "" });
    } else if ((event.key === "ArrowDown" && !event.altKey) || event.key === "Enter") {
      event.preventDefault();
      this.focusList();
    }
  };
}

customElements.define("bn-features", Features);
