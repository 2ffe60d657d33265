import { css } from "lit";
import { labStyles } from "../labStyles.ts";

/** A card, and a card spread over the row: pictures left, table and actions right. */
export const cardStyles = [
  ...labStyles,
  css`
    :host {
      /* The page's header stays above what is scrolled to. */
      scroll-margin-top: 46px;
    }
    .card {
      height: 100%;
      padding: 10px 12px;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
      overflow-wrap: anywhere;
    }
    .card.open {
      border-color: var(--vscode-focusBorder);
    }
    header {
      display: flex;

      align-items: flex-start;
      justify-content: space-between;
      gap: 8px;
      margin-bottom: 6px;
    }
    bn-segmented {
      margin-bottom: 6px;
    }
    .tag {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      flex: none;
      padding: 0 8px;
      border: 1px solid var(--edge);
      border-radius: 10px;
      white-space: nowrap;
    }
    bn-chart-figure {
      margin-bottom: 6px;
    }
    [slot="title"] {
      flex: 1;
    }
    bn-shift-panel {
      display: block;
      margin-top: 12px;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-top: 8px;
    }
    .wide {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(220px, 1fr);
      gap: 16px;
    }
    .charts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
      gap: 12px;
    }
    .side {
      padding-left: 16px;
      border-left: 1px solid var(--edge);
    }
    table {
      width: 100%;
      margin-bottom: 10px;
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
    }
    th,
    td {
      padding: 1px 4px;
      font-weight: normal;
      text-align: right;
    }
    th {
      color: var(--quiet);
    }
    th:first-child,
    td:first-child {
      text-align: left;
    }
    @media (max-width: 760px) {
      .wide {
        grid-template-columns: minmax(0, 1fr);
      }
      .side {
        padding: 8px 0 0;
        border: 0;
      }
    }
  `,
];
