import { css } from "lit";

/** Heights of the rows and of the head, in pixels: the scroller is reckoned with them. */
export const rowHeight = 24;
export const headerHeight = 25;

export const valuesStyles = css`
  .row {
    display: grid;
    grid-template-columns: 56px 64px minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) minmax(48px, 1.4fr) minmax(0, 1fr);
    gap: 0 12px;
    align-items: center;
    height: ${rowHeight}px;
    padding: 0 8px 0 4px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .row > * {
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: right;
  }
  .scroller {
    overflow-y: auto;
  }
  .header {
    position: sticky;
    z-index: 1;
    top: 0;
    height: ${headerHeight}px;
    color: var(--vscode-descriptionForeground);
    background: var(--vscode-editor-background);
    font-size: 12px;
    border-bottom: 1px solid var(--rule-color);
  }
  .body {
    position: relative;
  }
  .window {
    position: absolute;
    inset: 0 0 auto 0;
  }
  .value {
    cursor: pointer;
  }
  .value:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .value.chosen {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .value.chosen .secondary,
  .value.chosen .link {
    color: inherit;
  }
  .scroller:focus-visible .value.chosen {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .scroller:focus-visible {
    outline: none;
  }
  svg {
    display: block;
    width: 100%;
    height: 14px;
  }
  .zero {
    stroke: var(--axis-color);
  }
  .bar {
    fill: var(--series-output);
  }
  @container detail (max-width: 619px) {
    .row {
      grid-template-columns: 30px 34px minmax(0, 0.7fr) minmax(0, 1fr) minmax(0, 1fr) minmax(0, 0.9fr);
      gap: 0 6px;
    }
    .bar-cell,
    .series-name {
      display: none;
    }
  }
`;
