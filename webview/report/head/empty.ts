import "@vscode-elements/elements/dist/vscode-button/index.js";
import { t } from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import type { PageCommand } from "../../../src/shared/report/protocol.ts";
import { sharedStyles } from "../../common/styles.ts";
import { parts, strong } from "../flow/text.ts";
import { ignore } from "../store/requests.ts";
import type { ReportStore } from "../store/store.ts";

/** What a report without a result shows: how to come to one. */
export class Empty extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      .column {
        max-width: 360px;
        margin: 12vh auto 0;
        padding: 0 20px;
      }
      h1 {
        margin: 0 0 12px;
        font-size: 18px;
        line-height: 24px;
        font-weight: 400;
      }
      p {
        margin-bottom: 16px;
        color: var(--vscode-descriptionForeground);
      }
      b {
        color: var(--vscode-foreground);
      }
      vscode-button {
        margin-bottom: 20px;
      }
    `,
  ];

  declare store: ReportStore;

  override render() {
    const how = t(
      "Put the cursor in an array of a JSON file, or select rows or columns of a CSV file, and run {0}. With nothing selected the whole array or table is taken.",
      strong(t("Normalize Selection")),
    );
    const link = (name: string, command: PageCommand) =>
      html`<button
        class="link"
        @click=${() => {
          this.#run(command);
        }}
      >
        ${name}
      </button>`;
    const samples = parts(
      t("Nothing leaves this machine. Try it on {0} or {1}.", strong("iris.csv"), strong("activations.json")),
    );
    return html`<div class="column">
      <h1>${t("Select numbers to normalize")}</h1>
      <p>${parts(how).map((part) => (part.strong ? html`<b>${part.text}</b>` : part.text))}</p>
      <vscode-button
        @click=${() => {
          this.#run("normalizeSelection");
        }}
        >${t("Normalize Selection")}</vscode-button
      >
      <p class="small">
        ${samples.map((part) =>
          part.strong ? link(part.text, part.text === "iris.csv" ? "openIris" : "openActivations") : part.text,
        )}
      </p>
    </div>`;
  }

  #run(command: PageCommand): void {
    this.store.host.request("command/run", { command }).catch(ignore);
  }
}

customElements.define("bn-empty", Empty);
