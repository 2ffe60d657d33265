import { css } from "lit";
import { iconStyles } from "./icons.ts";

/** What every component of the pages shares: text, links, buttons, colours of the series. VS Code tokens only. */
const baseStyles = css`
  :host {
    display: block;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 18px;
    color: var(--vscode-foreground);
    --series-input: var(--vscode-charts-blue);
    --series-normalized: var(--vscode-charts-yellow);
    --series-output: var(--vscode-charts-green);
    --series-activation: var(--vscode-charts-purple);
    --series-reference: var(--vscode-charts-foreground, var(--vscode-foreground));
    --grid-color: color-mix(in srgb, var(--vscode-charts-lines, var(--vscode-foreground)) 30%, transparent);
    --axis-color: var(--vscode-charts-lines, var(--vscode-foreground));
    --rule-color: var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
    --control-border: var(--vscode-contrastBorder, var(--vscode-settings-textInputBorder, transparent));
    --radius: var(--vscode-cornerRadius-small, 4px);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .secondary {
    color: var(--vscode-descriptionForeground);
  }
  .small {
    font-size: 12px;
  }
  .axis {
    font-size: 11px;
    line-height: 14px;
    color: var(--vscode-descriptionForeground);
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
    white-space: nowrap;
  }
  .symbol {
    font-style: italic;
    font-weight: 600;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h2 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    text-align: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .link {
    color: var(--vscode-textLink-foreground);
    text-decoration: var(--text-link-decoration, none);
    border-radius: 2px;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .link:focus-visible {
    outline-offset: 0;
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 22px;
    height: 22px;
    flex: none;
    border-radius: var(--radius);
    border: 1px solid transparent;
    color: var(--vscode-icon-foreground, inherit);
  }
  .icon-button:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .icon-button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .icon-button[aria-pressed="true"]:not(.plain) {
    background: var(--vscode-radio-activeBackground, transparent);
    color: var(--vscode-radio-activeForeground, inherit);
    border-color: var(--vscode-contrastActiveBorder, var(--vscode-radio-activeBorder, var(--vscode-focusBorder)));
  }
  .badge {
    display: inline-block;
    min-width: 18px;
    padding: 1px 6px;
    font-size: 11px;
    line-height: 14px;
    text-align: center;
    white-space: nowrap;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 9px;
  }
  .icon-button:disabled {
    opacity: 0.4;
    cursor: default;
  }
`;

/** The shared styles of a component, to be put before its own. */
export const sharedStyles = [baseStyles, iconStyles];
