import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/menuButton.ts";
import { style } from "../../common/style.ts";
import { filterStyles } from "../../common/controls/filterStyles.ts";
import { sharedStyles } from "../../common/styles.ts";
import "./featureList.ts";
import type { FeatureList } from "./featureList.ts";
import { filterMenu, sortMenu } from "./featureMenus.ts";
import { filterTokens, parseFilter } from "../store/rows.ts";
import { headerHeight, rowHeight } from "./rows/rowWindow.ts";
import "./sash.ts";
import type { ReportStore } from "../store/store.ts";
import { hasOwnAxes } from "./ownAxes.ts";
import { StoreController } from "../store/storeController.ts";

/** The row of all features and eight rows, where the page is high enough for the chart below them as well. */
const mostRows = 9;
const leastRows = 4;

/** How many rows a page of this height shows before a person moves the sash: the chart below begins above the fold. */
function defaultRows(pageHeight: number): number {
  return Math.min(mostRows, Math.max(leastRows, Math.round((pageHeight - 600) / 40)));
}
/** Below this width the filter's placeholder is one word. */
const fullPlaceholderFrom = 620;

/** The features: title, filter, axis toggle, sort and columns, the list itself and the sash below it. */
export class Features extends LitElement {
  static override properties = {
    store: { attribute: false },
    fill: { type: Boolean, reflect: true },
    narrow: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    filterStyles,
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
    `,
  ];

  declare store: ReportStore;
  /** Whether the list takes all the height that there is (beside the detail), or has a height of its own (above it). */
  declare fill: boolean;
  declare narrow: boolean;
  readonly #observer = new ResizeObserver(() => {
    this.narrow = this.clientWidth < fullPlaceholderFrom;
  });

  constructor() {
    super();
    this.fill = false;
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
    const natural = headerHeight + (total + Number(total > 1)) * rowHeight;
    const standard = headerHeight + defaultRows(window.innerHeight) * rowHeight;
    const height = view.listHeight ?? standard;
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
            .items=${filterMenu(this.store)}
          ></bn-menu-button>
        </div>
        ${this.#axisButton()}
        <bn-menu-button
          .icon=${"list-filter" as const}
          label=${t("Sort and Columns")}
          .items=${sortMenu(this.store)}
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
        ${style(this.fill ? {} : { height: `${Math.min(height, natural)}px` })}
      ></bn-feature-list>
      ${
        this.fill || natural <= standard
          ? nothing
          : html`<bn-sash
              .height=${Math.min(height, natural)}
              .most=${natural}
              @resize-list=${(event: CustomEvent<number | null>) => {
                this.store.setView({ listHeight: event.detail });
              }}
            ></bn-sash>`
      }`;
  }

  #axisButton() {
    const { view, snapshot } = this.store;
    const same = snapshot === null || !hasOwnAxes(view, snapshot);
    return html`<button
      class="icon-button"
      aria-label=${t("Same axis for the inputs of all features")}
      aria-pressed=${same}
      @click=${() => {
        this.store.setView({ axis: same ? "own" : "same" });
      }}
      ${hover(() => ({
        text: same
          ? t("All pictures of inputs share one axis: they show where the values are. Click to give each its own.")
          : t("Each picture of an input has its own axis: they show the shapes. Click to put them on one axis."),
      }))}
    >
      ${icon("arrow-both")}
    </button>`;
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
