import { css } from "lit";

/** The field that filters a list, with its menu at the right. */
export const filterStyles = css`
  .filter {
    position: relative;
    flex: 0 1 290px;
    min-width: 70px;
    margin-left: auto;
  }
  .filter input {
    width: 100%;
    height: 24px;
    padding: 0 26px 0 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, transparent));
    border-radius: var(--radius);
    text-overflow: ellipsis;
  }
  .filter input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  .filter input:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .filter bn-menu-button {
    position: absolute;
    top: 1px;
    right: 1px;
  }
`;
