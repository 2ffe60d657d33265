import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type {
  CheckpointComparison,
  ComparedChannels,
  CompareEvents,
  ComparePageState,
  CompareRequests,
} from "../../src/shared/checkpoint/comparison.ts";
import { formatCount } from "../../src/shared/text/numbers.ts";
import { actionStyles } from "../common/controls/actionStyles.ts";
import { filterStyles } from "../common/controls/filterStyles.ts";
import "../common/controls/hoverWidget.ts";
import { icon } from "../common/icons.ts";
import { HostError, type PageHost } from "../common/rpc.ts";
import { sharedStyles } from "../common/styles.ts";
import { sectionStyles } from "../report/styles/detailStyles.ts";
import { channelsCode, mostChanged } from "./changedChannels.ts";
import { changedTable } from "./changedTable.ts";
import { compareHead } from "./compareHead.ts";
import "./compareList.ts";
import { compareOrder } from "./compareRows.ts";
import { compareStyles } from "./compareStyles.ts";
import "./diagonal.ts";

/** The Compare page: two files or parts, what happened between them, every layer, and one layer's channels. */
export class CompareApp extends LitElement {
  static override properties = {
    comparison: { attribute: false },
    failure: { attribute: false },
    filter: { state: true },
    byChange: { state: true },
    selected: { state: true },
    channels: { state: true },
  };
  static override styles = [...sharedStyles, actionStyles, filterStyles, sectionStyles, compareStyles];

  declare host: PageHost<CompareRequests, CompareEvents>;
  declare comparison: CheckpointComparison | null;
  declare failure: ComparePageState["failure"];
  declare filter: string;
  declare byChange: boolean;
  /** null: the first row. */
  declare selected: number | null;
  declare channels: {
    readonly of: CheckpointComparison;
    readonly layer: number;
    readonly value: ComparedChannels | null;
  } | null;
  #asked: readonly [CheckpointComparison, number] | null = null;

  constructor() {
    super();
    this.comparison = null;
    this.failure = null;
    this.filter = "";
    this.byChange = true;
    this.selected = null;
    this.channels = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#onKey);
  }

