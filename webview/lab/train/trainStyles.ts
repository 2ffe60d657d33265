import { css } from "lit";
import { labStyles } from "../labStyles.ts";

/** The settings left of the result, or folded above it where the page is narrow. */
export const trainStyles = [
  ...labStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .page {
      display: grid;
      grid-template-columns: 284px minmax(0, 1fr);
    }
    bn-lab-settings {
      padding: 12px 14px;
      border-right: 1px solid var(--rule-color);
    }
    .fold {
      display: none;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding: 8px 14px;
      border-bottom: 1px solid var(--rule-color);
    }
    .result {
      min-width: 0;
      padding: 12px 14px 24px;
    }
    .box {
      margin-bottom: 12px;
      padding: 8px 12px;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
    }
    .bar {
      display: flex;
      gap: 8px;
      margin-bottom: 12px;
      padding: 8px 12px;
      border: 1px solid;
      border-radius: var(--radius);
    }
    .bar.error {
      background: var(--vscode-inputValidation-errorBackground, transparent);
      border-color: var(--vscode-inputValidation-errorBorder);
    }
    .bar.warning {
      background: var(--vscode-inputValidation-warningBackground, transparent);
      border-color: var(--vscode-inputValidation-warningBorder);
    }
    .bar > div {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-top: 6px;
    }
    .links {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-top: 4px;
    }
    .stale {
      opacity: 0.45;
    }
    b {
      font-weight: 600;
    }
    @container (max-width: 759.98px) {
      .page {
        display: block;
      }
      .fold {
        display: flex;
      }
      bn-lab-settings {
        border-right: 0;
        border-bottom: 1px solid var(--rule-color);
      }
      bn-lab-settings:not(.open) {
        display: none;
      }
    }
  `,
];
