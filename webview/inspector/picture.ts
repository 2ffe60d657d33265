import { t } from "@vscode/l10n";
import { css, svg, html, type TemplateResult, nothing } from "lit";
import type { InspectedFeature } from "../../src/shared/report/inspector.ts";
import { formatMeasured, formatParameter } from "../../src/shared/text/numbers.ts";
import { histogramDomain, position, type Domain } from "../../src/shared/view/axis.ts";
import { boxWidth, bracketPath, histogramPath } from "../../src/shared/view/thumbnail.ts";

const height = 56;
const bracketHeight = 12;

export const pictureStyles = css`
  .picture svg {
    display: block;
    width: 100%;
    height: ${height + bracketHeight}px;
    overflow: hidden;
  }
  .picture .area {
    fill: color-mix(in srgb, var(--series-input) 25%, transparent);
    stroke: var(--series-input);
  }
  .picture .spread {
    fill: none;
    stroke: var(--vscode-foreground);
  }
  .picture .value {
    stroke: var(--vscode-foreground);
    stroke-width: 2;
    stroke-dasharray: 3 2;
  }
  .picture path,
  .picture line {
    vector-effect: non-scaling-stroke;
  }
  .picture div {
    display: flex;
    justify-content: space-between;
  }
`;

/** The distribution of a feature with its mean and spread, and where a value stands in it. */
export function distributionPicture(feature: InspectedFeature, x: number | null): TemplateResult {
  const { histogram, mean, variance } = feature;
  const domain = domainWith(histogramDomain(histogram), x);
  const isDrawn = Number.isFinite(domain.min) && Number.isFinite(domain.max);
  const at = x === null ? 0 : position(x, domain) * boxWidth;
  const spread = t("mean {0}, standard deviation {1}", formatMeasured(mean), formatMeasured(Math.sqrt(variance)));
  const label = x === null ? spread : `${t("the value {0}", formatParameter(x))}, ${spread}`;
  return html`<div class="picture">
    ${
      isDrawn
        ? html`<svg
            viewBox="0 0 ${boxWidth} ${height + bracketHeight}"
            preserveAspectRatio="none"
            role="img"
            aria-label=${label}
          >
            <path class="area" d=${histogramPath(histogram, domain, { top: 1, base: height })}></path>
            <path class="spread" d=${bracketPath(mean, Math.sqrt(variance), domain, height + 7, 4)}></path>
            ${x === null ? nothing : svg`<line class="value" x1=${at} x2=${at} y1="0" y2=${height}></line>`}
          </svg>`
        : nothing
    }
    <div class="axis"><span>${formatMeasured(domain.min)}</span><span>${formatMeasured(domain.max)}</span></div>
  </div>`;
}

/** The domain stretched to a value outside of it: an outlier. */
function domainWith({ min, max }: Domain, x: number | null): Domain {
  return x === null || !Number.isFinite(x) ? { min, max } : { min: Math.min(min, x), max: Math.max(max, x) };
}
