import { css } from "lit";

/** Rows of names, pictures and numbers whose ridges reach a little into the row above. */
export const ridgesStyles = css`
  :host {
    position: relative;
    display: block;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 14px 0 8px;
    --pitch: 28px;
    --ridge: 38px;
  }
  ul.dense {
    --pitch: 20px;
    --ridge: 30px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(60px, 132px) minmax(0, 1fr) 128px minmax(0, 1fr);
    column-gap: 12px;
    align-items: end;
    width: 100%;
    padding: 0;
    text-align: left;
  }
  li .row {
    height: var(--pitch);
  }
  li .row:hover .name,
  li .row:focus-visible .name {
    color: var(--vscode-textLink-foreground);
  }
  .name {
    line-height: 18px;
    color: var(--vscode-foreground);
  }
  .number {
    font-size: 12px;
    line-height: 18px;
    text-align: right;
    white-space: nowrap;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .picture-cell {
    position: relative;
    height: var(--pitch);
  }
  .picture-cell svg.picture {
    position: absolute;
    bottom: 0;
    height: var(--ridge);
    overflow: visible;
    /* A ridge reaches into the row above; a bracket that is wider than the axis ends with it. */
    clip-path: inset(-40px 0);
  }
  .picture .bracket {
    fill: none;
    stroke-width: 3px;
  }
  .picture .sigma {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.45;
    stroke-dasharray: 2 3;
  }
  .picture .zero {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.6;
  }
  .head {
    height: 34px;
    align-items: end;
    font-size: 12px;
    color: var(--vscode-descriptionForeground);
  }
  .head .axis {
    position: relative;
    height: 34px;
  }
  .head .title {
    display: flex;
    align-items: center;
    gap: 6px;
    font-weight: 600;
    color: var(--vscode-foreground);
  }
  .head .own,
  .head .tick {
    position: absolute;
    bottom: 0;
  }
  .link {
    margin-top: 8px;
  }
  @container detail (max-width: 519px) {
    .row {
      grid-template-columns: minmax(56px, 96px) minmax(0, 1fr) minmax(0, 1fr);
    }
    .number {
      display: none;
    }
  }
`;
