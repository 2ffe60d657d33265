import { t } from "@vscode/l10n";
import { html, svg } from "lit";
import { outcomeText, type SweepCell, type SweepSpec } from "../../../src/shared/lab/sweep.ts";
import { cellKinds } from "./cellChart.ts";
import { bandPath, crossPlace, linePath, plotHeight, plotWidth, targetHeight } from "./cellPaths.ts";

/** Half the size of the cross where a network diverged, in pixels of a cell that is as wide as its picture. */
const cross = 4;

/** A cell's small picture: both loss curves, a cross where one diverged; below it how each ended, left without. */
export function cellPicture({ networks }: SweepCell, { seeds, steps }: SweepSpec) {
  return html`<span class="plot">
      <svg viewBox="0 0 ${plotWidth} ${plotHeight}" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<line class="target" x1="0" x2=${plotWidth} y1=${targetHeight} y2=${targetHeight} />`}
        ${networks.map(
          (network, k) => svg`<g class=${`of-${cellKinds[k]}`}>
            <path class="band" d=${bandPath(network)} />
            <path class="line" d=${linePath(network.loss)} />
          </g>`,
        )}
      </svg>
      ${networks.map((network, k) => {
        const place = crossPlace(network, steps);
        return place === null
          ? ""
          : html`<svg class=${`cross of-${cellKinds[k]}`} data-at=${place} viewBox="-5 -5 10 10" aria-hidden="true">
              ${svg`<path class="line" d=${`M${-cross} ${-cross}L${cross} ${cross}M${cross} ${-cross}L${-cross} ${cross}`} />`}
            </svg>`;
      })}
    </span>
    <span class="ends">
      ${networks.map(
        (network, k) =>
          html`<span class=${`series-text of-${cellKinds[k]} ${network.trained ? "trained" : ""}`}
            ><span class="sr">${k === 0 ? t("without") : t("with")} </span>${outcomeText(network, seeds)}</span
          >`,
      )}
    </span>`;
}
