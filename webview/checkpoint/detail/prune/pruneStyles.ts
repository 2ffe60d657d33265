import { css } from "lit";

/** The tab Prune: a bar of controls, the histogram with its cut, a bar for each layer. */
export const pruneStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .bar input {
    flex: 1 1 120px;
    max-width: 220px;
  }
  .bar .action {
    margin-left: auto;
  }
  bn-select {
    min-width: 70px;
  }
  .text {
    margin: 8px 0;
  }
  .histogram {
    position: relative;
    height: 64px;
    border-bottom: 1px solid var(--axis-color);
  }
  .histogram svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .histogram path {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .histogram .guide {
    stroke: var(--grid-color);
  }
  .histogram .shape {
    stroke: var(--series-output);
    fill: color-mix(in srgb, var(--series-output) 46%, transparent);
  }
  .histogram .cut {
    stroke: var(--vscode-foreground);
    stroke-dasharray: 4 3;
  }
  .histogram .removed {
    fill: color-mix(in srgb, var(--vscode-foreground) 6%, transparent);
  }
  .side {
    position: absolute;
    top: 2px;
    font-size: 11px;
    line-height: 14px;
  }
  .side .before {
    position: absolute;
    right: 5px;
  }
  .side .after {
    position: absolute;
    left: 5px;
  }
  .ticks {
    position: relative;
    height: 18px;
    margin-bottom: 6px;
  }
  .ticks span {
    position: absolute;
    transform: translateX(-50%);
  }
  .ticks span:first-child {
    transform: none;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(90px, 150px) 1fr 74px 56px;
    gap: 0 10px;
    align-items: center;
    width: calc(100% + 12px);
    height: 22px;
    padding: 0 6px;
    margin: 0 -6px;
    content-visibility: auto;
    contain-intrinsic-height: 22px;
  }
  .row.selected {
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .track {
    display: flex;
    height: 12px;
  }
  .kept {
    background: color-mix(in srgb, var(--series-output) 60%, transparent);
    forced-color-adjust: none;
  }
  .joined {
    background: repeating-linear-gradient(
      135deg,
      color-mix(in srgb, var(--series-output) 80%, transparent) 0 2px,
      transparent 2px 5px
    );
  }
  .gone {
    border: 1px solid color-mix(in srgb, var(--vscode-foreground) 35%, transparent);
  }
  .gone[style*="width: 0%"] {
    border: 0;
  }
  .note {
    font-size: 12px;
    white-space: nowrap;
  }
  :host-context(body.vscode-high-contrast) .kept {
    background: var(--series-output);
  }
  @container detail (max-width: 459.98px) {
    .row {
      grid-template-columns: minmax(70px, 110px) 1fr 66px;
    }
    .note {
      display: none;
    }
  }
`;
