import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import {
  mostTimelineUpdates,
  type TimelineAnswer,
  type TimelineQuestion,
} from "../../../../../src/shared/layer/statistics/timeline.ts";
import { momentumFromFramework } from "../../../../../src/shared/layer/momentum.ts";
import { formatCount, formatMeasured } from "../../../../../src/shared/text/numbers.ts";
import "../../../../common/controls/numberField.ts";
import { editableNumber } from "../../../../common/numberText.ts";
import type { Segmented } from "../../../../common/controls/segmented.ts";
import "../../../../common/controls/segmented.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { checkMomentum } from "../../../head/optionFields.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { HostQuestion } from "../../parts/hostQuestion.ts";
import { timelineCsv, timelinePlots, timelineRows, timelineSentence } from "./timelineModel.ts";
import { setTimeline, timelineSettings, type TimelineSettings } from "./timelineSettings.ts";
import { chartMenu, plotFigures } from "../../parts/chartMenu.ts";
import "../../parts/plotElement.ts";
import { checkWhole } from "../../parts/wholeNumber.ts";
import { partStyles } from "../partStyles.ts";

/** The running statistics of the selected feature (or of all) over mini-batches: how long they take to warm up. */
export class Timeline extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    css`
      .toolbar,
      .setting {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }
      .setting {
        gap: 8px;
        flex-wrap: nowrap;
      }
      .setting bn-number-field {
        width: 84px;
      }
      .sentence {
        margin: 8px 0 12px;
      }
      .plots {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 16px 24px;
        margin-bottom: 12px;
      }
      tr.warm > * {
        font-weight: 600;
      }
      @container detail (max-width: 619px) {
        .plots {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare store: ReportStore;
  readonly #question = new HostQuestion(this, "feature/timeline", () => this.#params());

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.store.snapshot === null) {
      return nothing;
    }
    const { answer, error } = this.#question;
    return html`${this.#toolbar()} ${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
    ${answer === null ? nothing : this.#answer(answer)}`;
  }

  #toolbar(): TemplateResult {
    const { options, source } = this.store.snapshot ?? {};
    const { batchSize, order, seed, momentum } = this.#settings;
    return html`<div class="toolbar">
      ${this.#field(
        t("Batch size"),
        batchSize,
        (text) => checkWhole(t("batch size"), text, 1, source?.sampleCount ?? 1),
        (value) => ({
          batchSize: value ?? 1,
        }),
      )}
      ${this.#field(
        t("momentum"),
        momentum,
        (text) => checkMomentum(text, options?.preset ?? "pytorch"),
        (value) => ({
          momentum: value,
        }),
      )}
      <bn-segmented
        label=${t("Order of the samples")}
        .segments=${[
          { value: "shuffled", label: t("Shuffled") },
          { value: "file", label: t("In file order") },
        ]}
        .value=${order}
        @change=${(event: Event) => {
          this.#set({ order: (event.currentTarget as Segmented).value === "file" ? "file" : "shuffled" });
        }}
      ></bn-segmented>
      ${this.#field(
        t("Seed"),
        seed,
        (text) => checkWhole(t("seed"), text, 0, 2 ** 31),
        (value) => ({ seed: value ?? 1 }),
      )}
      ${chartMenu({
        store: this.store,
        kind: "running statistics",
        figures: () => plotFigures(this.renderRoot),
        csv: () => timelineCsv(this.#question.answer, this.store.view.selected >= 0),
      })}
    </div>`;
  }

  #field(
    label: string,
    value: number | null,
    check: (text: string) => { value: number | null } | { error: string },
    change: (value: number | null) => Partial<TimelineSettings>,
  ): TemplateResult {
    return html`<div class="setting">
      <span class="secondary" aria-hidden="true">${label}</span>
      <bn-number-field
        label=${label}
        text=${editableNumber(value)}
        placeholder=${t("cumulative")}
        .check=${check}
        @change-value=${(event: CustomEvent<number | null>) => {
          this.#set(change(event.detail));
        }}
      ></bn-number-field>
    </div>`;
  }

  #answer(answer: TimelineAnswer): TemplateResult {
    const { snapshot, view } = this.store;
    const feature = view.selected;
    const momentum = this.#momentum();
    const { names, mean, variance } = snapshot?.features ?? { names: [], mean: [], variance: [] };
    const target = feature < 0 ? null : { name: names[feature], mean: mean[feature], variance: variance[feature] };
    const plots = timelinePlots(answer, momentum, target);
    const rows = timelineRows(answer, momentum);
    const [meanHead, varianceHead] =
      target === null
        ? [t("distance of the means"), t("distance of the spreads")]
        : [t("running mean"), t("running variance")];
    const ends = [rows[0], rows[rows.length - 1]];
    return html`<p class="sentence" role="status">${timelineSentence(answer, momentum)} ${this.#cut(answer)}</p>
      <div class="plots">
        <bn-plot
          heading=${target === null ? t("How far the means are") : t("Running mean")}
          caption=${target === null ? t("in standard deviations, root mean square") : t("towards {0}", formatMeasured(target.mean))}
          label=${t("{0} from {1} to {2}; the table has the numbers", meanHead, ends[0].mean, ends[1].mean)}
          .plot=${plots.means}
        ></bn-plot>
        <bn-plot
          heading=${target === null ? t("How far the spreads are") : t("Running variance")}
          caption=${target === null ? t("as a share, root mean square") : t("towards {0}", formatMeasured(target.variance))}
          label=${t("{0} from {1} to {2}; the table has the numbers", varianceHead, ends[0].variance, ends[1].variance)}
          .plot=${plots.variances}
        ></bn-plot>
      </div>
      <table>
        <caption class="sr">
          ${t("Running statistics over the updates")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("update")}</th>
            <th scope="col">${t("start left")}</th>
            <th scope="col">${meanHead}</th>
            <th scope="col">${varianceHead}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ update, startLeft, mean: shownMean, variance: shownVariance, isWarm }) =>
              html`<tr class=${isWarm ? "warm" : ""}>
                <th scope="row">${isWarm ? t("{0} (to 1%)", formatCount(update)) : formatCount(update)}</th>
                <td>${startLeft}</td>
                <td>${shownMean}</td>
                <td>${shownVariance}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  #cut({ means }: TimelineAnswer): string {
    return means.length > mostTimelineUpdates ? t("The first {0} are shown.", formatCount(mostTimelineUpdates)) : "";
  }

  get #settings(): TimelineSettings {
    return timelineSettings(this.store);
  }

  #set(change: Partial<TimelineSettings>): void {
    setTimeline(this.store, change);
  }

  #momentum(): number | null {
    return momentumFromFramework(this.store.snapshot?.options.preset ?? "pytorch", this.#settings.momentum);
  }

  #params(): TimelineQuestion {
    return { feature: this.store.view.selected, ...this.#settings, momentum: this.#momentum() };
  }
}

customElements.define("bn-timeline", Timeline);
