import { t } from "@vscode/l10n";
import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { formatCount } from "../../../../../src/shared/text/numbers.ts";
import { type Domain, position, ticksThatFit, type Tick } from "../../../../../src/shared/view/axis.ts";
import { boxWidth, guidePath } from "../../../../../src/shared/view/thumbnail.ts";
import { hover } from "../../../../common/controls/hover.ts";
import { style } from "../../../../common/style.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles, swatchStyles } from "../../../styles/detailStyles.ts";
import { hatchPattern, pictureStyles } from "../../../styles/pictureStyles.ts";
import { type Ridge, ridgeHeight, type RidgePaths, ridgesView } from "./ridgesModel.ts";
import { ridgesStyles } from "./ridgesStyles.ts";

/** Rows that are drawn until more are asked for, and how many more then. */
export const rowsAtFirst = 24;
const rowsMore = 100;
/** Part of an axis within which a label would reach beyond its end. */
const nearEnd = 0.04;

/**
 * All features before and after, a ridge each: x on the feature's own axis where scales differ, y on one axis with 0 and
 * ±1 marked, so that places and widths are different on the left and alike on the right.
 */
export class Ridges extends LitElement {
  static override properties = { store: { attribute: false }, most: { state: true } };
  static override styles = [...sharedStyles, swatchStyles, sectionStyles, pictureStyles, ridgesStyles];

  declare store: ReportStore;
  /** How many rows a person wants to see at the most. */
  declare most: number;

  constructor() {
    super();
    this.most = rowsAtFirst;
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, affine, view } = this.store;
    if (snapshot === null) return nothing;
    const { rows, numListed, before: common, after } = ridgesView(snapshot, view, affine, this.most);
    return html`${hatchPattern(0.25)}
      <div class="row head" aria-hidden="true">
        <span></span>
        <span class="axis">
          <span class="title"><span class="swatch input"></span>${t("Before")}</span>
          ${common === null ? html`<span class="own">${t("each its own axis")}</span>` : axisLabels(ticksThatFit(common, 220), common)}
        </span>
        <span class="number">μ ± σ</span>
        <span class="axis">
          <span class="title"><span class="swatch output"></span>${t("After")}</span>
          ${axisLabels(ticksThatFit(after, 220), after)}
        </span>
      </div>
      <ul class=${rows.length > 12 ? "dense" : ""} aria-label=${t("Distribution of every feature, before and after")}>
        ${rows.map((each) => this.#row(each, common, after))}
      </ul>
      ${rows.length < numListed ? this.#moreButton(rows.length, numListed) : nothing}`;
  }

  #row(ridge: Ridge, common: Domain | null, after: Domain): TemplateResult {
    return html`<li>
      <button
        class="row"
        aria-description=${ridge.sentence}
        @click=${() => {
          this.store.select(ridge.feature);
        }}
        ${hover(() => ({ text: ridge.sentence }))}
      >
        <span class="name ellipsis">${ridge.name}</span>
        ${picture("input", ridge.before, common === null ? [] : ticksThatFit(common, 220), common)}
        <span class="number">${ridge.beforeText}</span>
        ${picture("output", ridge.after, [], after)}
      </button>
    </li>`;
  }

  #moreButton(shown: number, all: number): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.most = shown + rowsMore;
      }}
    >
      ${t("{0} of {1} features, in the order of the list. Show {2} more", formatCount(shown), formatCount(all), formatCount(Math.min(rowsMore, all - shown)))}
    </button>`;
  }
}

function picture(
  series: "input" | "output",
  { outline, bracket }: RidgePaths,
  marks: readonly Tick[],
  domain: Domain | null,
) {
  const guides = marks.map(({ value }) => value);
  return html`<span class="picture-cell"
    ><svg class="picture" viewBox="0 0 ${boxWidth} ${ridgeHeight}" preserveAspectRatio="none" aria-hidden="true">
      ${domain === null || series === "output" ? nothing : svg`<path class="guide" d=${guidePath(guides, domain, ridgeHeight)}></path>`}
      <path class=${series} d=${outline}></path>
      <path class="bracket ${series}" d=${bracket}></path>
      ${domain !== null && series === "output" ? sigmaMarks(domain) : nothing}
    </svg></span
  >`;
}

/** 0 and ±1 through all rows, in front of the ridges: where the means and the ends of the bars meet. */
function sigmaMarks(domain: Domain) {
  return svg`<path class="sigma" d=${guidePath([-1, 1], domain, ridgeHeight)}></path>
    <path class="zero" d=${guidePath([0], domain, ridgeHeight)}></path>`;
}

/** Ticks at their places; one at an end of the axis stays within it, clear of the heading beside it. */
function axisLabels(ticks: readonly Tick[], domain: Domain): TemplateResult {
  return html`${ticks.map(({ value, label }) => {
    const at = position(value, domain);
    const shift = at < nearEnd ? "0" : at > 1 - nearEnd ? "-100%" : "-50%";
    return html`<span class="tick" ${style({ left: `${100 * at}%`, transform: `translateX(${shift})` })}
      >${label}</span
    >`;
  })}`;
}

customElements.define("bn-ridges", Ridges);
