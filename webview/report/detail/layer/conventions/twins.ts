import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { type Conversion } from "../../../../../src/shared/layer/twin.ts";
import { icon } from "../../../../common/icons.ts";
import type { Segmented } from "../../../../common/controls/segmented.ts";
import "../../../../common/controls/segmented.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { HostQuestion } from "../../parts/hostQuestion.ts";
import { twinRows, type TwinRow } from "./twinModel.ts";

/** The same layer in the four frameworks: the first number that differs, and the code that constructs it. */
export class Twins extends LitElement {
  static override properties = { store: { attribute: false }, conversion: { state: true }, copied: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      .intro {
        margin: 8px 0;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        padding: 8px 0;
      }
      li + li {
        border-top: 1px solid var(--rule-color);
      }
      .name {
        font-weight: 600;
        margin-right: 8px;
      }
      .code {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-top: 4px;
      }
      code {
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare store: ReportStore;
  declare conversion: Conversion;
  /** The framework whose code was copied last. */
  declare copied: string;
  readonly #question = new HostQuestion(this, "layer/twins", () => ({ conversion: this.conversion }));

  constructor() {
    super();
    this.conversion = "converted";
    this.copied = "";
    new StoreController(this, ["snapshot"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const { answer, error } = this.#question;
    return html`<bn-segmented
        label=${t("What the port did with ε and momentum")}
        .segments=${[
          { value: "converted", label: t("Converted") },
          { value: "defaults", label: t("Left at the defaults") },
        ]}
        .value=${this.conversion}
        @change=${(event: Event) => {
          this.conversion = (event.currentTarget as Segmented).value as Conversion;
        }}
      ></bn-segmented>
      <p class="intro">
        ${
          this.conversion === "converted"
            ? t(
                "A new layer with this ε and momentum, each written as the framework wants it, on these data: one update in training, then evaluation.",
              )
            : t(
                "A new layer as each framework makes it by default, on these data: what a port gives that forgot ε and momentum.",
              )
        }
      </p>
      ${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${
        answer === null
          ? nothing
          : html`<ul>
              ${twinRows(answer, snapshot).map((row) => this.#row(row))}
            </ul>`
      }
      <span class="sr" role="status">${this.copied === "" ? "" : t("{0} code copied", this.copied)}</span>`;
  }

  #row({ title, conventions, difference, code }: TwinRow): TemplateResult {
    const label = t("Copy the {0} code", title);
    return html`<li>
      <span class="name">${title}</span><span class="secondary">${conventions}</span>
      <div>${difference}</div>
      <div class="code">
        <code>${code}</code>
        <button
          class="icon-button"
          aria-label=${label}
          title=${label}
          @click=${() => {
            this.store.host.request("clipboard/write", { text: code }).then(() => {
              this.copied = title;
            }, ignore);
          }}
        >
          ${icon(this.copied === title ? "check" : "copy")}
        </button>
      </div>
    </li>`;
  }
}

customElements.define("bn-twins", Twins);
