import { css } from "lit";
import { sharedStyles } from "../common/styles.ts";

/** What the lab's components share beside the pages' common styles: the networks' colours, headings, buttons. */
export const labStyles = [
  ...sharedStyles,
  css`
    :host {
      --network-plain: var(--vscode-charts-yellow);
      --network-batchNorm: var(--vscode-charts-blue);
      --network-layerNorm: var(--vscode-charts-purple);
      --network-noisy: var(--vscode-charts-purple);
      --quiet: color-mix(in srgb, var(--vscode-descriptionForeground) 92%, transparent);
      --edge: var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)));
    }
    .quiet {
      color: var(--quiet);
    }
    .heading {
      margin: 0;
      font-size: 11px;
      font-weight: 600;
      letter-spacing: 0.04em;
      text-transform: uppercase;
    }
    .action {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 6px;
      height: 26px;
      padding: 0 10px;
      white-space: nowrap;
      color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
      background: var(--vscode-button-secondaryBackground, transparent);
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
      border-radius: var(--radius);
    }
    .action:hover:not(:disabled) {
      background: var(--vscode-button-secondaryHoverBackground, transparent);
    }
    .action.primary {
      color: var(--vscode-button-foreground);
      background: var(--vscode-button-background);
    }
    .action.primary:hover:not(:disabled) {
      background: var(--vscode-button-hoverBackground);
    }
    .action:disabled {
      opacity: 0.45;
      cursor: default;
    }
    .action:focus-visible {
      outline-offset: 1px;
    }
    .of-plain {
      --series: var(--network-plain);
    }
    .of-batchNorm {
      --series: var(--network-batchNorm);
    }
    .of-layerNorm,
    .of-groupNorm,
    .of-batchRenorm,
    .of-noisy {
      --series: var(--network-layerNorm);
    }
    .series-text {
      color: color-mix(in srgb, var(--series) 65%, var(--vscode-foreground));
      font-variant-numeric: tabular-nums;
    }
    :host-context(body.vscode-high-contrast) .series-text {
      color: var(--series);
    }
  `,
];
