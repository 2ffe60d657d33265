import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { ReportStore } from "../../store/store.ts";
import { sentenceText } from "./mathText.ts";
import { undefinedSentence } from "../distribution/distributionText.ts";

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

/** Said instead of what a tab shows where the selected feature has no statistics; null where it has. */
export function withoutStatistics({ snapshot, view }: ReportStore): TemplateResult | null {
  const sentence = snapshot === null ? null : undefinedSentence(snapshot, view.selected);
  return sentence === null ? null : html`<p>${sentenceText(sentence)}</p>`;
}
