import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { style } from "../../../../common/style.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import type { ChartGeometry } from "../../../charts/distributionChart.ts";
import type { DistributionBase } from "../../../charts/distributionBase.ts";
import type { DistributionOutput } from "../../../charts/distributionModel.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { setValuesFilter, valuesFilter } from "../../values/valuesFilter.ts";
import {
  type Bin,
  binAt,
  binOnAxis,
  binSentence,
  firstSeries,
  numBins,
  valueRangeText,
  valuesOfBin,
} from "./binsModel.ts";

/** What is under the pointer in the distribution chart, in a line below it; a click selects the rows of a bin. */
export class Bins extends LitElement {
  static override properties = {
    store: { attribute: false },
    base: { attribute: false },
    output: { attribute: false },
    geometry: { attribute: false },
    bin: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    css`
      .area {
        position: absolute;
        outline-offset: 2px;
      }
      .area.chooses {
        cursor: pointer;
      }
      .band {
        position: absolute;
        top: 0;
        bottom: 0;
        pointer-events: none;
        background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      }
      p {
        margin: 0;
        min-height: 18px;
        color: var(--vscode-descriptionForeground);
        font-size: 12px;
      }
      /* What is read may take two lines where the hint took one: nothing below moves. */
      @container detail (max-width: 519px) {
        p {
          min-height: 36px;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare base: DistributionBase;
  declare output: DistributionOutput;
  /** Where the chart's plot is; null until it was laid out. */
  declare geometry: ChartGeometry | null;
  declare bin: Bin | null;

  constructor() {
    super();
    this.geometry = null;
    this.bin = null;
  }

  override render(): TemplateResult {
    const { base, output, geometry } = this;
    const bin = this.#shown;
    const first = firstSeries(base);
    return html`${geometry === null || first === null ? nothing : this.#area(geometry, bin)}
      <p id="readout" aria-live="polite">
        ${bin === null ? this.#hint(first !== null) : binSentence(base, output, bin)} ${this.#chosen()}
      </p>`;
  }

  /** The bin that is read, if the chart still has it. */
  get #shown(): Bin | null {
    const { bin, base } = this;
    return bin !== null && bin.index < numBins(base, bin.series) && firstSeries(base) !== null ? bin : null;
  }

  #area(geometry: ChartGeometry, bin: Bin | null): TemplateResult {
    const { base, output } = this;
    const { left, right, top, bottom } = geometry;
    const range = bin === null ? null : binOnAxis(base, output, bin);
    const place = { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` };
    const band = range && [geometry.pixelOf(range.min) - left, geometry.pixelOf(range.max) - left];
    return html`<div
      class="area ${base.feature < 0 ? "" : "chooses"}"
      role="slider"
      tabindex="0"
      aria-label=${t("Bin")}
      aria-valuemin="1"
      aria-valuemax=${numBins(base, bin?.series ?? "input")}
      aria-valuenow=${(bin?.index ?? 0) + 1}
      aria-valuetext=${bin === null ? t("none") : binSentence(base, output, bin)}
      ${style(place)}
      @pointermove=${(event: PointerEvent) => {
        this.bin = this.#binUnder(event);
      }}
      @pointerleave=${() => {
        this.bin = null;
      }}
      @click=${() => void this.#choose()}
      @keydown=${this.#onKey}
    >
      ${
        band === null
          ? nothing
          : html`<div
              class="band"
              ${style({ left: `${band[0]}px`, width: `${Math.max(1, band[1] - band[0])}px` })}
            ></div>`
      }
    </div>`;
  }

  #binUnder(event: PointerEvent): Bin | null {
    const { geometry, base, output } = this;
    if (geometry === null) return null;
    const at = geometry.pixelOf(0);
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = event.clientX - box.left + geometry.left;
    const y = event.clientY - box.top + geometry.top;
    return binAt(base, output, (x - at) / geometry.pixelsPerUnit, geometry.heightAt(y));
  }

  #hint(isRead: boolean): string {
    if (!isRead || this.#filter !== null) return "";
    return this.base.feature < 0
      ? t("Point at a bar, or press ← →, to read it.")
      : t("Point at a bar, or press ← →, to read it; click to select its rows.");
  }

  get #filter() {
    const filter = valuesFilter(this.store);
    return filter?.feature === this.base.feature ? filter : null;
  }

  /** What the click on a bin has done. */
  #chosen(): TemplateResult | typeof nothing {
    const filter = this.#filter;
    if (filter === null || this.#shown !== null) return nothing;
    return html`${t("The Values tab shows those from {0}.", valueRangeText(filter))}
      <button
        class="link"
        @click=${() => {
          this.store.setView({ tab: "values" });
        }}
      >
        ${t("Show")}
      </button>
      <button
        class="link"
        @click=${() => {
          setValuesFilter(this.store, null);
        }}
      >
        ${t("Clear")}
      </button>`;
  }

  /** The values of the bin are those that the Values tab shows, and their rows are selected in the editor. */
  async #choose(): Promise<void> {
    const bin = this.#shown;
    const range = bin === null ? null : valuesOfBin(this.base, bin);
    if (range === null) return;
    const { host, snapshot, live } = this.store;
    const found = await host.request("values/between", range).catch(ignore);
    if (!found) return;
    setValuesFilter(this.store, range);
    const lines = found.line.filter((line) => line > 0);
    if (lines.length > 0 && snapshot?.source.kind === undefined && live !== "closed") {
      await host.request("source/selectLines", { lines }).catch(ignore);
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const series = this.#shown?.series ?? firstSeries(this.base);
    if (series === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = numBins(this.base, series) - 1;
    const index = this.#shown?.index ?? null;
    const moves: Record<string, number | null> = {
      ArrowRight: index === null ? 0 : Math.min(index + 1, last),
      ArrowLeft: index === null ? last : Math.max(index - 1, 0),
      Home: 0,
      End: last,
      Escape: null,
    };
    if (event.key in moves) {
      const moved = moves[event.key];
      this.bin = moved === null ? null : { series, index: moved };
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      void this.#choose();
    }
  };
}

customElements.define("bn-bins", Bins);

declare global {
  interface HTMLElementTagNameMap {
    "bn-bins": Bins;
  }
}
