import { css } from "lit";

/** The browser's own slider, drawn as the page's controls are. */
export const rangeStyles = css`
  input[type="range"] {
    appearance: none;
    width: 100%;
    height: 22px;
    margin: 0;
    background: transparent;
    cursor: pointer;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 3px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 25%, transparent);
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    width: 13px;
    height: 13px;
    margin-top: -5px;
    border-radius: 50%;
    background: var(--vscode-foreground);
  }
`;
