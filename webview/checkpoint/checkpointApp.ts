import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import { formatBytes } from "../../src/shared/text/bytes.ts";
import { formatCount, formatShare } from "../../src/shared/text/numbers.ts";
import "../common/controls/hoverWidget.ts";
import { sharedStyles } from "../common/styles.ts";
import "./detail/detail.ts";
import type { CheckpointDetail } from "./detail/detail.ts";
import "./head/banner.ts";
import "./head/head.ts";
import "./list/layers.ts";
import type { Layers } from "./list/layers.ts";
import { StoreElement } from "./store/storeElement.ts";

/** Reading is told of after so long: most files are there before. */
const progressAfterMs = 500;

/** The checkpoint page: banner, head, layers, detail, and the keys that hold for all of them. */
export class CheckpointApp extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    wide: { state: true },
    isLate: { state: true },
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
      .reading {
        padding: 0 20px 12px;
      }
      .reading p {
        margin-top: 4px;
      }
      /* From 1100 px on the list is left and the detail right, each with its own scroll. */
      @container (min-width: 1100px) {
        .page {
          display: flex;
          flex-direction: column;
          height: 100vh;
          min-height: 560px;
        }
        .columns {
          flex: 1 1 0;
          min-height: 0;
          display: grid;
          grid-template-columns: minmax(560px, 8fr) 7fr;
          border-top: 1px solid var(--rule-color);
        }
        .columns.single {
          grid-template-columns: 1fr;
        }
        .columns > * {
          border-top: 0;
          min-height: 0;
        }
        .columns > bn-checkpoint-detail {
          overflow: auto;
          border-left: 1px solid var(--rule-color);
        }
      }
    `,
  ];

  /** Whether list and detail stand side by side. */
  declare wide: boolean;
  /** Whether reading has lasted long enough to be told of. */
  declare isLate: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new ResizeObserver(() => {
    this.wide = this.clientWidth >= 1100;
  });

  constructor() {
    super();
    this.wide = false;
    this.isLate = false;
    this.addEventListener("copy-text", (event) => {
      this.store.send("clipboard/write", { text: (event as CustomEvent<string>).detail });
    });
    this.addEventListener("open-layer", () => {
      this.renderRoot.querySelector<CheckpointDetail>("bn-checkpoint-detail")?.focusPanel();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    document.addEventListener("keydown", this.#onKeyDown);
    this.#timer = setTimeout(() => {
      this.isLate = true;
    }, progressAfterMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    document.removeEventListener("keydown", this.#onKeyDown);
    clearTimeout(this.#timer);
  }

  override render() {
    const { store } = this;
    const { snapshot, failure } = store;
    document.title = store.fileName;
    const isReading = snapshot === null && failure === null;
    return html`${isReading && this.isLate ? html`<vscode-progress-bar indeterminate aria-label=${t("Reading")}></vscode-progress-bar>` : nothing}
      <main class="page" aria-busy=${isReading}>
        <bn-checkpoint-banner .store=${store}></bn-checkpoint-banner>
        <bn-checkpoint-head .store=${store}></bn-checkpoint-head>
        ${isReading && this.isLate ? this.#reading() : nothing}
        ${
          snapshot === null || snapshot.layers.length === 0
            ? nothing
            : html`<div class=${snapshot.layers.length === 1 ? "columns single" : "columns"}>
                ${snapshot.layers.length === 1 ? nothing : html`<bn-layers .store=${store} .fill=${this.wide}></bn-layers>`}
                <bn-checkpoint-detail .store=${store}></bn-checkpoint-detail>
              </div>`
        }
      </main>
      <bn-hover></bn-hover>`;
  }

  #reading(): TemplateResult {
    const { progress } = this.store;
    const text =
      progress === null || progress.numLayers === 0
        ? t("Reading the file’s table of contents.")
        : t(
            "Reading {0} of {1} batch norm layers, {2} so far.",
            formatCount(progress.numRead),
            formatCount(progress.numLayers),
            formatBytes(progress.bytes),
          );
    return html`<div class="reading">
      <p role="status">
        ${text}
        <button
          class="link"
          @click=${() => {
            this.store.send("reading/cancel");
          }}
        >
          ${t("Cancel")}
        </button>
      </p>
      ${
        progress === null
          ? nothing
          : html`<p class="secondary small">
              ${t("Only the batch norm tensors are read: {0} of the file.", formatShare(progress.bytes, progress.totalBytes))}
            </p>`
      }
    </div>`;
  }

  /** Alt+↑ and Alt+↓ go through the layers, F8 through those with findings, / to the filter, Esc to the list. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || this.store.snapshot === null) return;
    const layers = this.renderRoot.querySelector<Layers>("bn-layers");
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      this.store.selectBy(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "F8") {
      const rows = this.store.snapshot.layers;
      this.store.selectBy(event.shiftKey ? -1 : 1, (layer) => rows[layer].findings.length > 0);
    } else if (event.key === "/" && !isEditing(event)) {
      layers?.focusFilter();
    } else if (event.key === "Escape") {
      layers?.focusList();
    } else {
      return;
    }
    event.preventDefault();
  };
}

function isEditing(event: KeyboardEvent): boolean {
  const [origin] = event.composedPath();
  return origin instanceof HTMLInputElement || origin instanceof HTMLTextAreaElement;
}
