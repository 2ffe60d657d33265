import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import { FineHistograms } from "./fineHistograms.ts";
import { flowSteps } from "./steps.ts";
import { flowHeight, type FlowStep } from "./flowStep.ts";
import { plainText, type TextPart } from "./text.ts";
import { boxWidth } from "../../../src/shared/view/thumbnail.ts";
import { hatchPattern, pictureStyles } from "../styles/pictureStyles.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/**
 * The method in five linked pictures, x → μ, σ² → x̂ → y → a, with the numbers of the selected row. A click leads to
 * where the step can be explored: fires "explore-step" with the step's id.
 */
export class Flow extends LitElement {
  static override properties = { store: { attribute: false }, focused: { state: true }, pictureWidth: { state: true } };
  static override styles = [
    ...sharedStyles,
    pictureStyles,
    css`
      :host {
        container-type: inline-size;
        padding: 18px 20px 14px;
      }
      .steps {
        display: grid;
        grid-template-columns: minmax(0, 1fr) repeat(4, 16px minmax(0, 1fr));
        gap: 0 4px;
        align-items: start;
      }
      .steps > .icon {
        color: var(--vscode-icon-foreground);
        justify-self: center;
        margin-top: 32px;
      }
      button {
        display: block;
        min-width: 0;
        padding: 2px 4px;
        margin: 0 -4px;
        border-radius: var(--radius);
      }
      button:hover {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      button:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      .title,
      .numbers {
        display: block;
      }
      .title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .title .symbol {
        font-size: 14px;
        margin-right: 6px;
      }
      .room {
        display: block;
        height: 36px;
        margin-top: 2px;
        border-bottom: 1px solid var(--grid-color);
      }
      /* One line, whatever the numbers: the page below does not move while they change. The hover has all of it. */
      .numbers {
        margin-top: 2px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
        font-variant-numeric: tabular-nums;
      }
      b {
        font-weight: inherit;
        color: var(--vscode-foreground);
      }
      .medium,
      .short,
      .tight {
        display: none;
      }
      @container (max-width: 799.98px) {
        .numbers .long {
          display: none;
        }
        .numbers .medium {
          display: inline;
        }
      }
      /* The formula has a line of its own, without spaces. */
      @container (max-width: 799.98px) {
        .title .formula {
          display: block;
          overflow: hidden;
          text-overflow: ellipsis;
          font-size: 11px;
          line-height: 14px;
        }
        .spaced {
          display: none;
        }
        .tight {
          display: inline;
        }
        .steps > .icon {
          margin-top: 46px;
        }
      }
      @container (max-width: 479.98px) {
        .title .formula {
          display: none;
        }
      }
      @container (max-width: 579.98px) {
        .steps {
          margin-inline: -8px;
        }
        .numbers {
          font-size: 11px;
          line-height: 14px;
        }
        .title .symbol {
          margin-right: 0;
        }
        .numbers .medium {
          display: none;
        }
        .numbers .short {
          display: inline;
        }
        .steps {
          grid-template-columns: minmax(0, 1fr) repeat(4, 10px minmax(0, 1fr));
          gap: 0 2px;
        }
        .steps > .icon {
          font-size: 10px;
          margin-top: 50px;
        }
      }
    `,
  ];

  declare store: ReportStore;
  /** Which step the Tab key reaches. */
  declare focused: number;
  declare pictureWidth: number;
  readonly #fine = new FineHistograms(
    () => this.store.host,
    () => {
      this.requestUpdate();
    },
  );
  readonly #observer = new ResizeObserver(() => {
    this.pictureWidth = this.renderRoot.querySelector(".room")?.clientWidth ?? 0;
  });

  constructor() {
    super();
    this.focused = 0;
    this.pictureWidth = 0;
    new StoreController(this, ["snapshot", "view", "affine"], (change) => {
      if (change !== "affine") {
        this.#loadFine();
      }
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    // The page shows the flow because of a snapshot, whose arrival this element could not hear.
    this.#loadFine();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render() {
    const { snapshot, view, affine } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const fine = (feature: number) => this.#fine.get(feature);
    const steps = flowSteps({ snapshot, affine, scope: view.selected, fine });
    return html`${hatchPattern(this.pictureWidth / boxWidth)}
      <div class="steps" role="toolbar" aria-label=${t("Steps of batch normalization")} @keydown=${this.#onKeyDown}>
        ${steps.map((step, index) => [index === 0 ? nothing : icon("chevron-right"), this.#step(step, index)])}
      </div>`;
  }

  #loadFine(): void {
    const { snapshot, view } = this.store;
    if (snapshot !== null) {
      void this.#fine.load(snapshot, view.selected);
    }
  }

  #step(step: FlowStep, index: number) {
    return html`<button
      data-step=${step.id}
      ${hover(() => ({ text: `${step.formula}: ${plainText(step.text)}. ${step.explanation}` }))}
      tabindex=${index === this.focused ? 0 : -1}
      @focus=${() => {
        this.focused = index;
      }}
      @click=${() => {
        this.store.setView({ tab: step.tab });
        this.dispatchEvent(new CustomEvent("explore-step", { detail: step.id, bubbles: true, composed: true }));
      }}
    >
      <span class="title"
        ><span class="symbol" aria-hidden="true">${step.symbol}</span><span class="sr">${step.spokenSymbol}:</span
        ><span class="formula secondary" aria-hidden="true"
          ><span class="spaced">${step.formula}</span><span class="tight">${tight(step.formula)}</span></span
        ></span
      >
      <span class="room">${picture(step)}</span>
      <span class="numbers"
        ><span class="long">${step.text.map(part)}</span><span class="medium">${step.mediumText.map(part)}</span
        ><span class="short">${step.shortText.map(part)}</span></span
      >
    </button>`;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll("button")];
    const target = {
      ArrowLeft: this.focused - 1,
      ArrowRight: this.focused + 1,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (target !== undefined && !event.altKey) {
      event.preventDefault();
      buttons.at(target % buttons.length)?.focus();
    }
  };
}

function picture({ id, path, dimPath, dimLines, guides, beyond }: FlowStep) {
  return html`<svg
    class="picture"
    viewBox="0 0 ${boxWidth} ${flowHeight}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${guides === "" ? nothing : svg`<path class="zero" d=${guides}></path>`}
    ${dimLines === "" ? nothing : svg`<path class="dim-lines" d=${dimLines}></path>`}
    ${dimPath === "" ? nothing : svg`<path class="dim" d=${dimPath}></path>`}
    <path class=${classMap({ [id]: true })} d=${path}></path>
    ${beyond === "" ? nothing : svg`<path class="beyond" d=${beyond}></path>`}
  </svg>`;
}

/** A formula without the spaces that only make it easier to read. Names of functions and words keep theirs. */
function tight(formula: string): string {
  return /[+−·/]/.test(formula) ? formula.replaceAll(" ", "") : formula;
}

function part({ text, strong }: TextPart) {
  return strong ? html`<b>${text}</b>` : text;
}

customElements.define("bn-flow", Flow);
