import "@vscode-elements/elements/dist/vscode-button/index.js";
import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { learnedAsTorchCode } from "../../../../src/shared/layer/learnedCode.ts";
import { stateAsJson } from "../../../../src/shared/layer/stateText.ts";
import { formatCount, formatMeasured } from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { utf8 } from "../../../common/exports.ts";
import { arrivalText, learnChoice, learnOptions } from "./learnModel.ts";
import { rangeStyles } from "../../styles/rangeStyles.ts";
import "./learnCurves.ts";
import "./learnedTable.ts";
import { learnRunOf, type LearnRun } from "./learnRun.ts";
import { learnSettingsOf } from "./learnSettings.ts";

/** The Learn tab: γ and β by gradient descent towards a target, live. */
export class Learn extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    rangeStyles,
    css`
      .actions,
      .control {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-top: 8px;
      }
      .control {
        flex-wrap: nowrap;
        gap: 6px;
        margin-top: 0;
        white-space: nowrap;
      }
      .control input {
        min-width: 120px;
      }
      .status {
        margin-top: 8px;
      }
    `,
  ];

  declare store: ReportStore;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view"]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.#run.subscribe(() => {
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const run = this.#run;
    const settings = learnSettingsOf(this.store);
    const options = learnOptions(settings, snapshot);
    return html`<p>
        ${t(
          "γ and β are learned by gradient descent, as in a network. With the input as target they have to undo batch norm: γ = √(σ² + ε), β = μ.",
        )}
      </p>
      <bn-learn-settings .store=${this.store}></bn-learn-settings>
      <div class="actions">
        ${
          run.state === "running"
            ? mainButton(t("Pause"), () => {
                run.pause();
              })
            : mainButton(t("Learn"), () => run.start(learnChoice(settings), options))
        }
        ${run.state === "paused" ? this.#button(t("Continue"), () => run.resume()) : nothing}
        ${run.frames.length > 0 ? this.#results(run, snapshot) : nothing}
      </div>
      <p class="status small" role="status">${this.#status(run, snapshot)}</p>
      ${
        run.frames.length > 0
          ? html`<bn-learn-curves .store=${this.store} .run=${run} .steps=${options.steps}></bn-learn-curves>
              <bn-learned-table .store=${this.store} .run=${run}></bn-learned-table>`
          : nothing
      }`;
  }

  get #run(): LearnRun {
    return learnRunOf(this.store);
  }

  #results(run: LearnRun, snapshot: ReportSnapshot): TemplateResult {
    const frame = run.frames[run.shown];
    return html`<label class="control">
        <span class="secondary">${t("Step {0}", formatCount(frame.step))}</span>
        <input
          type="range"
          min="0"
          max=${run.frames.length - 1}
          .value=${String(run.shown)}
          aria-valuetext=${t("Step {0}", formatCount(frame.step))}
          @input=${(event: Event) => {
            run.pause();
            run.show(Number((event.currentTarget as HTMLInputElement).value));
          }}
        />
      </label>
      ${this.#button(t("Keep This Layer"), () => run.keep())}
      ${this.#button(t("Copy as PyTorch Code"), () => {
        const text = learnedAsTorchCode({ ...frame, eps: snapshot.options.eps, rank: snapshot.source.shape.length });
        return this.store.host.request("clipboard/write", { text });
      })}
      ${this.#button(t("Save State…"), () => {
        const text = stateAsJson({ framework: snapshot.options.preset, ...frame, numBatchesTracked: frame.step });
        return this.store.host.request("file/save", { suggestedName: "learned-batchnorm.json", data: utf8(text) });
      })}
      ${this.#button(t("Discard"), () => {
        run.discard();
      })}`;
  }

  #status(run: LearnRun, snapshot: ReportSnapshot): string {
    if (run.error !== "") return run.error;
    const last = run.losses.at(-1);
    if (last === undefined) return "";
    const frame = run.frames[run.shown];
    if (run.state === "diverged") return t("The loss is no longer finite: choose a smaller learning rate.");
    const losses = t(
      "Loss {0} at the start, {1} now; step {2} is shown.",
      formatMeasured(run.losses[0]),
      formatMeasured(last),
      formatCount(frame.step),
    );
    return run.choice?.kind === "input" ? `${losses} ${arrivalText(frame, snapshot)}` : losses;
  }

  #button(label: string, run: () => unknown): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        Promise.resolve(run()).catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }
}

/** What the tab is for: a button among links. */
function mainButton(label: string, run: () => unknown): TemplateResult {
  return html`<vscode-button
    @click=${() => {
      Promise.resolve(run()).catch(ignore);
    }}
    >${label}</vscode-button
  >`;
}

customElements.define("bn-learn", Learn);
