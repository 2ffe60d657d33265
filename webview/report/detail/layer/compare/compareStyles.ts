import { css } from "lit";

/** The picture of two files: a band for what is stored, a whisker and a mark for each file. */
export const compareStyles = css`
  .key {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: 12px;
  }
  tbody tr {
    cursor: pointer;
  }
  tr.chance > td:not(.picture) {
    color: var(--vscode-descriptionForeground);
  }
  .picture {
    width: 45%;
    min-width: 90px;
  }
  .ticks {
    display: flex;
    justify-content: space-between;
  }
  .lane {
    position: relative;
    height: 16px;
  }
  .lane > * {
    position: absolute;
  }
  .band,
  .band-key {
    background: color-mix(in srgb, var(--series-reference) 14%, transparent);
  }
  .band {
    top: 0;
    height: 16px;
  }
  .band-key {
    width: 18px;
    height: 10px;
  }
  :host-context(.vscode-high-contrast) .band,
  :host-context(.vscode-high-contrast) .band-key {
    background: none;
    border: 1px dotted var(--series-reference);
  }
  .zero {
    left: 50%;
    top: 0;
    width: 1px;
    height: 16px;
    background: var(--axis-color);
  }
  .line {
    height: 2px;
  }
  .line.other {
    top: 4px;
    background: var(--series-output);
  }
  .line.own {
    top: 11px;
    background: var(--series-input);
  }
  .mark {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
  }
  .lane .mark {
    margin-left: -4px;
  }
  .mark.other {
    top: 1px;
    background: var(--series-output);
  }
  .mark.own {
    top: 8px;
    border: 2px solid var(--series-input);
    background: var(--vscode-editor-background);
  }
  @container detail (max-width: 459px) {
    .own-shift {
      display: none;
    }
  }
`;
