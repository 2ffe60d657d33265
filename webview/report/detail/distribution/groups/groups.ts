import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { numGroupsShown, type GroupColumn } from "../../../../../src/shared/report/groups.ts";
import { formatCount } from "../../../../../src/shared/text/numbers.ts";
import type { Domain } from "../../../../../src/shared/view/axis.ts";
import { hover } from "../../../../common/controls/hover.ts";
import "../../../../common/controls/select.ts";
import type { Select } from "../../../../common/controls/select.ts";
import { style } from "../../../../common/style.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import { visibleFeatures } from "../../../store/rows.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { pictureStyles } from "../../../styles/pictureStyles.ts";
import { HostQuestion } from "../../parts/hostQuestion.ts";
import { axisHead, hue, key, picture } from "./groupPicture.ts";
import {
  byExplained,
  domains,
  explainedSentence,
  groupName,
  type GroupRow,
  type GroupsShown,
  rowsOfFeature,
  rowsOfFeatures,
} from "./groupsModel.ts";
import { groupsStyles } from "./groupsStyles.ts";

const detailKey = "groups";
const rowsAtFirst = 12;
const rowsMore = 100;

/**
 * The rows of the table in groups, by a column that a person chooses: each group of the selected feature before and after,
 * or every feature with all its groups, and how much of the variance the groups explain.
 */
export class Groups extends LitElement {
  static override properties = {
    store: { attribute: false },
    columns: { state: true },
    most: { state: true },
  };
  static override styles = [...sharedStyles, sectionStyles, pictureStyles, groupsStyles];

