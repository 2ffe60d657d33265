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
import { formatCount, formatSignificant } from "../../src/shared/text/numbers.ts";
import { emphasized } from "../checkpoint/head/emphasized.ts";
import { actionStyles } from "../common/controls/actionStyles.ts";
import { filterStyles } from "../common/controls/filterStyles.ts";
import "../common/controls/hoverWidget.ts";
import { icon } from "../common/icons.ts";
import { HostError, type PageHost } from "../common/rpc.ts";
import { sharedStyles } from "../common/styles.ts";
import { sectionStyles } from "../report/styles/detailStyles.ts";
import { channelsCode, mostChanged } from "./changedChannels.ts";
import "./compareList.ts";
import { compareOrder } from "./compareRows.ts";
import { compareStyles } from "./compareStyles.ts";
import "./diagonal.ts";

/** Rows of the table of changed channels. */
const shownChannels = 20;

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
    const { nameA, nameB, sentence, advice, code } = comparison;
    document.title = `${nameA} ↔ ${nameB}`;
    return html`<header>
      <div class="line">
        <h1>${icon("diff")}${nameA} <span class="secondary">A</span> → ${nameB} <span class="secondary">B</span></h1>
        <span class="secondary">${facts(comparison)}</span>
        <button
          class="icon-button"
          aria-label=${t("Swap A and B")}
          title=${t("Swap A and B")}
          @click=${() => {
            this.#send("files/swap");
          }}
        >
          ${icon("arrow-swap")}
        </button>
      </div>
      <p class="sentence" role="status">${emphasized(sentence)}</p>
      ${
        advice === ""
          ? nothing
          : html`<p class="advice">
              ${icon("warning", { severity: true })}
              <span
                >${advice}
                ${
                  code === ""
                    ? nothing
                    : html`<button
                        class="link"
                        @click=${() => {
                          this.#copy(code);
                        }}
                      >
                        ${t("Copy Code")}
                      </button>`
                }</span
              >
            </p>`
      }
    </header>`;
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
      return html`<section>
        <h2>${layer.name}</h2>
        <p class="secondary">${t("Only one of the two has this layer.")}</p>
      </section>`;
    }
    const order = mostChanged(value);
    return html`<section class="detail">
      <div class="bar">
        <h2>${layer.name}</h2>
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

/** "13 of 13 layers matched by name, 374 batches apart". */
function facts({ layers, matchedBy, file }: CheckpointComparison): string {
  const num = layers.filter(({ where }) => where === "both").length;
  const counts = [formatCount(num), formatCount(layers.length)] as const;
  const matched = {
    name: t("{0} of {1} layers matched by name", ...counts),
    suffix: t("{0} of {1} layers matched by the end of their names", ...counts),
    order: t("{0} of {1} layers matched by their order and channels", ...counts),
  }[matchedBy];
  const apart = [...new Set(layers.map(({ batchesApart }) => batchesApart))];
  const batches =
    apart.length === 1 && apart[0] !== null && apart[0] !== 0
      ? [t("{0} batches apart", formatCount(Math.abs(apart[0])))]
      : [];
  return [...(file === null ? [] : [t("two parts of {0}", file)]), matched, ...batches].join(", ");
}

function changedTable(value: ComparedChannels, order: readonly number[]): TemplateResult {
  const { gammaA, gammaB, meanA, meanB, varianceA, varianceB, eps } = value;
  const cell = (number: number): TemplateResult => html`<td>${formatSignificant(number, 4)}</td>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="row">${t("Channel")}</th>
        <th>γ A</th>
        <th>γ B</th>
        <th>${t("mean A")}</th>
        <th>${t("mean B")}</th>
        <th class="optional">${t("Δ mean, in σ")}</th>
        <th>σ A</th>
        <th>σ B</th>
        <th class="optional">${t("ratio")}</th>
      </tr>
    </thead>
    <tbody>
      ${order.slice(0, shownChannels).map((c) => {
        const root = Math.sqrt(varianceA[c] + eps);
        return html`<tr>
          <th scope="row">${c}</th>
          ${cell(gammaA[c])}${cell(gammaB[c])}${cell(meanA[c])}${cell(meanB[c])}
          <td class="optional">${formatSignificant((meanB[c] - meanA[c]) / root, 3)}</td>
          ${cell(Math.sqrt(varianceA[c]))}${cell(Math.sqrt(varianceB[c]))}
          <td class="optional">${formatSignificant(Math.sqrt(varianceB[c] + eps) / root, 2)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
