import { css, html, type TemplateResult } from "lit";
import { style } from "../../../../common/style.ts";

/** Two pictures side by side, before and after, with the features' names left of them; one below the other if narrow. */
export const pairStyles = css`
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 16px;
    margin-top: 4px;
  }
  .block {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    column-gap: 12px;
  }
  .block.named {
    grid-template-columns: minmax(40px, max-content) minmax(0, 1fr);
  }
  .block.named .head {
    grid-column: 2;
  }
  .names {
    max-width: 140px;
    min-width: 0;
    font-size: 12px;
    color: var(--vscode-descriptionForeground);
  }
  .names > div {
    line-height: 22px;
  }
  .names.sparse > div {
    line-height: 14px;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 20px;
    font-size: 12px;
    font-weight: 600;
  }
  .head .scale {
    display: flex;
    align-items: center;
    gap: 4px;
    font-weight: normal;
    color: var(--vscode-descriptionForeground);
  }
  .picture {
    position: relative;
    min-width: 0;
  }
  .picture canvas {
    display: block;
  }
  .caption {
    color: var(--vscode-descriptionForeground);
    font-size: 12px;
    min-width: 0;
  }
  .section-head {
    flex-wrap: wrap;
    column-gap: 16px;
    row-gap: 0;
  }
  @container detail (min-width: 620px) {
    .pair.named {
      grid-template-columns: minmax(0, 5.6fr) minmax(0, 4.4fr);
    }
    .block.second {
      grid-template-columns: minmax(0, 1fr);
    }
    .block.second .head {
      grid-column: 1;
    }
    .block.second .names {
      display: none;
    }
  }
  @container detail (max-width: 619px) {
    .pair {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

/** Height of a row that has its name beside it, and the least from one name to the next where not all rows have room. */
export const namedRowHeight = 22;
const nameHeight = 14;

/** The features' names, level with the rows of the picture beside them: of every row, or of every k-th. */
export function rowNames(names: readonly string[], rowHeight = namedRowHeight): TemplateResult {
  const step = rowHeight >= namedRowHeight ? 1 : Math.ceil(nameHeight / rowHeight);
  const shown = names.filter((_, row) => row % step === 0);
  const height = (row: number): string => `${Math.min(step, names.length - row * step) * rowHeight}px`;
  return html`<div class=${step === 1 && rowHeight >= namedRowHeight ? "names" : "names sparse"}>
    ${shown.map((name, row) => html`<div class="ellipsis" title=${name} ${style({ height: height(row) })}>${name}</div>`)}
  </div>`;
}
