import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import { explainSteps } from "./explainModel.ts";
import { stepList, stepStyles } from "../parts/steps.ts";
import type { ChosenValue } from "./chosenValue.ts";
import { rowPicker, rowPickerStyles } from "./rowPicker.ts";

/** Explain this value: one value's way through the layer, step by step, with its numbers put in. */
export class ExplainValue extends LitElement {
  // The same object with another value in it is a change.
  static override properties = { store: { attribute: false }, chosen: { attribute: false, hasChanged: () => true } };
  static override styles = [...sharedStyles, swatchStyles, sectionStyles, stepStyles, rowPickerStyles];

  declare store: ReportStore;
  declare chosen: ChosenValue;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine", "status"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view, affine } = this.store;
    const { value, index, error } = this.chosen;
    if (snapshot === null || view.selected < 0) {
      return nothing;
    }
    const feature = view.selected;
    const place = t("row {0} of {1}", index + 1, snapshot.features.names[feature]);
    return html`<section aria-labelledby="explain-title">
      <div class="section-head">
        <h3 id="explain-title">${t("Explain this value")}</h3>
        ${rowPicker(this.store, this.chosen)}
      </div>
      ${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${
        value === null
          ? nothing
          : stepList(explainSteps(snapshot, feature, value.x, affine.gamma[feature], affine.beta[feature], place))
      }
    </section>`;
  }
}

customElements.define("bn-explain", ExplainValue);
