import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { DistributionBase } from "../../charts/distributionBase.ts";
import type { DistributionOutput } from "../../charts/distributionModel.ts";
import type { ReportStore } from "../../store/store.ts";
import { sentenceText } from "../parts/mathText.ts";
import * as text from "./distributionText.ts";
import { setDistributionView } from "./viewState.ts";

/** What is to be known below the chart: its axes, what it leaves out and the way to see it, what γ cannot do. */
export function distributionNotes(
  store: ReportStore,
  base: DistributionBase,
  output: DistributionOutput,
): (TemplateResult | typeof nothing)[] {
  const { snapshot } = store;
  if (snapshot === null) {
    return [];
  }
  const beyond = text.beyondSentence(base);
  const notDrawn = text.notDrawnSentence(snapshot, base.feature);
  const sentences = [
    text.ownAxesSentence(base, snapshot),
    text.constantSentence(base, output),
    text.undefinedSentence(snapshot, base.feature),
  ];
  return [
    ...sentences.map((sentence) => (sentence === null ? nothing : html`<p>${sentenceText(sentence)}</p>`)),
    base.beyond === 0
      ? nothing
      : html`<p>
          ${beyond ?? nothing}
          <button
            class="link"
            @click=${() => {
              setDistributionView(store, { showAll: !base.view.showAll });
            }}
          >
            ${base.view.showAll ? t("Show the middle 99%") : t("Show all")}
          </button>
        </p>`,
    notDrawn === null ? nothing : html`<p>${notDrawn}</p>`,
    Number.isNaN(output.gamma) || Number.isNaN(output.beta)
      ? html`<p>${t("γ and β differ between features: moving one here sets it for all of them.")}</p>`
      : nothing,
  ];
}