  override render() {
    const { comparison, failure } = this;
    return html`${
        failure === null
          ? nothing
          : html`<div class="banner" role="alert">
              ${icon("error", { severity: true })}<span>${failure.message}</span>
              <button
                class="link"
                @click=${() => {
                  this.#send("files/reload");
                }}
              >
                ${t("Retry")}
              </button>
            </div>`
      }
      ${comparison === null ? nothing : html`<main>${this.#head(comparison)}${this.#list(comparison)}${this.#detail(comparison)}</main>`}
      <bn-hover></bn-hover>`;
  }

  override updated(): void {
    void this.#fetch();
  }

  #head(comparison: CheckpointComparison): TemplateResult {
    document.title = `${comparison.nameA} ↔ ${comparison.nameB}`;
    return compareHead(comparison, {
      swap: () => {
        this.#send("files/swap");
      },
      copy: (code) => {
        this.#copy(code);
      },
    });
  }

  #list(comparison: CheckpointComparison): TemplateResult {
    const order = compareOrder(comparison, this.filter, this.byChange);
    return html`<div class="bar">
        <h2>${t("Batch norm layers")}</h2>
        <span class="badge">${formatCount(order.length)}</span>
        <div class="filter">
          <input
            type="text"
            spellcheck="false"
            autocomplete="off"
            aria-label=${t("Filter layers")}
            placeholder=${t("Filter (name, @equal, @only-in-a)")}
            .value=${live(this.filter)}
            @input=${(event: Event) => {
              this.filter = (event.currentTarget as HTMLInputElement).value;
            }}
          />
        </div>
        <button
          class="action"
          @click=${() => {
            this.byChange = !this.byChange;
          }}
        >
          ${this.byChange ? t("By change") : t("Network order")}
        </button>
      </div>
      <bn-compare-list
        .comparison=${comparison}
        .order=${order}
        .selected=${this.#selected(comparison)}
        @choose-layer=${(event: CustomEvent<number>) => {
          this.selected = event.detail;
        }}
      ></bn-compare-list>`;
  }

  #detail(comparison: CheckpointComparison): TemplateResult | typeof nothing {
    const { channels } = this;
    if (channels?.of !== comparison || channels.layer !== this.#selected(comparison)) return nothing;
    const layer = comparison.layers[channels.layer];
    const { value } = channels;
    if (value === null) {
      return html`<section class="detail">
        <div class="bar">
          <h2>${layer.name}</h2>
          ${this.#arrows(comparison)}
        </div>
        <p class="secondary">${t("Only one of the two has this layer.")}</p>
      </section>`;
    }
    const order = mostChanged(value);
    return html`<section class="detail">
      <div class="bar">
        <h2>${layer.name}</h2>
        ${this.#arrows(comparison)}
        <button
          class="action"
          ?disabled=${order.length === 0}
          @click=${() => {
            this.#copy(channelsCode(layer.name, value, order));
          }}
        >
          ${icon("copy")}${t("Copy as Code")}
        </button>
      </div>
      <p class="secondary">
        ${t("One dot for each channel: A across, B upwards. On the dashed line nothing changed.")}
      </p>
      <div class="charts">
        <bn-diagonal .a=${value.gammaA} .b=${value.gammaB} heading="γ" series="output"></bn-diagonal>
        <bn-diagonal .a=${value.betaA} .b=${value.betaB} heading="β" series="output"></bn-diagonal>
        <bn-diagonal .a=${value.meanA} .b=${value.meanB} heading=${t("running mean")} series="input"></bn-diagonal>
        <bn-diagonal
          .a=${value.varianceA.map(Math.sqrt)}
          .b=${value.varianceB.map(Math.sqrt)}
          heading=${t("running σ")}
          series="input"
          log
        ></bn-diagonal>
      </div>
      ${order.length === 0 ? html`<p>${t("Every channel is the same in both.")}</p>` : changedTable(value, order)}
    </section>`;
  }

  #arrows(comparison: CheckpointComparison): TemplateResult {
    const order = compareOrder(comparison, this.filter, this.byChange);
    const place = order.indexOf(this.#selected(comparison));
    const arrow = (name: "arrow-up" | "arrow-down", label: string, step: 1 | -1): TemplateResult =>
      html`<button
        class="icon-button"
        aria-label=${label}
        title=${label}
        ?disabled=${!(place + step in order)}
        @click=${() => {
          this.#selectBy(step);
        }}
      >
        ${icon(name)}
      </button>`;
    return html`${arrow("arrow-up", t("Previous layer (Alt+Up)"), -1)}
    ${arrow("arrow-down", t("Next layer (Alt+Down)"), 1)}`;
  }

  #selectBy(step: 1 | -1): void {
    if (this.comparison === null) return;
    const order = compareOrder(this.comparison, this.filter, this.byChange);
    const next = order.indexOf(this.#selected(this.comparison)) + step;
    if (next in order) this.selected = order[next];
  }

  #selected(comparison: CheckpointComparison): number {
    return this.selected ?? compareOrder(comparison, "", true).at(0) ?? 0;
  }

  async #fetch(): Promise<void> {
    const { comparison } = this;
    if (comparison === null || comparison.layers.length === 0) return;
    const layer = this.#selected(comparison);
    if (this.#asked?.[0] === comparison && this.#asked[1] === layer) return;
    const asked = [comparison, layer] as const;
    this.#asked = asked;
    try {
      const value = await this.host.request("layer/channels", { layer });
      if (this.#asked === asked) this.channels = { of: comparison, layer, value };
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    this.#selectBy(event.key === "ArrowUp" ? -1 : 1);
  };

  #copy(text: string): void {
    this.host.request("clipboard/write", { text }).catch(ignore);
  }

  #send(type: "files/swap" | "files/reload"): void {
    this.selected = null;
    this.host.request(type).catch(ignore);
  }
}

/** A failure is the host's to tell. */
function ignore(error: unknown): void {
  if (!(error instanceof HostError)) throw error;
}
