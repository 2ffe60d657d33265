import { t } from "@vscode/l10n";
import { css, html } from "lit";
import "../common/controls/hoverWidget.ts";
import { hover } from "../common/controls/hover.ts";
import { icon } from "../common/icons.ts";
import "../common/controls/menuButton.ts";
import type { MenuEntry } from "../common/controls/menuButton.ts";
import type { NetworkKind } from "../../src/shared/lab/run.ts";
import { exportEntries } from "./exports.ts";
import { labTabs, type LabTab } from "./labStore.ts";
import { labStyles } from "./labStyles.ts";
import { networkLabel, placementLabel, shortNetworkLabel } from "./model/text.ts";
import { StoreElement } from "./storeElement.ts";
import "./experiments/experimentsView.ts";
import "./sweep/sweepView.ts";
import "./train/trainView.ts";

/** The lab's page: the tabs and the legend in its header, one view below, and the keys that hold everywhere. */
export class LabApp extends StoreElement {
  static override styles = [
    ...labStyles,
    css`
      :host {
        container-type: inline-size;
        min-height: 100vh;
      }
      header {
        position: sticky;
        top: 0;
        z-index: 10;
        display: flex;
        align-items: center;
        gap: 4px 16px;
        height: 38px;
        padding: 0 14px;
        background: var(--vscode-editor-background);
        border-bottom: 1px solid var(--rule-color);
      }
      [role="tablist"] {
        display: flex;
        gap: 16px;
        height: 100%;
      }
      [role="tab"] {
        height: 100%;
        color: var(--vscode-panelTitle-inactiveForeground, inherit);
        border-bottom: 1px solid transparent;
      }
      [role="tab"][aria-selected="true"] {
        color: var(--vscode-panelTitle-activeForeground, inherit);
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
      }
      .legend {
        display: flex;
        justify-content: flex-end;
        gap: 0 14px;
        flex: 1;
        min-width: 0;
        overflow: hidden;
      }
      .legend button {
        display: flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      .legend button[aria-pressed="false"] {
        opacity: 0.5;
        text-decoration: line-through;
      }
      .key {
        flex: none;
        width: 18px;
        height: 3px;
        background: var(--series);
        forced-color-adjust: none;
      }
      .tools {
        display: flex;
      }
      .short {
        display: none;
      }
      @container (max-width: 759.98px) {
        .long {
          display: none;
        }
        .short {
          display: inline;
        }
      }
      @container (max-width: 419.98px) {
        .legend {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#onKey);
    this.addEventListener("copy-text", (event) => {
      this.store.send("clipboard/write", { text: (event as CustomEvent<string>).detail });
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#onKey);
  }

  override render() {
    const { view } = this.store;
    return html`<header>
        <div role="tablist" aria-label=${t("Views")} @keydown=${this.#onTabKey}>
          ${labTabs.map(
            (tab) =>
              html`<button
                role="tab"
                id=${`tab-${tab}`}
                aria-selected=${tab === view.tab}
                aria-controls="view"
                tabindex=${tab === view.tab ? 0 : -1}
                @click=${() => {
                  this.store.look({ tab });
                }}
              >
                ${tabLabel(tab)}
              </button>`,
          )}
        </div>
        <div class="legend" role="group" aria-label=${t("Networks")}>
          ${this.store.shownNetworks.map((kind) => this.#legend(kind))}
        </div>
        <div class="tools">
          <button
            class="icon-button"
            aria-label=${t("Copy Link")}
            ${hover(() => ({ text: t("Copy a link that opens the lab with these settings") }))}
            @click=${() => {
              this.store.send("link/copy");
            }}
          >
            ${icon("link")}
          </button>
          <bn-menu-button icon="export" label=${t("Export")} .items=${this.#exports()}></bn-menu-button>
        </div>
      </header>
      <div id="view" role="tabpanel" aria-labelledby=${`tab-${view.tab}`}>
        ${
          view.tab === "experiments"
            ? html`<bn-lab-experiments .store=${this.store}></bn-lab-experiments>`
            : view.tab === "sweep"
              ? html`<bn-lab-sweep .store=${this.store}></bn-lab-sweep>`
              : html`<bn-lab-train .store=${this.store}></bn-lab-train>`
        }
      </div>
      <bn-hover></bn-hover>`;
  }

  #legend(kind: NetworkKind) {
    const { hidden } = this.store.view;
    const { batchNorm } = this.store.run?.info.settings ?? this.store.settings;
    const long = kind === "batchNorm" ? t("With batch norm, {0}", placementLabel(batchNorm)) : networkLabel(kind);
    return html`<button
      class=${`of-${kind}`}
      aria-pressed=${!hidden.includes(kind)}
      @click=${() => {
        const others = hidden.filter((each) => each !== kind);
        this.store.look({ hidden: hidden.includes(kind) ? others : [...others, kind] });
      }}
    >
      <span class="key"></span><span class="long">${long}</span><span class="short">${shortNetworkLabel(kind)}</span>
    </button>`;
  }

  #exports(): readonly MenuEntry[] {
    return exportEntries(this.store, () => this.renderRoot);
  }

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = labTabs.indexOf(this.store.view.tab);
    this.store.look({ tab: labTabs[(index + step + labTabs.length) % labTabs.length] });
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>("[role='tab'][aria-selected='true']")?.focus();
    });
  };

  /** Space runs or pauses, "." steps, R resets, unless a control has the focus that uses these keys itself. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const isControl =
      target instanceof Element && target.matches("input, select, textarea, button, [role], vscode-option, bn-select");
    if (isControl || event.ctrlKey || event.metaKey || event.altKey || this.store.view.tab !== "train") return;
    const { status } = this.store;
    if (event.key === " ") this.store.send(status.state === "running" ? "run/pause" : "run/start");
    else if (event.key === ".") this.store.send("run/step");
    else if (event.key.toLowerCase() === "r") this.store.send("run/reset");
    else return;
    event.preventDefault();
  };
}

function tabLabel(tab: LabTab): string {
  switch (tab) {
    case "train":
      return t("Train");
    case "experiments":
      return t("Experiments");
    case "sweep":
      return t("Sweep");
  }
}
