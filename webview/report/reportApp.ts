import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "../common/controls/hoverWidget.ts";
import type { HoverWidget } from "../common/controls/hoverWidget.ts";
import { icon } from "../common/icons.ts";
import { sharedStyles } from "../common/styles.ts";
import "./head/banner.ts";
import type { Detail } from "./detail/detail.ts";
import "./head/empty.ts";
import "./list/features.ts";
import type { Features } from "./list/features.ts";
import "./flow/flowView.ts";
import "./head/compactHead.ts";
import "./head/head.ts";
import type { FlowStepId } from "./flow/flowStep.ts";
import { hasOwnUndo, historyDirection, stepHistory } from "./store/historyKeys.ts";
import { ignore } from "./store/requests.ts";
import type { ReportStore } from "./store/store.ts";
import { StoreController } from "./store/storeController.ts";

/**
 * The host tells of a run's progress once it has lasted half a second. A page that knows of neither a report nor a run
 * may still be before that: only later is it empty.
 */
const emptyAfterMs = 700;

/** The report page: banner, head, flow, features, detail, and what holds for all of them (keys, hover, progress). */
export class ReportApp extends LitElement {
  static override properties = {
    store: { attribute: false },
    wide: { state: true },
    isEmpty: { state: true },
    hasDetail: { state: true },
    isScrolled: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        container-type: inline-size;
        min-height: 100vh;
      }
      vscode-progress-bar {
        position: fixed;
        z-index: 20;
        inset: 0 0 auto;
      }
      :host-context(body.vscode-reduce-motion) vscode-progress-bar::part(indicator) {
        animation: none;
        width: 100%;
      }
      /* No height of its own: what sticks lies over the page, and nothing moves when the line comes and goes. */
      .sticky {
        position: sticky;
        z-index: 10;
        top: 0;
        background: var(--vscode-editor-background);
      }
      bn-compact-head {
        position: absolute;
        inset: 100% 0 auto;
        background: var(--vscode-editor-background);
      }
      .first {
        padding: 14px 20px;
      }
      .first .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
      }
      .first p {
        margin-top: 10px;
      }
      .name {
        margin: 0;
        font-size: inherit;
        display: flex;
        gap: 6px;
        font-weight: 600;
      }
      @container (max-width: 459.98px) {
        bn-detail {
          padding-inline: 12px;
        }
      }
      /* From 1100 px on the list is left and the detail right, each with its own scroll. */
      @container (min-width: 1100px) {
        .report {
          display: flex;
          flex-direction: column;
          height: 100vh;
          min-height: 560px;
        }
        .columns {
          flex: 1 1 0;
          min-height: 0;
          display: grid;
          grid-template-columns: minmax(470px, 5fr) 7fr;
          border-top: 1px solid var(--rule-color);
        }
        .columns > * {
          border-top: 0;
          min-height: 0;
        }
        .columns > bn-detail {
          overflow: auto;
          border-left: 1px solid var(--rule-color);
        }
      }
    `,
  ];

  declare store: ReportStore;
  /** Whether list and detail stand side by side. */
  declare wide: boolean;
  /** Whether it is certain that there is nothing to show and nothing under way. */
  declare isEmpty: boolean;
  /** Whether the code of the detail is there. */
  declare hasDetail: boolean;
  /** Whether the head is above the part of the page that is seen. */
  declare isScrolled: boolean;
  #emptyTimer: ReturnType<typeof setTimeout> | undefined;
  #loading: Promise<void> | undefined;
  readonly #observer = new ResizeObserver(() => {
    this.wide = this.clientWidth >= 1100;
  });

  constructor() {
    super();
    this.wide = false;
    this.isEmpty = false;
    this.hasDetail = false;
    this.isScrolled = false;
    new StoreController(this, ["snapshot", "status"]);
    this.addEventListener("explore-step", (event) => {
      void this.#focusDetail((event as CustomEvent<FlowStepId>).detail === "output" ? "gamma" : "panel");
    });
    this.addEventListener("open-feature", () => {
      void this.#focusDetail("panel");
    });
    this.addEventListener("copy-text", (event) => {
      const text = (event as CustomEvent<string>).detail;
      this.store.host.request("clipboard/write", { text }).catch(ignore);
    });
    this.addEventListener("show-hover", (event) => {
      const target = (event as CustomEvent<Element | null>).detail;
      if (target !== null) {
        this.renderRoot.querySelector<HoverWidget>("bn-hover")?.showFor(target);
      }
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    document.addEventListener("keydown", this.#onKeyDown);
    document.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    document.removeEventListener("keydown", this.#onKeyDown);
    document.removeEventListener("scroll", this.#onScroll);
    clearTimeout(this.#emptyTimer);
  }

  /** The host has told its state for the first time: what is empty after a while is empty. */
  hostAnswered(): void {
    this.#emptyTimer ??= setTimeout(() => {
      this.isEmpty = true;
    }, emptyAfterMs);
  }

  override render() {
    const { snapshot, progress, failure } = this.store;
    document.title = t("Batch Norm: {0}", snapshot?.source.name ?? progress?.name ?? "");
    const bar =
      progress !== null
        ? html`<vscode-progress-bar indeterminate aria-label=${progress.message}></vscode-progress-bar>`
        : nothing;
    return html`${bar}
      <main aria-busy=${progress !== null}>${this.#content(snapshot === null, failure !== null)}</main>
      <bn-hover></bn-hover>`;
  }

  #content(nothingYet: boolean, failed: boolean) {
    if (!nothingYet) {
      return this.#report();
    }
    if (this.store.progress !== null) {
      return this.#firstRun();
    }
    if (!this.isEmpty && !failed) {
      return nothing;
    }
    return html`${failed ? html`<bn-banner .store=${this.store}></bn-banner>` : nothing}<bn-empty
        .store=${this.store}
      ></bn-empty>`;
  }

  #report() {
    const { store } = this;
    return html`<div class="report">
      <div class="sticky">
        <bn-banner .store=${store}></bn-banner>
        ${this.isScrolled ? html`<bn-compact-head .store=${store} @show-head=${this.#toTop}></bn-compact-head>` : nothing}
      </div>
      <bn-head .store=${store}></bn-head>
      <bn-flow .store=${store}></bn-flow>
      <div class="columns">
        <bn-features .store=${store} .fill=${this.wide}></bn-features>
        ${this.hasDetail ? html`<bn-detail .store=${store}></bn-detail>` : nothing}
      </div>
    </div>`;
  }

  #firstRun() {
    const { progress } = this.store;
    return html`<div class="first">
      <div class="line">
        <h1 class="name">${icon("table")}${progress?.name}</h1>
        <span class="secondary">${progress?.detail}</span>
      </div>
      <p class="secondary" role="status">
        ${progress?.message}
        <button
          class="link"
          @click=${() => {
            this.store.host.request("run/cancel").catch(ignore);
          }}
        >
          ${t("Cancel")}
        </button>
      </p>
    </div>`;
  }

  override updated(): void {
    if (this.store.snapshot !== null) this.#loading ??= this.#loadDetail();
  }

  /** The tabs with their charts, most of the page's code and work, come right after the picture that has the first rows. */
  async #loadDetail(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await import("./detail/detail.ts");
    this.hasDetail = true;
    await this.updateComplete;
  }

  async #focusDetail(part: "panel" | "gamma"): Promise<void> {
    await this.#loading;
    this.renderRoot.querySelector<Detail>("bn-detail")?.focusPart(part);
  }

  readonly #onScroll = (): void => {
    const [head, banner] = ["bn-head", "bn-banner"].map((name) => this.renderRoot.querySelector(name));
    // A banner covers as much of the head as is scrolled under it.
    const top = banner?.getBoundingClientRect().bottom ?? 0;
    this.isScrolled = head !== null && head.getBoundingClientRect().bottom < top;
  };

  readonly #toTop = (): void => {
    window.scrollTo({ top: 0 });
    // The line with the button goes: the keyboard stays at the top.
    this.renderRoot.querySelector("bn-head")?.shadowRoot?.querySelector("button")?.focus({ preventScroll: true });
  };

  /** Keys of the whole page: Alt+↑ and Alt+↓ go through the features, / goes to the filter, Ctrl+Z undoes. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || this.store.snapshot === null) {
      return;
    }
    const direction = historyDirection(event);
    if (direction !== null && !hasOwnUndo(event)) {
      event.preventDefault();
      // VS Code would undo in a field that a person typed into earlier.
      event.stopPropagation();
      stepHistory(this.store, direction);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.store.selectBy(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "/" && !isEditing(event)) {
      event.preventDefault();
      this.renderRoot.querySelector<Features>("bn-features")?.focusFilter();
    }
  };
}

function isEditing(event: KeyboardEvent): boolean {
  const [origin] = event.composedPath();
  return origin instanceof HTMLInputElement || origin instanceof HTMLTextAreaElement;
}
