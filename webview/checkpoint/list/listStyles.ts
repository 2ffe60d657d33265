import { css } from "lit";

/** The list of layers: sticky head and row of all layers, rows of 28 pixels, groups of 24. */
export const listStyles = css`
  :host {
    position: relative;
    overflow-x: hidden;
    overflow-y: auto;
  }
  .grid {
    position: relative;
    outline: none;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 10px;
    align-items: center;
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
  .group {
    display: flex;
    gap: 8px;
    height: 24px;
    padding: 0 20px 0 18px;
    align-items: center;
    color: var(--vscode-descriptionForeground);
    font-size: 12px;
  }
  .group > div {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .group .name-text {
    color: var(--vscode-foreground);
    font-size: 13px;
  }
  .row:not(.header):hover,
  .group:hover {
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
  .grid:focus-visible .active {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .cell {
    min-width: 0;
  }
  .cell.picture {
    height: 28px;
  }
  .name {
    display: flex;
    min-width: 0;
    white-space: nowrap;
  }
  .in-group .name {
    padding-left: 18px;
  }
  .prefix {
    color: var(--vscode-descriptionForeground);
    overflow: hidden;
    text-overflow: ellipsis;
    flex: 0 1 auto;
    min-width: 0;
  }
  .last {
    overflow: hidden;
    text-overflow: ellipsis;
    flex: none;
    max-width: 100%;
  }
  .findings {
    display: flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
    overflow: hidden;
  }
  .findings .words {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .header button {
    white-space: nowrap;
    line-height: 16px;
  }
  .header button:hover {
    color: var(--vscode-foreground);
  }
  .header .cell {
    padding-bottom: 3px;
    white-space: nowrap;
  }
  .header .picture {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    height: 36px;
  }
  .header .icon {
    font-size: 12px;
    vertical-align: -2px;
  }
  .ticks {
    position: relative;
    height: 15px;
    font-size: 11px;
    line-height: 15px;
    font-variant-numeric: tabular-nums;
  }
  .ticks > span {
    position: absolute;
    transform: translateX(-50%);
  }
  /* At the ends of an axis labels stay over their own column. */
  .ticks > .start {
    transform: none;
  }
  .ticks > .end {
    transform: translateX(-100%);
  }
  .picture .eps {
    stroke: var(--vscode-foreground);
    stroke-dasharray: 2 3;
    opacity: 0.8;
  }
  .window {
    will-change: transform;
  }
  .none {
    padding: 8px 20px;
    color: var(--vscode-descriptionForeground);
  }
  .narrow .row {
    gap: 0 8px;
    padding: 0 12px;
  }
`;
