import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/menuButton.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import { style } from "../../common/style.ts";
import { sharedStyles } from "../../common/styles.ts";
import { filterStyles } from "../../common/controls/filterStyles.ts";
import { StoreElement } from "../store/storeElement.ts";
import "./layerList.ts";
import type { LayerList } from "./layerList.ts";
import { filterWords, showsGroups, unknownWord } from "./rows.ts";

/** Height of the list above the detail: its head, the row of all layers, and so many more. */
const shownRows = 13;
/** Below this width the filter's placeholder is one word. */
const fullPlaceholderFrom = 620;

/** The layers: title, filter, shared axes, groups, and the list itself. */
export class Layers extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    fill: { type: Boolean, reflect: true },
    width: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    filterStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        border-top: 1px solid var(--rule-color);
        min-height: 0;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 20px 4px;
      }
      .hint {
        padding: 0 20px 6px;
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
      }
      bn-layer-list {
        flex: 0 1 auto;
        min-height: 0;
      }
      :host([fill]) bn-layer-list {
        flex: 1 1 0;
      }
    `,
  ];

  /** Whether the list takes all the height that there is (beside the detail), or has a height of its own (above it). */
  declare fill: boolean;
  declare width: number;
  readonly #observer = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });

  constructor() {
    super();
    this.fill = false;
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

  /** Puts the cursor into the filter field, what is there selected. */
  focusFilter(): void {
    const input = this.renderRoot.querySelector("input");
    input?.focus();
    input?.select();
  }

  focusList(): void {
    this.renderRoot.querySelector<LayerList>("bn-layer-list")?.focusGrid();
  }

  override render() {
    const { snapshot, view, rows } = this.store;
    if (snapshot === null) return nothing;
    const total = snapshot.layers.length;
    const shown = view.filter === "" ? total : rows.filter(({ kind }) => kind === "layer").length;
    const unknown = unknownWord(view.filter);
    const grouped = showsGroups(snapshot, view);
    return html`<div class="bar">
        <h2>${this.width < fullPlaceholderFrom - 150 ? t("Layers") : t("Batch norm layers")}</h2>
        <span class="badge" role="status"
          >${shown === total ? formatCount(total) : t("{0} of {1}", formatCount(shown), formatCount(total))}</span
        >
        <div class="filter">
          <input
            type="text"
            spellcheck="false"
            autocomplete="off"
            aria-label=${t("Filter layers")}
            placeholder=${this.width < fullPlaceholderFrom ? t("Filter") : t("Filter (name, @findings, @never-updated)")}
            .value=${live(view.filter)}
            @input=${(event: Event) => {
              this.store.look({ filter: (event.currentTarget as HTMLInputElement).value });
            }}
            @keydown=${this.#onFilterKey}
          />
          <bn-menu-button
            .icon=${"filter" as const}
            label=${t("Filter by Finding")}
            .items=${this.#words()}
          ></bn-menu-button>
        </div>
        <button
          class="icon-button"
          aria-label=${t("Same axis for all layers")}
          aria-pressed=${view.sharesAxes}
          @click=${() => {
            this.store.look({ sharesAxes: !view.sharesAxes });
          }}
          ${hover(() => ({
            text: view.sharesAxes
              ? t(
                  "All pictures of a column share one axis: they show where the numbers are. Click to give each its own.",
                )
              : t("Each picture has its own axis: they show the shapes. Click to put them on one axis."),
          }))}
        >
          ${icon("arrow-both")}
        </button>
        <button
          class="icon-button"
          aria-label=${t("Groups of layers")}
          aria-pressed=${grouped}
          @click=${() => {
            this.store.look({ groups: !grouped, sort: null });
          }}
          ${hover(() => ({ text: t("Layers stand in groups by the first two parts of their names.") }))}
        >
          ${icon("list-tree")}
        </button>
      </div>
      ${
        unknown === null
          ? nothing
          : html`<p class="hint" role="status">
              ${t("Unknown filter {0}. Available: {1}.", unknown, [...filterWords, "@BN012", "c:>512"].join(", "))}
            </p>`
      }
      <bn-layer-list
        .store=${this.store}
        ${style(this.fill ? {} : { height: `${36 + 28 + Math.min(Math.max(rows.length, 1), shownRows) * 28}px` })}
      ></bn-layer-list>`;
  }

  #words(): MenuEntry[] {
    const words = this.store.view.filter.split(/\s+/).filter((word) => word !== "");
    return filterWords.map((word) => ({
      label: word,
      checked: words.includes(word),
      run: () => {
        const rest = words.filter((each) => each !== word);
        this.store.look({ filter: (words.includes(word) ? rest : [...words, word]).join(" ") });
      },
    }));
  }

  readonly #onFilterKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.store.view.filter !== "") {
      event.stopPropagation();
      this.store.look({ filter: "" });
    } else if (event.key === "Escape" || event.key === "Enter" || (event.key === "ArrowDown" && !event.altKey)) {
      event.preventDefault();
      this.focusList();
    }
  };
}

customElements.define("bn-layers", Layers);
