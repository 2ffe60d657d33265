import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { learnedAsTorchCode } from "../../../../src/shared/learnCode.ts";
import {
  optimizerNames,
  type LabelColumn,
  type LearnChoice,
  type LearnOptions,
  type OptimizerName,
} from "../../../../src/shared/learn.ts";
import { formatCount, formatMeasured } from "../../../../src/shared/numbers.ts";
import "../../../common/numberField.ts";
import { parseNumber } from "../../../common/numberText.ts";
import "../../../common/select.ts";
import type { Select } from "../../../common/select.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../requests.ts";
import type { ReportStore } from "../../store.ts";
import { StoreController } from "../../storeController.ts";
import { sectionStyles } from "../detailStyles.ts";
import "./learnCurves.ts";
import { learnRunOf, type LearnRun } from "./learnRun.ts";

type NumberName = "learningRate" | "batchSize" | "steps" | "seed";

const optimizerLabels: Readonly<Record<OptimizerName, string>> = {
  sgd: "SGD",
  momentum: "SGD, momentum 0.9",
  rmsprop: "RMSprop",
  adam: "Adam",
};

/** The Learn tab: γ and β by gradient descent towards a target, live. */
export class Learn extends LitElement {
  static override properties = {
    store: { attribute: false },
    labels: { state: true },
    target: { state: true },
    optimizer: { state: true },
    numbers: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      .controls,
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-top: 8px;
      }
      .control {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .label {
        color: var(--vscode-descriptionForeground);
      }
      input[type="range"] {
        flex: 1;
        min-width: 120px;
        accent-color: var(--vscode-progressBar-background);
      }
    `,
  ];

  declare store: ReportStore;
  declare labels: readonly LabelColumn[];
  declare target: string;
  declare optimizer: OptimizerName;
  /** What a person typed; undefined: the default for the target. */
  declare numbers: Partial<Record<NumberName, number | null>>;
  #unsubscribe: (() => void) | undefined;
  #revision = -1;

  constructor() {
    super();
    this.labels = [];
    this.target = "input";
    this.optimizer = "sgd";
    this.numbers = {};
    new StoreController(this, ["snapshot"]);
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

  protected override willUpdate(): void {
    const { snapshot } = this.store;
    if (snapshot === null || snapshot.revision === this.#revision) return;
    this.#revision = snapshot.revision;
    this.store.host.request("learn/labels").then((labels) => {
      this.labels = labels;
    }, ignore);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const run = this.#run;
    const isRunning = run.state === "running";
    return html`<p>
        ${t(
          "γ and β are learned by gradient descent, as in a network. With the input as target they have to undo batch norm: γ = √(σ² + ε), β = μ.",
        )}
      </p>
      <div class="controls">
        ${this.#labelled(t("Target"), this.#targets(snapshot.features.names))}
        ${this.#labelled(t("Optimizer"), this.#optimizers())}
        ${this.#number("learningRate", t("Learning rate"), (value) => value > 0)}
        ${this.#number("batchSize", t("Batch size"), (value) => Number.isInteger(value) && value > 1, t("all"))}
        ${this.#number("steps", t("Steps"), (value) => Number.isInteger(value) && value > 0 && value <= 100_000)}
        ${this.#number("seed", t("Seed"), (value) => Number.isInteger(value))}
      </div>
      <div class="actions">
        ${
          isRunning
            ? this.#button(t("Pause"), () => {
                run.pause();
              })
            : this.#button(t("Learn"), () => run.start(this.#choice(), this.#options()))
        }
        ${run.state === "paused" ? this.#button(t("Continue"), () => run.resume()) : nothing}
        ${run.frames.length > 0 ? this.#results(run) : nothing}
      </div>
      <p class="small" role="status">${this.#status(run)}</p>
      ${
        run.frames.length > 0
          ? html`<bn-learn-curves .store=${this.store} .run=${run} .steps=${this.#options().steps}></bn-learn-curves>`
          : nothing
      }`;
  }

  get #run(): LearnRun {
    return learnRunOf(this.store);
  }

  #results(run: LearnRun): TemplateResult {
    const frame = run.frames[run.shown];
    return html`<label class="control">
        <span class="label">${t("Step {0}", formatCount(frame.step))}</span>
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
      ${this.#button(t("Keep These γ and β"), () => run.keep())}
      ${this.#button(t("Copy as PyTorch Code"), () => this.#copyCode(run))}
      ${this.#button(t("Save State…"), () => this.#saveState(run))}
      ${this.#button(t("Discard"), () => {
        run.discard();
      })}`;
  }

  #status(run: LearnRun): string {
    if (run.error !== "") return run.error;
    const last = run.losses.at(-1);
    if (last === undefined) return "";
    const { step } = run.frames[run.shown];
    if (run.state === "diverged") return t("The loss is no longer finite: choose a smaller learning rate.");
    return t(
      "Loss {0} at the start, {1} now; step {2} is shown.",
      formatMeasured(run.losses[0]),
      formatMeasured(last),
      formatCount(step),
    );
  }

  #targets(names: readonly string[]): TemplateResult {
    const choices = [
      { value: "input", label: t("the input x") },
      ...this.labels.map(({ name, numClasses }, column) => ({
        value: `labels ${column}`,
        label: t("classes of {0} ({1}), through a linear head", name, numClasses),
      })),
      ...names.slice(0, 100).map((name, feature) => ({ value: `feature ${feature}`, label: t("column {0}", name) })),
    ];
    return html`<bn-select
      label=${t("Target")}
      .value=${this.target}
      @change=${(event: Event) => {
        this.target = (event.currentTarget as Select).value;
        this.optimizer = this.target.startsWith("labels") ? "adam" : "sgd";
      }}
    >
      ${choices.map(
        ({ value, label }) =>
          html`<vscode-option value=${value} ?selected=${value === this.target}>${label}</vscode-option>`,
      )}
    </bn-select>`;
  }

  #optimizers(): TemplateResult {
    return html`<bn-select
      label=${t("Optimizer")}
      .value=${this.optimizer}
      @change=${(event: Event) => {
        this.optimizer = (event.currentTarget as Select).value as OptimizerName;
      }}
    >
      ${optimizerNames.map(
        (name) =>
          html`<vscode-option value=${name} ?selected=${name === this.optimizer}
            >${optimizerLabels[name]}</vscode-option
          >`,
      )}
    </bn-select>`;
  }

  #number(name: NumberName, label: string, accepts: (value: number) => boolean, empty?: string): TemplateResult {
    const value = this.#options()[name];
    const check = (text: string) => {
      if (empty !== undefined && text.trim() === "") return { value: null };
      const number = parseNumber(text);
      return number !== null && accepts(number) ? { value: number } : { error: t("{0} cannot be {1}", label, text) };
    };
    return this.#labelled(
      label,
      html`<bn-number-field
        label=${label}
        .text=${value === null ? "" : String(value)}
        .error=${""}
        .check=${check}
        placeholder=${empty ?? ""}
        @change-value=${(event: Event) => {
          this.numbers = { ...this.numbers, [name]: (event as CustomEvent<number | null>).detail };
        }}
      ></bn-number-field>`,
    );
  }

  #labelled(label: string, control: TemplateResult): TemplateResult {
    return html`<span class="control"><span class="label" aria-hidden="true">${label}</span>${control}</span>`;
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

  #choice(): LearnChoice {
    const [kind, number] = this.target.split(" ");
    if (kind === "labels") return { kind, column: Number(number) };
    return kind === "feature" ? { kind, feature: Number(number) } : { kind: "input" };
  }

  /** What is not typed is what arrives: half of the way with every step of SGD, the error being a mean over C features. */
  #options(): LearnOptions {
    const { snapshot } = this.store;
    const { learningRate, batchSize, steps, seed } = this.numbers;
    const half = (snapshot?.features.names.length ?? 1) / 4;
    const rates: Readonly<Record<OptimizerName, number>> = { sgd: half, momentum: half / 10, rmsprop: 0.05, adam: 0.1 };
    return {
      optimizer: this.optimizer,
      learningRate: learningRate ?? rates[this.optimizer],
      batchSize: batchSize ?? null,
      steps: steps ?? 100,
      seed: seed ?? 1,
      eps: snapshot?.options.eps ?? 1e-5,
    };
  }

  #copyCode(run: LearnRun): Promise<unknown> {
    const { gamma, beta } = run.frames[run.shown];
    const rank = this.store.snapshot?.source.shape.length ?? 2;
    const text = learnedAsTorchCode({ gamma, beta, eps: this.#options().eps, rank });
    return this.store.host.request("clipboard/write", { text });
  }

  /** Under names that Load Layer Parameters… reads again. */
  #saveState(run: LearnRun): Promise<unknown> {
    const { gamma, beta } = run.frames[run.shown];
    const state = { "bn.weight": Array.from(gamma), "bn.bias": Array.from(beta) };
    const data = new TextEncoder().encode(`${JSON.stringify(state, null, 2)}\n`);
    return this.store.host.request("file/save", { suggestedName: "learned-batchnorm.json", data });
  }
}

customElements.define("bn-learn", Learn);
