import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { ReportStore } from "../store.ts";

/** What a tab says that is about one feature while all are selected, with a way to one. */
export function chooseFeature(store: ReportStore, sentence: string): TemplateResult {
  const [feature] = store.visibleOrder();
  const name = store.snapshot?.features.names[feature];
  return html`<p>
    ${sentence}
    ${
      name === undefined
        ? ""
        : html`<button
            class="link"
            @click=${() => {
              store.select(feature);
            }}
          >
            ${t("Show {0}", name)}
          </button>`
    }
  </p>`;
}
