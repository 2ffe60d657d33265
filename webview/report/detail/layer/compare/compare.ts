import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { ComparedData } from "../../../../../src/shared/layer/compared.ts";
import { style } from "../../../../common/style.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { compareFiles, compareSentence, type CompareRow, type Placed } from "./compareModel.ts";
import { firstRows, showAllButton } from "../../parts/moreRows.ts";
import { compareStyles } from "./compareStyles.ts";
import { partStyles } from "../partStyles.ts";

/** Another file beside the report's: how far each feature has shifted from the stored statistics, ranked. */
export class Compare extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true } };
  static override styles = [...sharedStyles, sectionStyles, partStyles, compareStyles];

  declare store: ReportStore;
  declare all: boolean;

  constructor() {
    super();
    this.all = false;
    new StoreController(this, ["snapshot", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    return snapshot.compared === undefined
      ? html`<p class="actions">
          <span
            >${t("Validation beside training, today beside yesterday: how far every feature has shifted from the stored statistics.")}</span
          >
          ${this.#choose(t("Compare Two Files…"))}
        </p>`
      : this.#comparison(snapshot.compared);
  }

  #comparison(compared: ComparedData): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const comparison = compareFiles(snapshot, compared);
    const { rows, limit, isLayer } = comparison;
    const shown = firstRows(rows, this.all);
    return html`<p role="status">${compareSentence(comparison, snapshot, compared)}</p>
      <p class="actions">
        <span class="key"><span class="mark other"></span>${compared.fileName}</span>
        ${isLayer ? html`<span class="key"><span class="mark own"></span>${snapshot.source.name}</span>` : nothing}
        <span class="key"
          ><span class="band-key"></span
          >${isLayer ? t("running mean ± 1 standard deviation") : t("{0} ± 1 standard deviation", snapshot.source.name)}</span
        >
        ${this.#choose(t("Choose Another…"))}
        <button
          class="link"
          @click=${() => {
            this.store.host.request("compare/end").catch(ignore);
          }}
        >
          ${t("End Comparison")}
        </button>
      </p>
      <table>
        <caption class="sr">
          ${t("Shift of every feature, the largest first")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Feature")}</th>
            <td class="picture" aria-hidden="true">
              <div class="axis ticks"><span>${`−${limit}`}</span><span>0</span><span>${limit}</span></div>
            </td>
            <th scope="col">${t("mean moved by (σ)")}</th>
            <th scope="col">${t("spread (×)")}</th>
            ${isLayer ? html`<th scope="col" class="own-shift">${t("{0} by (σ)", snapshot.source.name)}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row) => this.#row(row, limit, isLayer))}
        </tbody>
      </table>
      ${showAllButton(shown.length, rows.length, () => {
        this.all = true;
      })}`;
  }

  #row({ feature, name, other, own, shift, spread, ownShift, isChance }: CompareRow, limit: number, isLayer: boolean) {
    return html`<tr
      class=${isChance ? "chance" : ""}
      aria-current=${String(feature === this.store.view.selected)}
      @click=${() => {
        this.store.select(feature);
      }}
    >
      <th scope="row" class="ellipsis" title=${name}>${name}</th>
      <td class="picture" aria-hidden="true">
        <div class="lane">
          <div class="band" ${place({ shift: 0, spread: 1 }, limit)}></div>
          <div class="zero"></div>
          ${own === null ? nothing : whisker("own", own, limit)} ${whisker("other", other, limit)}
        </div>
      </td>
      <td>${shift}</td>
      <td>${spread}</td>
      ${isLayer ? html`<td class="own-shift">${ownShift}</td>` : nothing}
    </tr>`;
  }

  #choose(label: string): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.store.host.request("command/run", { command: "compareFiles" }).catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }
}

function whisker(kind: "own" | "other", placed: Placed, limit: number): TemplateResult | typeof nothing {
  if (!Number.isFinite(placed.shift) || !Number.isFinite(placed.spread)) {
    return nothing;
  }
  return html`<div class="line ${kind}" ${place(placed, limit)}></div>
    <div class="mark ${kind}" ${style({ left: `${percent(placed.shift, limit)}%` })}></div>`;
}

/** From one standard deviation below to one above, within the axis. */
function place({ shift, spread }: Placed, limit: number) {
  const [from, to] = [percent(shift - spread, limit), percent(shift + spread, limit)];
  return style({ left: `${from}%`, width: `${to - from}%` });
}

function percent(value: number, limit: number): number {
  return Math.min(100, Math.max(0, 50 + (50 * value) / limit));
}

customElements.define("bn-compare", Compare);
