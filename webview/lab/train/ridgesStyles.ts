import { css } from "lit";
import { labStyles } from "../labStyles.ts";

/** A network's facts left of its ridgelines; above them where there is no room. */
export const ridgesStyles = [
  ...labStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 10px;
      margin-bottom: 8px;
    }
    .note {
      flex: 1;
      text-align: right;
    }
    .picker {
      display: flex;
      align-items: center;
      gap: 2px;
      font-variant-numeric: tabular-nums;
    }
    .network {
      display: flex;
      margin-bottom: 8px;
      border: 1px solid var(--edge);
      border-left: 3px solid var(--series);
      border-radius: var(--radius);
    }
    .facts {
      flex: 0 0 166px;
      padding: 8px 10px;
      border-right: 1px solid var(--edge);
    }
    h3 {
      margin: 0 0 4px;
      font-size: inherit;
      font-weight: 600;
    }
    dl {
      margin: 0;
    }
    dl div {
      display: flex;
      justify-content: space-between;
      gap: 8px;
    }
    dd {
      margin: 0;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .nan {
      color: var(--vscode-charts-red, inherit);
      font-weight: 600;
    }
    .cells {
      display: grid;
      grid-auto-columns: minmax(120px, 1fr);
      grid-auto-flow: column;
      flex: 1;
      min-width: 0;
      overflow-x: auto;
    }
    .cell {
      min-width: 0;
      padding: 6px 8px;
    }
    .cell + .cell {
      border-left: 1px solid var(--edge);
    }
    .title,
    .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 8px;
      white-space: nowrap;
    }
    .title {
      white-space: normal;
      margin-bottom: 4px;
    }
    .foot {
      justify-content: flex-start;
      gap: 0 12px;
      color: var(--quiet);
      font-variant-numeric: tabular-nums;
    }
    b {
      font-weight: 600;
    }
    @container (max-width: 719.98px) {
      .network {
        display: block;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 12px;
        padding: 4px 8px;
        border-right: 0;
        border-bottom: 1px solid var(--edge);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      h3 {
        margin: 0;
      }
      .flow,
      .note {
        display: none;
      }
    }
  `,
];
