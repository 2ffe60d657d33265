import { css } from "lit";

/** A button with words, as VS Code's secondary buttons look. */
export const actionStyles = css`
  .action {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 24px;
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
  .action:disabled {
    opacity: 0.45;
    cursor: default;
  }
  .action:focus-visible {
    outline-offset: 1px;
  }
`;
