import { t } from "@vscode/l10n";
import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { HostError } from "../../common/rpc.ts";
import { sharedStyles } from "../../common/styles.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";
import { columnPickerStyles } from "./columnPickerStyles.ts";
import { columnList, excludedAfter, type ColumnEntry } from "./columnList.ts";

/** More rows than this are found by typing. */
const mostRows = 200;

/** The link "Columns…" and the list that it opens: what of a table is a feature, with a tick for each. */
export class ColumnPicker extends LitElement {
  static override properties = {
    store: { attribute: false },
    open: { state: true },
    filter: { state: true },
    error: { state: true },
  };
  static override styles = [...sharedStyles, columnPickerStyles];

  declare store: ReportStore;
  declare open: boolean;
  declare filter: string;
  declare error: string;
  /** The order of the columns when the list was opened. */
  #known: readonly string[] = [];

  constructor() {
    super();
    this.open = false;
    this.filter = "";
    this.error = "";
    new StoreController(this, ["snapshot"]);
    this.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget))) this.open = false;
    });
  }

  override render() {
    const { snapshot } = this.store;
    if (!snapshot?.source.columns) return nothing;
    return html`<button class="link" aria-haspopup="dialog" aria-expanded=${this.open} @click=${this.#toggle}>
        ${t("Columns…")}
      </button>
      ${this.open ? this.#list(columnList(snapshot, this.#known)) : nothing}`;
  }

  #list(columns: readonly ColumnEntry[]) {
    const wanted = this.filter.trim().toLowerCase();
    const found = columns.filter(({ name }) => name.toLowerCase().includes(wanted));
    const numFeatures = columns.filter(({ use }) => use === "feature").length;
    return html`<div
      class="list"
      role="dialog"
      aria-label=${t("Columns")}
      tabindex="-1"
      @keydown=${this.#onKey}
      @pointerdown=${keepFocus}
    >
      <input
        class="filter"
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label=${t("Find a column")}
        placeholder=${t("Find a column")}
        .value=${live(this.filter)}
        @input=${(event: Event) => {
          this.filter = (event.currentTarget as HTMLInputElement).value;
        }}
      />
      <div class="rows">
        ${found.slice(0, mostRows).map((column) => this.#row(column, numFeatures === 1))}
        ${
          found.length > mostRows
            ? html`<p class="small secondary">${t("{0} more: type to find them", found.length - mostRows)}</p>`
            : nothing
        }
      </div>
      ${this.error === "" ? nothing : html`<p class="error small" role="alert">${this.error}</p>`}
    </div>`;
  }

  #row({ name, use, example }: ColumnEntry, isOnly: boolean) {
    const isText = use === "text";
    const isLast = isOnly && use === "feature";
    const reason = isText
      ? example === ""
        ? t("not numbers")
        : t("not numbers: {0}", example)
      : isLast
        ? t("the only feature")
        : "";
    // A disabled control would lose the focus, and with it the list.
    return html`<label class=${isText ? "text" : ""}>
      <input
        type="checkbox"
        .checked=${live(use === "feature")}
        aria-disabled=${isText || isLast ? "true" : nothing}
        @click=${(event: Event) => {
          if (isText || isLast) event.preventDefault();
        }}
        @change=${(event: Event) => {
          this.#choose(name, (event.currentTarget as HTMLInputElement).checked);
        }}
      />
      <span class="ellipsis">${name}</span>
      ${reason === "" ? nothing : html`<span class="reason small ellipsis">${reason}</span>`}
    </label>`;
  }

  #choose(name: string, isFeature: boolean): void {
    const { snapshot, host } = this.store;
    const exclude = snapshot && excludedAfter(snapshot, name, isFeature);
    this.error = "";
    if (exclude === null) return;
    host.request("reading/set", { exclude }).catch((thrown: unknown) => {
      if (!(thrown instanceof HostError)) throw thrown;
      this.error = thrown.message;
      // The tick shows what is, not what was wished for.
      this.requestUpdate();
    });
  }

  readonly #toggle = (): void => {
    const { snapshot } = this.store;
    if (this.open || snapshot === null) {
      this.#close();
      return;
    }
    this.#known = columnList(snapshot, this.#known).map(({ name }) => name);
    this.open = true;
    this.filter = "";
    this.error = "";
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(".filter")?.focus();
    });
  };

  #close(): void {
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>(".link")?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const controls = [...this.renderRoot.querySelectorAll<HTMLElement>(".list input")];
    const target = controls.indexOf(event.target as HTMLElement) + step;
    controls[Math.min(Math.max(target, 0), controls.length - 1)].focus();
  };
}

/** A click beside a control leaves the focus where it is: the list stays open. */
function keepFocus(event: Event): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}

customElements.define("bn-column-picker", ColumnPicker);
