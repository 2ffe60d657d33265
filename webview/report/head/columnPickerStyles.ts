import { css } from "lit";

/** Those of the column picker: it looks like a menu of VS Code's. */
export const columnPickerStyles = css`
  :host {
    position: relative;
    display: inline-block;
  }
  .list {
    position: absolute;
    z-index: 50;
    top: calc(100% + 4px);
    left: 0;
    width: 280px;
    max-width: calc(100vw - 24px);
    padding: 8px;
    color: var(--vscode-menu-foreground);
    background: var(--vscode-menu-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-menu-border, transparent));
    border-radius: var(--radius);
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .filter {
    width: 100%;
    height: 24px;
    margin-bottom: 6px;
    padding: 0 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, transparent));
    border-radius: var(--radius);
  }
  .rows {
    max-height: 300px;
    overflow-y: auto;
  }
  label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 24px;
    padding: 0 4px;
    border-radius: 3px;
    cursor: pointer;
  }
  label:hover {
    background: var(--vscode-list-hoverBackground);
  }
  label.text {
    cursor: default;
    color: var(--vscode-disabledForeground);
  }
  input[type="checkbox"] {
    appearance: none;
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    color: var(--vscode-checkbox-foreground);
    background: var(--vscode-checkbox-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-checkbox-border, currentcolor));
    border-radius: 3px;
  }
  input[type="checkbox"]:checked::before {
    display: block;
    font: 14px/14px codicon;
    content: "\\eab2";
  }
  input[type="checkbox"][aria-disabled="true"] {
    opacity: 0.5;
  }
  .reason {
    flex: 1 1 0;
    min-width: 60px;
    text-align: right;
  }
  .error {
    margin-top: 6px;
    color: var(--vscode-errorForeground);
    overflow-wrap: anywhere;
  }
`;
