import { css } from "lit";
import { labStyles } from "../labStyles.ts";

/** One column of labelled controls; two columns of groups where the settings lie above the result. */
export const settingsStyles = [
  ...labStyles,
  css`
    :host {
      container-type: inline-size;
    }
    section {
      display: flex;
      flex-direction: column;
      gap: 4px;
      margin-bottom: 14px;
      break-inside: avoid;
    }
    .heading {
      margin-bottom: 2px;
    }
    .row {
      display: grid;
      grid-template-columns: 94px minmax(0, 1fr);
      align-items: center;
      gap: 8px;
      min-height: 26px;
    }
    .row > span:first-child {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    bn-select,
    bn-number-field {
      width: 100%;
      min-width: 0;
    }
    .pair,
    .unit {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    input[type="range"] {
      width: 100%;
      margin: 0;
      accent-color: var(--vscode-progressBar-background, var(--vscode-focusBorder));
    }
    .problem {
      padding: 4px 8px;
      color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
      background: var(--vscode-inputValidation-errorBackground, transparent);
      border: 1px solid var(--vscode-inputValidation-errorBorder);
      overflow-wrap: anywhere;
    }
    .foot {
      display: flex;
      flex-direction: column;
      align-items: flex-start;
    }
    @container (min-width: 440px) {
      .groups {
        columns: 2;
        column-gap: 24px;
      }
    }
  `,
];
