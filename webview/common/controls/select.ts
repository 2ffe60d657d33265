import "@vscode-elements/elements/dist/vscode-option/index.js";
import { VscodeSingleSelect } from "@vscode-elements/elements/dist/vscode-single-select/index.js";
import { css } from "lit";

/** The drop-down of VS Code's settings, as high as the other controls of the page and with their border. */
export class Select extends VscodeSingleSelect {
  static override styles = [
    ...VscodeSingleSelect.styles,
    css`
      :host {
        width: auto;
        min-width: 64px;
      }
      .select-face {
        padding: 2px 6px 2px 8px;
        border-color: var(--vscode-contrastBorder, var(--vscode-settings-dropdownBorder, transparent));
        border-radius: var(--vscode-cornerRadius-small, 4px);
      }
      .select-face .text {
        padding-right: 22px;
      }
      .select-face .icon {
        top: 4px;
      }
      .dropdown {
        border-color: var(--vscode-contrastBorder, var(--vscode-settings-dropdownListBorder, transparent));
      }
    `,
  ];
}

customElements.define("bn-select", Select);
