import { css, svg } from "lit";

/** How the small pictures are drawn: one path each, stretched to their room, colours by series, patterns in high contrast. */
export const pictureStyles = css`
  svg.picture {
    display: block;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }
  .picture path {
    fill: none;
    vector-effect: non-scaling-stroke;
    stroke-width: 1px;
    stroke-linejoin: miter;
  }
  .picture .guide {
    stroke: var(--grid-color);
  }
  .picture .zero {
    stroke: var(--axis-color);
    stroke-opacity: 0.7;
  }
  .picture .input {
    stroke: var(--series-input);
    fill: color-mix(in srgb, var(--series-input) 32%, transparent);
  }
  .picture .normalized {
    stroke: var(--series-normalized);
    stroke-width: 1.5px;
  }
  .picture .output {
    stroke: var(--series-output);
    fill: color-mix(in srgb, var(--series-output) 46%, transparent);
  }
  .picture .activation {
    stroke: var(--series-activation);
    fill: color-mix(in srgb, var(--series-activation) 46%, transparent);
  }
  .picture .statistics {
    stroke: var(--vscode-foreground);
  }
  .picture .dim-lines {
    stroke: color-mix(in srgb, var(--vscode-foreground) 50%, transparent);
  }
  .picture .beyond {
    stroke: var(--vscode-foreground);
    stroke-width: 1.5px;
    stroke-dasharray: 2 2;
  }
  .picture .dim {
    stroke: none;
    fill: color-mix(in srgb, var(--vscode-foreground) 14%, transparent);
  }
  :host-context(body.vscode-high-contrast) .picture .input {
    fill: url(#hatch);
  }
  :host-context(body.vscode-high-contrast) .picture .normalized {
    stroke-dasharray: 4 2;
  }
  :host-context(body.vscode-high-contrast) .picture .output {
    fill: var(--series-output);
  }
  :host-context(body.vscode-high-contrast) .picture .activation {
    fill: none;
    stroke-width: 1.5px;
  }
  svg.patterns {
    position: absolute;
    width: 0;
    height: 0;
  }
  .patterns path {
    stroke: var(--series-input);
    stroke-width: 1.2px;
    fill: none;
  }
`;

/**
 * The diagonal hatch of x in high contrast. Pictures are stretched from a box to their room; the pattern is squeezed by
 * as much, so that its lines stay diagonal.
 *
 * @param stretch pixels of the room for each unit of the box, across
 */
export function hatchPattern(stretch: number) {
  return svg`<svg class="patterns" aria-hidden="true">
    <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform=${`scale(${1 / (stretch || 1)} 1)`}>
      <path d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4"></path>
    </pattern>
  </svg>`;
}
