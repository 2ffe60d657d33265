import { t } from "@vscode/l10n";
import { html, nothing } from "lit";
import { numberProblem } from "../../../src/shared/lab/settingProblems.ts";
import {
  cellSettings,
  outcomeLimits,
  outcomeText,
  sweepAxes,
  sweepValues,
  type SweepAxis,
  type SweepSpec,
} from "../../../src/shared/lab/sweep.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/numberField.ts";
import type { FieldCheck } from "../../common/controls/numberField.ts";
import { parseNumber } from "../../common/numberText.ts";
import "../../common/controls/select.ts";
import type { Select } from "../../common/controls/select.ts";
import { settingsLine } from "../model/settingsLine.ts";
import { StoreElement } from "../storeElement.ts";
import "../charts/chartFigure.ts";
import { cellChart, cellKinds, cellReading } from "./cellChart.ts";
import { cellPicture } from "./cellPicture.ts";
import { sweepStyles } from "./sweepStyles.ts";
import { networkLabel, shortNumber } from "../model/text.ts";
import { highestLoss, lowestLoss } from "./cellPaths.ts";
import { axisLabel, medianText, sweepSentence, valueHint, valueLabel } from "./sweepText.ts";

/** The view Sweep: a grid of two settings, each cell with both networks' loss curves on one fixed scale. */
export class SweepView extends StoreElement {
  static override properties = { ...StoreElement.properties, focused: { state: true } };
  static override styles = sweepStyles;

  /** The cell that Tab goes to: "row,column". */
  declare focused: string;

  constructor() {
    super();
    this.focused = "0,0";
  }

