import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import type { TabName } from "../store/pageView.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { sampledRows, type ReportSnapshot } from "../../../src/shared/report/report.ts";
import { ignore } from "../store/requests.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";
import "./activation/activation.ts";
import "./batches/batches.ts";
import "./distribution/distribution.ts";
import type { Distribution } from "./distribution/distribution.ts";
import "./gradients/gradients.ts";
import "./layer/layer.ts";
import "./learn/learn.ts";
import "../../common/controls/tabStrip.ts";
import "./values/values.ts";

interface Tab {
  readonly name: TabName;
  readonly label: () => string;
  readonly render: (store: ReportStore) => TemplateResult;
  /** Whether statistics alone fill it. */
  readonly needsNoValues?: boolean;
}

/** The tabs that work, in their order. */
const tabs: readonly Tab[] = [
  {
    name: "distribution",
    label: () => t("Distribution"),
    render: (store) => html`<bn-distribution .store=${store}></bn-distribution>`,
    needsNoValues: true,
  },
  {
    name: "values",
    label: () => t("Values"),
    render: (store) => html`<bn-values .store=${store}></bn-values>`,
  },
  {
    name: "activation",
    label: () => t("Activation"),
    render: (store) => html`<bn-activation .store=${store}></bn-activation>`,
  },
  {
    name: "batches",
    label: () => t("Mini-batches"),
    render: (store) => html`<bn-batches .store=${store}></bn-batches>`,
  },
  {
    name: "gradients",
    label: () => t("Gradients"),
    render: (store) => html`<bn-gradients .store=${store}></bn-gradients>`,
  },
  {
    name: "layer",
    label: () => t("Layer"),
    render: (store) => html`<bn-layer .store=${store}></bn-layer>`,
    needsNoValues: true,
  },
  {
    name: "learn",
    label: () => t("Learn"),
    render: (store) => html`<bn-learn .store=${store}></bn-learn>`,
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
      bn-tab-strip {
        flex: 1;
        margin: 0 0 -1px -10px;
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
        bn-tab-strip {
          flex: 1 0 100%;
          margin: 0 0 4px;
          border-bottom: 1px solid var(--rule-color);
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
    const shown = snapshot.source.kind === "statistics" ? tabs.filter((tab) => tab.needsNoValues) : tabs;
    const chosen = shown.find(({ name }) => name === view.tab) ?? shown[0];
    return html`<div class="strip">
        <bn-tab-strip
          .tabs=${shown.map(({ name, label }) => ({ name, label: label() }))}
          .chosen=${chosen.name}
          @tab-change=${(event: CustomEvent<TabName>) => {
            this.store.setView({ tab: event.detail });
          }}
        ></bn-tab-strip>
        ${this.#title()}
      </div>
      <div id="panel" role="tabpanel" tabindex="-1" aria-label=${chosen.label()}>
        ${chosen.needsNoValues === true ? nothing : this.#sampled(snapshot)} ${chosen.render(this.store)}
      </div>`;
  }

  /** What a tab that needs values shows of a file that is too large to keep them. */
  #sampled({ source }: ReportSnapshot): TemplateResult | typeof nothing {
    const rows = sampledRows(source);
    if (rows === null) return nothing;
    const text = t(
      "From {0} of {1} rows, picked by chance: the same ones every time.",
      formatCount(rows),
      formatCount(source.sampleCount),
    );
    return html`<p class="secondary small sampled">${text}</p>`;
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
        feature < 0 || snapshot?.source.kind !== undefined
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
}

customElements.define("bn-detail", Detail);
