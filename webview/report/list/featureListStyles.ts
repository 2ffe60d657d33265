import { css } from "lit";

/** The grid of features: sticky header and row of all features, rows of 28 pixels, columns of a common grid. */
export const featureListStyles = css`
  :host {
    position: relative;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: auto;
  }
  .grid {
    position: relative;
    outline: none;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 12px;
    align-items: stretch;
    height: 28px;
    padding: 0 20px;
    cursor: default;
  }
  .header,
  .all {
    position: sticky;
    z-index: 2;
    background-color: var(--vscode-editor-background);
  }
  .header {
    top: 0;
    height: 36px;
    align-items: end;
    color: var(--vscode-descriptionForeground);
    font-size: 12px;
    border-bottom: 1px solid var(--rule-color);
  }
  .all {
    top: 36px;
  }
  .row:not(.header):hover {
    background-image: linear-gradient(
      var(--vscode-list-hoverBackground, transparent),
      var(--vscode-list-hoverBackground, transparent)
    );
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .row.selected,
  .row.selected:hover {
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background-image: linear-gradient(
      var(--vscode-list-inactiveSelectionBackground, transparent),
      var(--vscode-list-inactiveSelectionBackground, transparent)
    );
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .grid:focus-visible .row.active,
  .grid:focus-visible .cell.active {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .cell {
    min-width: 0;
    align-self: center;
  }
  .cell.name {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .cut {
    display: flex;
    min-width: 0;
  }
  .cut .end {
    flex: none;
    white-space: pre;
  }
  .row:not(.header) .cell.before,
  .row:not(.header) .cell.after {
    height: 28px;
  }
  .narrow .row {
    gap: 0 8px;
    padding: 0 12px;
  }
  .header .cell {
    align-self: end;
    padding-bottom: 3px;
    line-height: 16px;
    white-space: nowrap;
  }
  .header .sortable {
    cursor: pointer;
  }
  .header .sortable:hover {
    color: var(--vscode-foreground);
  }
  .header .number {
    display: flex;
    justify-content: flex-end;
    align-items: center;
  }
  .header .icon {
    font-size: 12px;
  }
  .header .picture {
    display: flex;
    flex-direction: column;
    overflow: visible;
  }
  .ticks {
    position: relative;
    height: 14px;
  }
  .ticks > span {
    position: absolute;
    font-variant-numeric: tabular-nums;
  }
  .window {
    will-change: transform;
  }
  .none {
    padding: 8px 20px;
    color: var(--vscode-descriptionForeground);
  }
`;