  declare store: ReportStore;
  declare columns: readonly GroupColumn[];
  /** How many features a person wants to see at the most. */
  declare most: number;
  #revision = -1;
  readonly #moments = new HostQuestion(this, "groups/moments", () => {
    const column = this.#column;
    return column === null ? null : { column };
  });
  readonly #histograms = new HostQuestion(this, "groups/histograms", () => {
    const shown = this.#shown;
    return shown === null ? null : { column: shown.column, features: this.#features(shown).shown };
  });

  constructor() {
    super();
    this.columns = [];
    this.most = rowsAtFirst;
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  protected override willUpdate(): void {
    const { snapshot, host } = this.store;
    if (snapshot === null || snapshot.revision === this.#revision) return;
    this.#revision = snapshot.revision;
    host.request("groups/columns").then((columns) => {
      this.columns = columns;
    }, ignore);
  }

  /** The column that is grouped by, if the data still have it. */
  get #column(): string | null {
    const chosen = this.store.view.detail[detailKey];
    return this.columns.find(({ name }) => name === chosen)?.name ?? null;
  }

  get #shown(): GroupsShown | null {
    const { snapshot, affine } = this.store;
    const column = this.#column;
    const { answer, isCurrent } = this.#moments;
    if (snapshot === null || column === null || answer === null || !isCurrent) return null;
    return answer.explained.length === snapshot.features.names.length
      ? { column, moments: answer, snapshot, affine }
      : null;
  }

  /** The features that are shown, and how many there are. */
  #features(shown: GroupsShown): { shown: readonly number[]; all: number } {
    const { view, affine } = this.store;
    if (view.selected >= 0) return { shown: [view.selected], all: 1 };
    const ranked = byExplained(shown, visibleFeatures(shown.snapshot, affine, view.filter, null));
    return { shown: ranked.length <= this.most + 4 ? ranked : ranked.slice(0, this.most), all: ranked.length };
  }

  override render(): TemplateResult | typeof nothing {
    if (this.columns.length === 0) return nothing;
    const shown = this.#shown;
    return html`<section aria-labelledby="groups-title">
      <div class="section-head">
        <h3 id="groups-title">${t("Groups")}</h3>
        ${this.#choice()}
      </div>
      ${shown === null ? nothing : this.#groups(shown)}
    </section>`;
  }

  #choice(): TemplateResult {
    const column = this.#column;
    return html`<label>
      <span class="secondary">${t("Group by")}</span>
      <bn-select
        label=${t("Group by")}
        .value=${column ?? ""}
        @change=${(event: Event) => {
          const { value } = event.currentTarget as Select;
          this.most = rowsAtFirst;
          this.store.setDetail(detailKey, value === "" ? null : value);
        }}
      >
        <vscode-option value="" ?selected=${column === null}>${t("none")}</vscode-option>
        ${this.columns.map(
          ({ name }) => html`<vscode-option value=${name} ?selected=${name === column}>${name}</vscode-option>`,
        )}
      </bn-select>
    </label>`;
  }

  #groups(shown: GroupsShown): TemplateResult | typeof nothing {
    const { selected } = this.store.view;
    const features = this.#features(shown);
    const histograms = this.#histograms.isCurrent ? this.#histograms.answer : null;
    const isAll = selected < 0;
    const rows = isAll ? rowsOfFeatures(shown, features.shown, histograms) : rowsOfFeature(shown, selected, histograms);
    const sentence = explainedSentence(shown, selected);
    const error = this.#moments.error ?? this.#histograms.error;
    return html`${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
    ${sentence === null ? nothing : html`<p class="secondary small">${sentence}</p>`}
    ${isAll ? this.#legend(shown) : nothing} ${rows.length === 0 ? nothing : this.#table(shown, rows, isAll)}
    ${features.shown.length < features.all ? this.#moreButton(features.shown.length, features.all) : nothing}`;
  }

  #legend({ moments }: GroupsShown): TemplateResult {
    return html`<div class="legend small">
      ${Array.from(
        { length: numGroupsShown(moments) },
        (_, group) =>
          html`<span class=${hue(moments.names.length, group)}
            ><span class=${key(group)}></span><span class="ellipsis">${groupName(moments, group)}</span></span
          >`,
      )}
    </div>`;
  }

  #table(shown: GroupsShown, rows: readonly GroupRow[], isAll: boolean): TemplateResult {
    const [before, after] = domains(shown, rows[0].feature);
    const label = isAll
      ? t("Groups in every feature, before and after")
      : t("Groups of {0}, before and after", shown.snapshot.features.names[rows[0].feature]);
    return html`<div class=${isAll ? "all" : "one"}>
      <div class="row head" aria-hidden="true">
        <span></span>
        ${axisHead(t("Before"), isAll ? t("each its own axis") : before)}
        ${isAll ? html`<span class="number">η²</span>` : html`<span class="number wide">μ ± σ</span>`}
        ${axisHead(t("After"), after)} ${isAll ? nothing : html`<span class="number wide">μ ± σ</span>`}
      </div>
      <ul aria-label=${label}>
        ${rows.map((row) => (isAll ? this.#featureRow(shown, row, after) : this.#groupRow(shown, row, after)))}
      </ul>
    </div>`;
  }

  #groupRow({ moments }: GroupsShown, row: GroupRow, after: Domain): TemplateResult {
    const [count, before, became] = row.texts;
    const group = row.group ?? 0;
    const numNamed = moments.names.length;
    return html`<li>
      <div class="row ${hue(numNamed, group)}" ${hover(() => ({ text: row.sentence }))}>
        <span class="label">
          <span class=${key(group)}></span>
          <span class="names">
            <span class="ellipsis">${row.name}</span>
            <span class="secondary small wide">${count}</span>
            <span class="secondary small narrow" aria-hidden="true"
              >${before.split(" ")[0]} → ${became.split(" ")[0]}</span
            >
          </span>
        </span>
        ${picture(row.before, numNamed, null)}
        <span class="number wide">${before}</span>
        ${picture(row.after, numNamed, after)}
        <span class="number wide">${became}</span>
      </div>
    </li>`;
  }

  #featureRow({ moments }: GroupsShown, row: GroupRow, after: Domain): TemplateResult {
    const numNamed = moments.names.length;
    const share = moments.explained[row.feature];
    return html`<li>
      <button
        class="row"
        aria-description=${row.sentence}
        @click=${() => {
          this.store.select(row.feature);
        }}
        ${hover(() => ({ text: row.sentence }))}
      >
        <span class="label"><span class="name ellipsis">${row.name}</span></span>
        ${picture(row.before, numNamed, null)}
        <span class="number share">
          <span class="bar" aria-hidden="true"><i ${style({ width: `${100 * (share || 0)}%` })}></i></span>
          ${row.texts[0]}
        </span>
        ${picture(row.after, numNamed, after)}
      </button>
    </li>`;
  }

  #moreButton(shown: number, all: number): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.most = shown + rowsMore;
      }}
    >
      ${t("{0} of {1} features, most explained first. Show {2} more", formatCount(shown), formatCount(all), formatCount(Math.min(rowsMore, all - shown)))}
    </button>`;
  }
}

customElements.define("bn-groups", Groups);
