import { css } from "lit";

/** The Compare page: head, list with a height of its own, the charts of one layer. */
export const compareStyles = css`
  :host {
    container-type: inline-size;
    min-height: 100vh;
  }
  .banner,
  .advice {
    display: flex;
    gap: 8px;
  }
  .banner {
    padding: 8px 20px;
    border-bottom: 1px solid var(--rule-color);
  }
  header {
    padding: 12px 20px 10px;
    border-bottom: 1px solid var(--rule-color);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .line .icon-button {
    margin-left: auto;
  }
  h1 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin: 0;
    font-size: inherit;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h1 .secondary {
    font-weight: normal;
  }
  .sentence {
    margin-top: 8px;
    overflow-wrap: anywhere;
  }
  .advice {
    margin-top: 6px;
    font-size: 12px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 20px 4px;
  }
  bn-compare-list {
    height: 430px;
  }
  .detail {
    padding: 0 20px 24px;
    border-top: 1px solid var(--rule-color);
  }
  .detail .bar {
    padding-inline: 0;
  }
  .detail .bar .action {
    margin-left: auto;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 10px 16px;
    margin: 10px 0 14px;
  }
  @container (max-width: 699.98px) {
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .optional {
      display: none;
    }
    .bar {
      flex-wrap: wrap;
    }
  }
`;
