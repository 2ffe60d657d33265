import { t } from "@vscode/l10n";
import { html, nothing, svg, type TemplateResult } from "lit";
import {
  planPruning,
  pruneMeasures,
  type PruneChannels,
  type PrunePlan,
} from "../../../../src/shared/checkpoint/pruning.ts";
import type { CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../../src/shared/text/numbers.ts";
import { formatPower } from "../../../../src/shared/text/powers.ts";
import { position, type Domain } from "../../../../src/shared/view/axis.ts";
import { boxWidth, guidePath, histogramPath } from "../../../../src/shared/view/thumbnail.ts";
import { actionStyles } from "../../../common/controls/actionStyles.ts";
import { icon } from "../../../common/icons.ts";
import "../../../common/controls/numberField.ts";
import { editableNumber, parseNumber, type FieldCheck } from "../../../common/numberText.ts";
import { HostError } from "../../../common/rpc.ts";
import "../../../common/controls/select.ts";
import type { Select } from "../../../common/controls/select.ts";
import { style } from "../../../common/style.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { rangeStyles } from "../../../report/styles/rangeStyles.ts";
import { StoreElement } from "../../store/storeElement.ts";
import { maskCode, measureAxis, measureBins, measureLabel, moved, pruneSentence } from "./pruneModel.ts";
import { pruneStyles } from "./pruneStyles.ts";

const height = 64;
const numBins = 80;
const sliderSteps = 1000;

/** The tab Prune: which channels a threshold would take away, and what that leaves of each layer. */
export class CheckpointPrune extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    data: { state: true },
  };
  static override styles = [...sharedStyles, actionStyles, rangeStyles, pruneStyles];

  declare data: { readonly snapshot: CheckpointSnapshot; readonly channels: PruneChannels } | null;
  #asked: CheckpointSnapshot | null = null;

  constructor() {
    super();
    this.data = null;
  }

  override render() {
    const { data } = this;
    if (data === null) return nothing;
    const { channels, snapshot } = data;
    const { pruneMeasure: measure, threshold } = this.store.view;
    const values = channels.measures[measure];
    if (!values.some((value) => value > 0)) return html`<p>${t("No layer has what this measure needs.")}</p>`;
    const axis = measureAxis(values);
    const plan = planPruning(channels, measure, threshold);
    const sentence = pruneSentence(channels, plan, measure, threshold);
    return html`${this.#bar(values, axis, plan)}
      <p class="text">${sentence}</p>
      ${histogram(values, axis, threshold, sentence)}
      <div role="list">${snapshot.layers.map(({ name }, i) => this.#layer(name, i, channels, plan))}</div>`;
  }

  override updated(): void {
    void this.#fetch();
  }

  #bar(values: Float64Array, axis: Domain, plan: PrunePlan): TemplateResult {
    const { pruneMeasure, threshold } = this.store.view;
    const place = Math.min(Math.max(position(Math.log10(threshold), axis), 0), 1) * sliderSteps;
    return html`<div class="bar">
      <span class="secondary" aria-hidden="true">${t("Measure")}</span>
      <bn-select
        label=${t("Measure")}
        .value=${pruneMeasure}
        @change=${(event: Event) => {
          const measure = pruneMeasures.find((each) => each === (event.currentTarget as Select).value);
          if (measure !== undefined) this.store.look({ pruneMeasure: measure });
        }}
      >
        ${pruneMeasures.map((each) => html`<vscode-option value=${each} ?selected=${each === pruneMeasure}>${measureLabel(each)}</vscode-option>`)}
      </bn-select>
      <span class="secondary" aria-hidden="true">${t("threshold")}</span>
      <input
        type="range"
        min="0"
        max=${sliderSteps}
        step="1"
        aria-label=${t("threshold")}
        aria-valuetext=${editableNumber(threshold)}
        .value=${String(Math.round(place))}
        @input=${(event: Event) => {
          const at = Number((event.currentTarget as HTMLInputElement).value) / sliderSteps;
          this.store.look({ threshold: Number((10 ** (axis.min + at * (axis.max - axis.min))).toPrecision(2)) });
        }}
        @keydown=${(event: KeyboardEvent) => {
          const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
          if (step === undefined || event.altKey) return;
          event.preventDefault();
          this.store.look({ threshold: moved(values, threshold, step * (event.shiftKey ? 10 : 1)) });
        }}
      />
      <bn-number-field
        label=${t("threshold")}
        .text=${editableNumber(threshold)}
        .check=${checkThreshold}
        @input-value=${(event: CustomEvent<number>) => {
          this.store.look({ threshold: event.detail });
        }}
        @change-value=${(event: CustomEvent<number>) => {
          this.store.look({ threshold: event.detail });
        }}
      ></bn-number-field>
      <button
        class="action"
        ?disabled=${plan.numRemovable === 0}
        @click=${() => {
          this.#copy(plan);
        }}
      >
        ${icon("copy")}${t("Copy Mask")}
      </button>
    </div>`;
  }

  #layer(name: string, i: number, { offset }: PruneChannels, { kept, joined }: PrunePlan): TemplateResult {
    const total = offset[i + 1] - offset[i];
    const widest = Math.max(...Array.from(offset.subarray(1), (end, k) => end - offset[k]));
    const share = (count: number): string => `${(100 * count) / widest}%`;
    const text = t("{0} of {1}", formatCount(kept[i]), formatCount(total));
    return html`<div role="listitem">
      <button
        class=${`row ${this.store.selected === i ? "selected" : ""}`}
        @click=${() => {
          this.store.select(i);
        }}
      >
        <span class="ellipsis" title=${name}>${name}</span>
        <span class="track" aria-hidden="true">
          <span class="kept" ${style({ width: share(kept[i] - joined[i]) })}></span>
          <span class="joined" ${style({ width: share(joined[i]) })}></span>
          <span class="gone" ${style({ width: share(total - kept[i]) })}></span>
        </span>
        <span class="number">${text}</span>
        <span class="secondary note">${joined[i] === 0 ? nothing : t("{0} joined", formatCount(joined[i]))}</span>
      </button>
    </div>`;
  }

  #copy(plan: PrunePlan): void {
    if (this.data === null) return;
    const { snapshot, channels } = this.data;
    const { pruneMeasure, threshold } = this.store.view;
    const what = `${measureLabel(pruneMeasure)} < ${threshold}`;
    const text = maskCode(
      snapshot.layers.map(({ name }) => name),
      channels,
      plan,
      what,
    );
    this.store.send("clipboard/write", { text });
  }

  /** Asks for the measures once for each snapshot. */
  async #fetch(): Promise<void> {
    const { snapshot } = this.store;
    if (snapshot === null || this.#asked === snapshot) return;
    this.#asked = snapshot;
    try {
      const channels = await this.store.host.request("prune/channels");
      if (this.#asked === snapshot) this.data = { snapshot, channels };
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
}

/** All channels on a log axis, with the cut. */
function histogram(values: Float64Array, axis: Domain, threshold: number, label: string): TemplateResult {
  const counts = measureBins(values, axis, numBins);
  const cut = Math.min(Math.max(position(Math.log10(threshold), axis), 0), 1);
  const bins = { start: axis.min, width: (axis.max - axis.min) / numBins, counts, below: 0, above: 0, discrete: false };
  const powers = Array.from(
    { length: Math.floor(axis.max) - Math.ceil(axis.min) + 1 },
    (_, k) => Math.ceil(axis.min) + k,
  );
  return html`<div class="histogram" role="img" aria-label=${label}>
      <svg viewBox=${`0 0 ${boxWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="removed" x="0" y="0" width=${cut * boxWidth} height=${height}></rect>
        <path class="guide" d=${guidePath(powers, axis, height)}></path>
        <path class="shape" d=${histogramPath(bins, axis, { top: 4, base: height - 0.5, closed: true })}></path>
        ${svg`<path class="cut" d=${`M${cut * boxWidth} 0V${height}`}></path>`}
      </svg>
      <span class=${cut > 0.85 ? "side left" : "side"} ${style({ left: `${cut * 100}%` })}
        >${cut > 0.12 ? html`<span class="before">${t("removed")}</span>` : nothing}${cut < 0.88 ? html`<span class="after">${t("kept")}</span>` : nothing}</span
      >
    </div>
    <div class="axis ticks" aria-hidden="true">
      ${powers.map((power) => html`<span ${style({ left: `${position(power, axis) * 100}%` })}>${formatPower(power)}</span>`)}
    </div>`;
}

function checkThreshold(text: string): FieldCheck {
  const value = parseNumber(text);
  return value !== null && value >= 0 ? { value } : { error: t("threshold must be 0 or greater, got {0}", text) };
}

customElements.define("bn-checkpoint-prune", CheckpointPrune);
