import { t } from "@vscode/l10n";
import { css, html, nothing, svg, type TemplateResult } from "lit";
import type { CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatPower } from "../../../../src/shared/text/powers.ts";
import { position, type Domain } from "../../../../src/shared/view/axis.ts";
import { boxWidth, guidePath } from "../../../../src/shared/view/thumbnail.ts";
import { style } from "../../../common/style.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { StoreElement } from "../../store/storeElement.ts";
import { emphasized } from "../../head/emphasized.ts";
import { shortFactor } from "../channels/channelsText.ts";
import { scaleAxis, scaleSentence, differsWithoutEps } from "./scaleModel.ts";

const height = 22;

/** The tab Effective Scale: where in the network the signal is amplified, a bracket for each layer on one log axis. */
export class CheckpointScale extends StoreElement {
  static override styles = [
    ...sharedStyles,
    css`
      .text {
        margin-bottom: 8px;
      }
      .row,
      .head {
        display: grid;
        grid-template-columns: minmax(90px, 150px) 1fr 52px 56px;
        gap: 0 10px;
        align-items: center;
        height: ${height}px;
        padding: 0 6px;
        margin: 0 -6px;
      }
      .head {
        color: var(--vscode-descriptionForeground);
        font-size: 12px;
      }
      .axis {
        position: relative;
        height: 14px;
      }
      .axis span {
        position: absolute;
        transform: translateX(-50%);
      }
      .row {
        content-visibility: auto;
        contain-intrinsic-height: ${height}px;
        cursor: default;
        width: calc(100% + 12px);
      }
      .row:hover {
        background: var(--vscode-list-hoverBackground, transparent);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .row.selected {
        background: var(--vscode-list-inactiveSelectionBackground, transparent);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      /* On the selection's background the dim colour has too little contrast. */
      .row.selected .secondary {
        color: inherit;
      }
      .plot {
        position: relative;
        height: ${height}px;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      .guide {
        stroke: var(--grid-color);
      }
      .one {
        stroke: var(--axis-color);
        stroke-opacity: 0.8;
      }
      .bracket {
        stroke: var(--series-output);
        stroke-width: 1.5px;
      }
      .median {
        stroke: var(--series-output);
        stroke-width: 3px;
      }
      .ring {
        position: absolute;
        top: 50%;
        width: 9px;
        height: 9px;
        margin: -4.5px 0 0 -4.5px;
        border: 1px dashed var(--vscode-foreground);
        border-radius: 50%;
      }
      @container detail (max-width: 459.98px) {
        .row,
        .head {
          grid-template-columns: minmax(70px, 110px) 1fr 48px;
        }
        .without {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { snapshot, selected } = this.store;
    if (snapshot === null) return nothing;
    const axis = scaleAxis(snapshot);
    if (axis === null) {
      return html`<p>${t("No layer keeps running statistics: there is no effective scale to show.")}</p>`;
    }
    const powers = Array.from(
      { length: Math.floor(axis.max) - Math.ceil(axis.min) + 1 },
      (_, k) => Math.ceil(axis.min) + k,
    );
    return html`<p class="text">${emphasized(scaleSentence(snapshot))}</p>
      <div class="head" aria-hidden="true">
        <span></span>
        <div class="axis">
          ${powers.map((power) => html`<span ${style({ left: `${position(power, axis) * 100}%` })}>${formatPower(power)}×</span>`)}
        </div>
        <span class="number">${t("median")}</span><span class="number without">${t("without ε")}</span>
      </div>
      <div role="list">${snapshot.layers.map((_, i) => this.#row(snapshot, i, axis, powers, selected === i))}</div>`;
  }

  #row(
    { layers, scales }: CheckpointSnapshot,
    i: number,
    axis: Domain,
    powers: readonly number[],
    isSelected: boolean,
  ): TemplateResult {
    const [low, median, high, without] = [scales.low[i], scales.median[i], scales.high[i], scales.medianWithoutEps[i]];
    const differs = differsWithoutEps(scales, i);
    const at = (value: number): number => Math.min(Math.max(position(Math.log10(value), axis), 0), 1) * boxWidth;
    const hasScale = Number.isFinite(median);
    const label = hasScale
      ? t("{0}: {1} to {2}, median {3}", layers[i].name, shortFactor(low), shortFactor(high), shortFactor(median))
      : t("{0}: no running statistics", layers[i].name);
    const middle = height / 2;
    return html`<div role="listitem">
      <button
        class=${`row ${isSelected ? "selected" : ""}`}
        aria-description=${label}
        @click=${() => {
          this.store.select(i);
        }}
      >
        <span class="ellipsis" title=${layers[i].name}>${layers[i].name}</span>
        <span class="plot" aria-hidden="true">
          <svg viewBox=${`0 0 ${boxWidth} ${height}`} preserveAspectRatio="none">
            <path class="guide" d=${guidePath(powers, axis, height)}></path>
            <path class="one" d=${axis.min < 0 && axis.max > 0 ? guidePath([0], axis, height) : ""}></path>
            ${
              hasScale
                ? svg`<path class="bracket" d=${`M${at(low)} ${middle}H${at(high)}M${at(low)} ${middle - 4}v8M${at(high)} ${middle - 4}v8`}></path>
                <path class="median" d=${`M${at(median)} ${middle - 5}v10`}></path>`
                : nothing
            }
          </svg>
          ${differs ? html`<span class="ring" ${style({ left: `${at(without) / (boxWidth / 100)}%` })}></span>` : nothing}
        </span>
        <span class="number">${hasScale ? shortFactor(median) : "–"}</span>
        <span class="number without secondary">${!hasScale ? "–" : differs ? shortFactor(without) : t("same")}</span>
      </button>
    </div>`;
  }
}

customElements.define("bn-checkpoint-scale", CheckpointScale);
