import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import type { TabName } from "../pageView.ts";
import { ignore } from "../requests.ts";
import type { ReportStore } from "../store.ts";
import { StoreController } from "../storeController.ts";
import "./distribution/distribution.ts";
import type { Distribution } from "./distribution/distribution.ts";
import "./values/values.ts";

/** The tabs that work, in their order. */
const tabs: readonly { name: TabName; label: () => string; render: (store: ReportStore) => TemplateResult }[] = [
  {
    name: "distribution",
    label: () => t("Distribution"),
    render: (store) => html`<bn-distribution .store=${store}></bn-distribution>`,
  },
  {
    name: "values",
    label: () => t("Values"),
    render: (store) => html`<bn-values .store=${store}></bn-values>`,
  },
];

/** What is below or beside the feature list: the tab strip, the selected row's name, and the chosen tab. */
export class Detail extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        container: detail / inline-size;
        padding: 0 20px 24px;
        border-top: 1px solid var(--rule-color);
      }
      #panel:focus {
        outline: none;
      }
      .strip {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        column-gap: 8px;
        border-bottom: 1px solid var(--rule-color);
        margin-bottom: 8px;
      }
      [role="tablist"] {
        display: flex;
        flex: 1;
        min-width: 0;
        margin-left: -10px;
      }
      [role="tab"] {
        padding: 8px 10px;
        margin-bottom: -1px;
        color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-descriptionForeground));
        border-bottom: 1px solid transparent;
        white-space: nowrap;
      }
      [role="tab"]:hover {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
      }
      [role="tab"][aria-selected="true"] {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
      }
      .title {
        display: flex;
        align-items: center;
        gap: 2px;
        min-width: 0;
        max-width: 50%;
      }
      .title h2 {
        margin-right: 4px;
      }
      @container detail (max-width: 619px) {
        .strip {
          border-bottom: 0;
        }
        [role="tablist"] {
          flex: 1 0 100%;
          border-bottom: 1px solid var(--rule-color);
          margin: 0 0 4px;
        }
        .title {
          flex: 1;
          max-width: 100%;
        }
        .title h2 {
          flex: 1;
        }
      }
    `,
  ];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "status"]);
  }

  /** Takes the focus: the chosen tab's panel, or γ's field on Distribution, where the flow's y leads. */
  focusPart(part: "panel" | "gamma"): void {
    void this.#focusPart(part);
  }

  async #focusPart(part: "panel" | "gamma"): Promise<void> {
    if (part === "gamma") {
      this.store.setView({ tab: "distribution" });
    }
    await this.updateComplete;
    if (part === "gamma") {
      await this.renderRoot.querySelector<Distribution>("bn-distribution")?.focusGamma();
    } else {
      this.renderRoot.querySelector<HTMLElement>("#panel")?.focus();
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const chosen = tabs.find(({ name }) => name === view.tab) ?? tabs[0];
    return html`<div class="strip">
        <div role="tablist" aria-label=${t("Details")} @keydown=${this.#onKey}>
          ${tabs.map(
            ({ name, label }) =>
              html`<button
                role="tab"
                id=${`tab-${name}`}
                aria-controls="panel"
                aria-selected=${String(name === chosen.name)}
                tabindex=${name === chosen.name ? "0" : "-1"}
                @click=${() => {
                  this.store.setView({ tab: name });
                }}
              >
                ${label()}
              </button>`,
          )}
        </div>
        ${this.#title()}
      </div>
      <div id="panel" role="tabpanel" tabindex="-1" aria-labelledby=${`tab-${chosen.name}`}>
        ${chosen.render(this.store)}
      </div>`;
  }

  #title(): TemplateResult {
    const { snapshot, view, live } = this.store;
    const names = snapshot?.features.names ?? [];
    const feature = view.selected;
    const order = this.store.visibleOrder();
    const place = feature < 0 ? -1 : order.indexOf(feature);
    const first = names.length === 1 ? 0 : -1;
    return html`<div class="title">
      <h2 class="ellipsis" title=${names[feature] ?? nothing}>${feature < 0 ? t("All features") : names[feature]}</h2>
      ${
        feature < 0
          ? nothing
          : this.#iconButton("go-to-file", t("Show this feature in the editor"), live === "closed", () => {
              this.store.host.request("source/reveal", { kind: "feature", feature }).catch(ignore);
            })
      }
      ${this.#iconButton("arrow-up", t("Previous feature (Alt+Up)"), place <= first, () => {
        this.store.selectBy(-1);
      })}
      ${this.#iconButton("arrow-down", t("Next feature (Alt+Down)"), place >= order.length - 1, () => {
        this.store.selectBy(1);
      })}
    </div>`;
  }

  #iconButton(
    name: "go-to-file" | "arrow-up" | "arrow-down",
    label: string,
    disabled: boolean,
    run: () => void,
  ): TemplateResult {
    return html`<button class="icon-button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${run}>
      ${icon(name)}
    </button>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const current = tabs.findIndex(({ name }) => name === this.store.view.tab);
    const targets: Record<string, number> = {
      ArrowRight: (current + 1) % tabs.length,
      ArrowLeft: (current + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    if (event.key in targets) {
      event.preventDefault();
      const { name } = tabs[targets[event.key]];
      this.store.setView({ tab: name });
      void this.updateComplete.then(() => {
        this.renderRoot.querySelector<HTMLElement>(`#tab-${name}`)?.focus();
      });
    }
  };
}

customElements.define("bn-detail", Detail);