  override render() {
    const { sweep, data, settings } = this.store;
    const said = sweepSentence(sweep);
    return html`${this.#head()}
      ${sweep.failure === null ? nothing : html`<p class="box" role="alert">${sweep.failure}</p>`}
      ${
        said === null
          ? html`<p class="box">
              ${t("Press Run to train both networks in every cell, {0}. The other settings are Train's.", this.#cost())}
            </p>`
          : html`<p class="box" role="status"><b>${said.main}</b> ${said.rest}</p>`
      }
      ${sweep.spec === null ? nothing : html`<div class="wide" data-picture>${this.#grid(sweep.spec)}${this.#side(sweep.spec)}</div>`}
      <p class="quiet">${settingsLine(sweep.settings ?? settings, data?.name ?? "")}</p>`;
  }

  #head() {
    const { view, sweep } = this.store;
    const isRunning = sweep.running !== null;
    const total =
      sweep.spec === null ? 0 : sweepValues[sweep.spec.rows].length * sweepValues[sweep.spec.columns].length;
    return html`<div class="head">
      <button
        class="action ${isRunning ? "" : "primary"}"
        @click=${() => {
          if (isRunning) this.store.send("sweep/cancel");
          else this.store.send("sweep/run", view.sweep);
        }}
      >
        ${icon(isRunning ? "close" : sweep.spec === null ? "play" : "refresh")}
        ${isRunning ? t("Cancel") : sweep.spec === null ? t("Run") : t("Run Again")}
      </button>
      ${this.#axis("rows", t("Rows"))}${this.#axis("columns", t("Columns"))}
      ${this.#number("seeds", t("Seeds"))}${this.#number("steps", t("Steps"))}
      <span role="status">${isRunning ? t("{0} of {1} cells", sweep.cells.length, total) : ""}</span>
      ${isRunning ? html`<progress aria-label=${t("Sweep")} max=${total} .value=${sweep.cells.length}></progress>` : nothing}
    </div>`;
  }

  #cost(): string {
    const { rows, columns, seeds, steps } = this.store.view.sweep;
    const cells = sweepValues[rows].length * sweepValues[columns].length;
    return seeds === 1
      ? t("{0} cells, one seed, {1} steps each", cells, steps)
      : t("{0} cells, {1} seeds, {2} steps each", cells, seeds, steps);
  }

  #axis(which: "rows" | "columns", label: string) {
    const { sweep } = this.store.view;
    const other = which === "rows" ? sweep.columns : sweep.rows;
    const value = sweep[which];
    return html`<label class="control"
      ><span>${label}</span>
      <bn-select
        label=${label}
        .value=${value}
        @change=${(event: Event) => {
          this.#change({ [which]: (event.currentTarget as Select).value as SweepAxis });
        }}
      >
        ${sweepAxes
          .filter((axis) => axis !== other)
          .map(
            (axis) => html`<vscode-option value=${axis} ?selected=${axis === value}>${axisLabel(axis)}</vscode-option>`,
          )}
      </bn-select></label
    >`;
  }

  #number(key: "seeds" | "steps", label: string) {
    const check = (text: string): FieldCheck => {
      const value = parseNumber(text);
      const problem = numberProblem(key, value ?? NaN, text.trim());
      return problem === null && value !== null ? { value } : { error: problem?.message ?? "" };
    };
    return html`<label class="control"
      ><span>${label}</span
      ><bn-number-field
        label=${label}
        .text=${String(this.store.view.sweep[key])}
        .check=${check}
        @change-value=${(event: Event) => {
          this.#change({ [key]: (event as CustomEvent<number>).detail });
        }}
      ></bn-number-field
    ></label>`;
  }

  #change(change: Partial<SweepSpec>): void {
    this.store.look({ sweep: { ...this.store.view.sweep, ...change } });
  }

  #grid(spec: SweepSpec) {
    const columns = sweepValues[spec.columns];
    const { noProgress, diverged } = outcomeLimits(this.store.sweep.guessingLoss);
    return html`<div class="scroll">
      <table
        role="grid"
        aria-label=${t("{0} by {1}", axisLabel(spec.rows), axisLabel(spec.columns))}
        @keydown=${this.#onKey}
      >
        <thead>
          <tr>
            <td></td>
            ${columns.map((_, column) => html`<th scope="col">${valueLabel(spec.columns, column)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sweepValues[spec.rows].map(
            (_, row) =>
              html`<tr>
                <th scope="row">
                  ${valueLabel(spec.rows, row)}<span class="quiet hint">${this.#hint(spec.rows, row)}</span>
                </th>
                ${columns.map((__, column) => this.#cell(spec, row, column))}
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="quiet">
        ${t(
          "Training loss over {0} steps, log scale {1} to {2}, dashed line 0.3. Number: loss at the end, {3}, bold where every seed is at 0.3 or below. No progress: {4} or more, and not half of the first loss. Diverged: not finite, or above {5} and above the first loss. Enter opens a setting in Train.",
          spec.steps,
          lowestLoss,
          highestLoss,
          medianText(spec.seeds),
          shortNumber(noProgress),
          shortNumber(diverged),
        )}
      </p>
    </div>`;
  }

  #cell(spec: SweepSpec, row: number, column: number) {
    const { cells, running } = this.store.sweep;
    const cell = cells.find((each) => each.row === row && each.column === column);
    const isRunning = running?.row === row && running.column === column;
    const place = `${row},${column}`;
    const where = `${valueLabel(spec.rows, row)}, ${valueLabel(spec.columns, column)}`;
    return html`<td
      role="gridcell"
      tabindex=${place === this.focused ? 0 : -1}
      data-place=${place}
      @focus=${() => {
        this.focused = place;
      }}
      @dblclick=${() => {
        this.#openInTrain(row, column);
      }}
    >
      <span class="sr">${where}: </span>
      ${cell === undefined ? html`<span class="quiet waiting">${isRunning ? t("running") : ""}</span>` : cellPicture(cell, spec)}
    </td>`;
  }

  #hint(axis: SweepAxis, index: number): string {
    const { sweep, data, settings } = this.store;
    if (data === null) return "";
    return valueHint(axis, index, sweep.settings ?? settings, data.features, Math.max(1, data.classes.length));
  }

  /** The chosen cell, large: where there is room beside the grid. */
  #side(spec: SweepSpec) {
    const [row, column] = this.focused.split(",").map(Number);
    const cell = this.store.sweep.cells.find((each) => each.row === row && each.column === column);
    const where = `${valueLabel(spec.rows, row)}, ${valueLabel(spec.columns, column)}`;
    return html`<section class="side" aria-label=${where}>
      ${
        cell === undefined
          ? html`<p class="quiet">${t("Choose a cell to see its curves.")}</p>`
          : html`<bn-chart-figure
                .model=${cellChart(cell, spec)}
                .name=${where}
                .reading=${cellReading(cell, spec.seeds)}
              >
                <b slot="title">${where}</b>
                <div slot="subtitle" class="quiet">${t("Training loss, log scale")}</div>
              </bn-chart-figure>
              <ul>
                ${cell.networks.map(
                  (network, k) => html`<li>${networkLabel(cellKinds[k])}: ${outcomeText(network, spec.seeds)}</li>`,
                )}
              </ul>
              <button
                class="action"
                @click=${() => {
                  this.#openInTrain(row, column);
                }}
              >
                ${t("Open in Train")}
              </button>`
      }
    </section>`;
  }

  /** The policy of the page refuses style attributes: places are set here. */
  override updated(): void {
    for (const element of this.renderRoot.querySelectorAll<SVGElement>("[data-at]")) {
      element.style.left = `${element.dataset["at"] ?? "0"}%`;
    }
  }

  #openInTrain(row: number, column: number): void {
    const { spec, settings } = this.store.sweep;
    if (spec === null || settings === null) return;
    this.store.change(cellSettings(settings, spec, row, column));
    this.store.look({ tab: "train" });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { spec } = this.store.sweep;
    if (spec === null) return;
    const [row, column] = this.focused.split(",").map(Number);
    if (event.key === "Enter") {
      this.#openInTrain(row, column);
      return;
    }
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[
      event.key
    ] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const target = this.renderRoot.querySelector<HTMLElement>(`[data-place="${row + down},${column + right}"]`);
    target?.focus();
  };
}

customElements.define("bn-lab-sweep", SweepView);
