import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import "../../common/controls/tabStrip.ts";
import type { CheckpointStore } from "../store/checkpointStore.ts";
import type { TabName } from "../store/pageView.ts";
import { StoreElement } from "../store/storeElement.ts";
import "./channels/channels.ts";
import "./findings/findings.ts";
import "./fold/fold.ts";
import "./prune/prune.ts";
import "./scale/scale.ts";

interface Tab {
  readonly name: TabName;
  readonly label: () => string;
  readonly badge?: (store: CheckpointStore) => string | undefined;
  readonly render: (store: CheckpointStore) => TemplateResult;
}

const tabs: readonly Tab[] = [
  {
    name: "channels",
    label: () => t("Channels"),
    render: (store) => html`<bn-checkpoint-channels .store=${store}></bn-checkpoint-channels>`,
  },
  {
    name: "scale",
    label: () => t("Effective Scale"),
    render: (store) => html`<bn-checkpoint-scale .store=${store}></bn-checkpoint-scale>`,
  },
  {
    name: "findings",
    label: () => t("Findings"),
    badge: ({ snapshot, selected }) => {
      const rows = snapshot?.layers.filter((_, i) => selected === null || selected === i) ?? [];
      const num = rows.reduce((sum, { findings }) => sum + findings.length, 0);
      return num === 0 ? undefined : String(num);
    },
    render: (store) => html`<bn-checkpoint-findings .store=${store}></bn-checkpoint-findings>`,
  },
  {
    name: "prune",
    label: () => t("Prune"),
    render: (store) => html`<bn-checkpoint-prune .store=${store}></bn-checkpoint-prune>`,
  },
  {
    name: "fold",
    label: () => t("Fold"),
    render: (store) => html`<bn-checkpoint-fold .store=${store}></bn-checkpoint-fold>`,
  },
];

/** What is below or beside the layers: the tabs, the selected layer's name, and the chosen tab. */
export class CheckpointDetail extends StoreElement {
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
        margin-bottom: 10px;
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
        max-width: 34%;
      }
      .title h2 {
        margin-right: 4px;
        /* The last part of a name says most. */
        direction: rtl;
        text-align: left;
      }
      @container detail (max-width: 499px) {
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

  /** Takes the focus: the chosen tab's panel. */
  focusPanel(): void {
    this.renderRoot.querySelector<HTMLElement>("#panel")?.focus();
  }

  override render() {
    const { store } = this;
    const chosen = tabs.find(({ name }) => name === store.view.tab) ?? tabs[0];
    return html`<div class="strip">
        <bn-tab-strip
          .tabs=${tabs.map(({ name, label, badge }) => ({ name, label: label(), badge: badge?.(store) }))}
          .chosen=${chosen.name}
          @tab-change=${(event: CustomEvent<TabName>) => {
            store.look({ tab: event.detail });
          }}
        ></bn-tab-strip>
        ${this.#title()}
      </div>
      <div id="panel" role="tabpanel" tabindex="-1" aria-label=${chosen.label()}>${chosen.render(store)}</div>`;
  }

  #title(): TemplateResult | typeof nothing {
    const { snapshot, selected } = this.store;
    if (snapshot === null) return nothing;
    const name = selected === null ? t("All layers") : snapshot.layers[selected].name;
    const heading = html`<h2 class="ellipsis" title=${name}><bdi>${name}</bdi></h2>`;
    if (snapshot.layers.length === 1) return html`<div class="title">${heading}</div>`;
    const order = this.store.rows.flatMap((row) => (row.kind === "layer" ? [row.layer] : []));
    return html`<div class="title">
      ${heading} ${this.#arrow("arrow-up", t("Previous layer (Alt+Up)"), selected === null, -1)}
      ${this.#arrow("arrow-down", t("Next layer (Alt+Down)"), selected === order.at(-1), 1)}
    </div>`;
  }

  #arrow(name: "arrow-up" | "arrow-down", label: string, disabled: boolean, step: 1 | -1): TemplateResult {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => {
        this.store.selectBy(step);
      }}
    >
      ${icon(name)}
    </button>`;
  }
}

customElements.define("bn-checkpoint-detail", CheckpointDetail);
