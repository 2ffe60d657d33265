import { css, html, type CSSResult, type TemplateResult, unsafeCSS } from "lit";
import { classMap } from "lit/directives/class-map.js";

/**
 * The codicons that the pages use, by code point. Classes of the page's style sheet do not reach into shadow roots and
 * a sheet linked in each of them would load late and flicker; fonts do reach. A unit test compares with the package.
 */
export const codicons = {
  "arrow-both": 0xea99,
  "arrow-down": 0xea9a,
  "arrow-right": 0xea9c,
  "arrow-swap": 0xebcb,
  "arrow-up": 0xeaa1,
  check: 0xeab2,
  "chevron-down": 0xeab4,
  "chevron-left": 0xeab5,
  "chevron-right": 0xeab6,
  close: 0xea76,
  copy: 0xebcc,
  dash: 0xeacc,
  dashboard: 0xeacd,
  "debug-pause": 0xead1,
  "debug-step-over": 0xead6,
  diff: 0xeae1,
  discard: 0xeae2,
  ellipsis: 0xea7c,
  error: 0xea87,
  export: 0xebac,
  "file-binary": 0xeae8,
  filter: 0xeaf1,
  "go-to-file": 0xea94,
  history: 0xea82,
  info: 0xea74,
  json: 0xeb0f,
  layers: 0xebd2,
  link: 0xeb15,
  "list-filter": 0xeb83,
  "list-tree": 0xeb86,
  play: 0xeb2c,
  refresh: 0xeb37,
  "run-all": 0xeb9e,
  "settings-gear": 0xeb51,
  sync: 0xea77,
  "sync-ignored": 0xeb9f,
  table: 0xebb7,
  target: 0xebf8,
  "triangle-down": 0xeb6e,
  "triangle-up": 0xeb71,
  warning: 0xea6c,
} as const;
export type IconName = keyof typeof codicons;

const glyphs = Object.entries(codicons)
  .map(([name, code]) => `.icon-${name}::before { content: "\\${code.toString(16)}"; }`)
  .join("\n");

export const iconStyles: CSSResult = css`
  .icon {
    display: inline-block;
    flex: none;
    font: normal normal normal 16px/1 codicon;
    text-align: center;
    text-rendering: auto;
    user-select: none;
    -webkit-font-smoothing: antialiased;
  }
  .icon-info.severity {
    color: var(--vscode-problemsInfoIcon-foreground);
  }
  .icon-warning.severity {
    color: var(--vscode-problemsWarningIcon-foreground);
  }
  .icon-error.severity {
    color: var(--vscode-problemsErrorIcon-foreground);
  }
  ${unsafeCSS(glyphs)}
`;

/** A codicon as decoration: what it says must be said in text or by the label of its button as well. */
export function icon(name: IconName, options: { severity?: boolean } = {}): TemplateResult {
  return html`<span
    class=${classMap({ icon: true, [`icon-${name}`]: true, severity: options.severity === true })}
    aria-hidden="true"
  ></span>`;
}
