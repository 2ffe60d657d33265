import { css } from "lit";

/** What the sections of the Layer tab have in common: tables by feature, and lines of text with actions. */
export const partStyles = css`
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
    margin: 8px 0;
  }
  thead th {
    white-space: normal;
    vertical-align: bottom;
  }
  th:first-child {
    text-align: left;
    padding-left: 0;
  }
  th[scope="row"] {
    max-width: 140px;
  }
`;
