import { css } from "lit";

export const gradientsStyles = css`
  .toolbar,
  .setting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
  }
  .setting {
    gap: 8px;
  }
  .setting bn-number-field {
    width: 56px;
  }
  .toolbar bn-menu-button {
    margin-left: auto;
  }
  .sentence {
    margin: 8px 0 12px;
  }
  .plots {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 16px 24px;
  }
  th,
  .left {
    text-align: left;
  }
  th:first-child,
  td:first-child {
    padding-left: 0;
  }
  .meaning {
    white-space: normal;
    color: var(--vscode-descriptionForeground);
  }
  .right {
    text-align: right;
  }
  @container detail (max-width: 619px) {
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
    .meaning {
      display: none;
    }
  }
`;
