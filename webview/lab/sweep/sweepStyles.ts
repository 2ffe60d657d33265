import { css } from "lit";
import { labStyles } from "../labStyles.ts";

/** Controls in a line, then the grid of small charts, which scrolls sideways where it must. */
export const sweepStyles = [
  ...labStyles,
  css`
    :host {
      container-type: inline-size;
      padding: 10px 14px 24px;
    }
    .side {
      display: none;
      padding-left: 14px;
      border-left: 1px solid var(--edge);
    }
    @container (min-width: 1372px) {
      .wide {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 340px;
        gap: 14px;
      }
      .side {
        display: block;
      }
    }
    ul {
      padding-left: 18px;
    }
    .hint {
      display: block;
      font-weight: normal;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 14px;
      margin-bottom: 10px;
    }
    .control {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    .control bn-select {
      width: 130px;
    }
    progress {
      width: 120px;
      height: 4px;
      accent-color: var(--vscode-progressBar-background);
    }
    .box {
      margin-bottom: 10px;
      padding: 8px 12px;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: separate;
      border-spacing: 4px;
      table-layout: fixed;
      min-width: 640px;
    }
    th {
      font-weight: 600;
      text-align: left;
    }
    thead th {
      font-weight: normal;
      text-align: center;
    }
    td[role] {
      height: 78px;
      padding: 4px 5px;
      vertical-align: top;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
    }
    .plot {
      display: block;
      position: relative;
      overflow: hidden;
    }
    svg {
      display: block;
      width: 100%;
      height: 50px;
    }
    .cross {
      position: absolute;
      top: 2px;
      width: 10px;
      height: 10px;
      margin-left: -5px;
    }
    .line {
      fill: none;
      stroke: var(--series);
      stroke-width: 1.5;
      vector-effect: non-scaling-stroke;
    }
    .band {
      fill: var(--series);
      opacity: 0.22;
    }
    .target {
      stroke: color-mix(in srgb, var(--vscode-foreground) 45%, transparent);
      stroke-dasharray: 3 3;
      vector-effect: non-scaling-stroke;
    }
    .ends {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 4px;
      font-size: 12px;
    }
    .trained {
      font-weight: 600;
    }
    .waiting {
      font-size: 12px;
    }
    b {
      font-weight: 600;
    }
  `,
];
