import { css } from "lit";

/** Swatches of the series; a pattern or an outline stands in for the colour in high contrast. */
export const swatchStyles = css`
  .swatch {
    display: inline-block;
    flex: none;
    width: 10px;
    height: 10px;
    border: 2px solid var(--swatch);
    border-radius: 2px;
    background: transparent;
  }
  .swatch.input {
    --swatch: var(--series-input);
    background: color-mix(in srgb, var(--series-input) 40%, transparent);
    border-width: 1px;
  }
  .swatch.normalized {
    --swatch: var(--series-normalized);
  }
  .swatch.output {
    --swatch: var(--series-output);
    background: var(--series-output);
  }
  .swatch.activation {
    --swatch: var(--series-activation);
    background: var(--series-activation);
  }
  .swatch.wide {
    width: 18px;
    height: 10px;
    border-width: 1.5px;
    border-radius: 0;
  }
  .swatch.wide.output {
    background: color-mix(in srgb, var(--series-output) 45%, transparent);
  }
  .swatch.reference {
    height: 0;
    border: 0;
    border-top: 2px dotted var(--series-reference);
    border-radius: 0;
  }
  :host-context(.vscode-high-contrast) .swatch.input {
    background: repeating-linear-gradient(135deg, var(--series-input) 0 1px, transparent 1px 4px);
  }
  :host-context(.vscode-high-contrast) .swatch.wide.normalized {
    border-style: dashed;
  }
  :host-context(.vscode-high-contrast) .swatch.wide.output {
    background: var(--series-output);
  }
`;

/** Tables, section heads and sentences of the tabs. */
export const sectionStyles = css`
  section + section,
  .section {
    margin-top: 16px;
  }
  .section-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 24px;
  }
  h3 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: normal;
    color: var(--vscode-descriptionForeground);
    text-align: right;
    white-space: nowrap;
    padding: 3px 0 3px 12px;
  }
  td {
    text-align: right;
    white-space: nowrap;
    padding: 3px 0 3px 12px;
  }
  thead th {
    border-bottom: 1px solid var(--rule-color);
    font-size: 12px;
  }
  th[scope="row"] {
    text-align: left;
    padding-left: 0;
  }
  tbody th[scope="row"] {
    color: var(--vscode-foreground);
  }
  thead td {
    border-bottom: 1px solid var(--rule-color);
  }
  .series-cell {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  thead .series-cell {
    justify-content: flex-end;
  }
  .error {
    color: var(--vscode-errorForeground);
  }
`;
