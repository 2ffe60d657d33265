import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import { parseNumber, type FieldCheck } from "../../common/numberText.ts";
import type { CheckpointSnapshot } from "../../../src/shared/checkpoint/snapshot.ts";
import { formatBytes } from "../../../src/shared/text/bytes.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { actionStyles } from "../../common/controls/actionStyles.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/numberField.ts";
import "../../common/controls/select.ts";
import type { Select } from "../../common/controls/select.ts";
import { sharedStyles } from "../../common/styles.ts";
import { StoreElement } from "../store/storeElement.ts";
import { emphasized, spoken } from "./emphasized.ts";
import { epsText, shortEps } from "./epsText.ts";
import "./notices.ts";

/** The sentence is read aloud when it has not changed for so long. */
const announceAfterMs = 700;

/** The head of the page: the file, its parts and ε, the glance, the notices. */
export class CheckpointHead extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    announced: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    actionStyles,
    css`
      :host {
        padding: 12px 20px 10px;
        container: head / inline-size;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
      }
      .line + .line {
        margin-top: 6px;
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        font-size: inherit;
        font-weight: 600;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-left: auto;
      }
      .glance {
        margin-top: 8px;
        overflow-wrap: anywhere;
      }
      bn-number-field {
        width: 64px;
      }
      bn-select {
        max-width: 220px;
      }
      .part {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      bn-checkpoint-notices {
        margin-top: 4px;
      }
      @container head (max-width: 459.98px) {
        .actions {
          margin-left: 0;
        }
      }
    `,
  ];

  declare announced: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.announced = "";
  }

  override render() {
    const { snapshot, fileName } = this.store;
    if (snapshot === null) return html`<div class="line"><h1>${icon("file-binary")}${fileName}</h1></div>`;
    return html`<div class="line">
        <h1>${icon("file-binary")}${snapshot.fileName}</h1>
        <span class="secondary">${facts(snapshot)}</span>
      </div>
      ${snapshot.layers.length === 0 ? nothing : html`<div class="line">${this.#part(snapshot)}${this.#eps(snapshot)}${this.#actions()}</div>`}
      <p class="glance">${emphasized(snapshot.glance)} ${snapshot.instead}</p>
      <span class="sr" role="status">${this.announced}</span>
      <bn-checkpoint-notices .store=${this.store}></bn-checkpoint-notices>`;
  }

  override updated(): void {
    const { snapshot, progress } = this.store;
    if (snapshot === null || progress !== null || !snapshot.isComplete) return;
    const text = spoken(snapshot.glance);
    clearTimeout(this.#timer);
    if (text !== this.announced) {
      this.#timer = setTimeout(() => {
        this.announced = text;
      }, announceAfterMs);
    }
  }

  #part({ parts, part }: CheckpointSnapshot): TemplateResult | typeof nothing {
    if (parts.length < 2 && part === "") return nothing;
    const name = (each: string): string => (each === "" ? t("(top)") : each);
    const label = t("Weights");
    if (parts.length < 2) return html`<span class="secondary">${label}</span><span>${name(part)}</span>`;
    return html`<span class="secondary" aria-hidden="true">${label}</span>
      <bn-select
        label=${label}
        .value=${part}
        @change=${(event: Event) => {
          this.store.send("part/set", { part: (event.currentTarget as Select).value });
        }}
      >
        ${parts.map(
          (each) =>
            html`<vscode-option
              value=${each.name}
              ?selected=${each.name === part}
              description=${t("{0} layers", formatCount(each.numLayers))}
              >${name(each.name)}</vscode-option
            >`,
        )}
      </bn-select>`;
  }

  #eps({ layers, chosenEps }: CheckpointSnapshot): TemplateResult {
    const isAssumed = layers.some(({ isEpsAssumed }) => isEpsAssumed);
    if (!isAssumed) {
      return html`<span class="secondary">eps</span><span>${epsText(layers)}</span>`;
    }
    const assumed = layers.find(({ isEpsAssumed }) => isEpsAssumed)?.eps ?? 0;
    return html`<span class="secondary" aria-hidden="true">eps</span>
      <bn-number-field
        label="eps"
        .text=${shortEps(assumed)}
        .check=${checkEps}
        @change-value=${(event: CustomEvent<number>) => {
          this.store.send("eps/set", { eps: event.detail });
        }}
      ></bn-number-field>
      <span
        class="secondary"
        ${hover(() => ({
          text: t(
            "The file does not say ε: a state dict never does. What is computed here uses this one; another changes it.",
          ),
        }))}
        >${chosenEps === null ? t("assumed") : t("set here")}</span
      >
      ${
        chosenEps === null
          ? nothing
          : html`<button
              class="icon-button"
              aria-label=${t("Back to the assumed ε")}
              @click=${() => {
                this.store.send("eps/set", { eps: null });
              }}
            >
              ${icon("discard")}
            </button>`
      }`;
  }

  #actions(): TemplateResult {
    return html`<div class="actions">
      <button
        class="action"
        @click=${() => {
          this.store.send("file/compare");
        }}
      >
        ${icon("diff")}${t("Compare with…")}
      </button>
    </div>`;
  }
}

/** "PyTorch, zip + pickle, 433 kB · 13 batch norm layers, 7 kB of it · float32". */
function facts({ format, byteLength, batchNormBytes, dtype, layers, numTensors }: CheckpointSnapshot): string {
  const file = `${format}, ${formatBytes(byteLength)}`;
  if (layers.length === 0) return `${file} · ${t("{0} tensors", formatCount(numTensors))}`;
  const count = layers.length === 1 ? t("1 batch norm layer") : t("{0} batch norm layers", formatCount(layers.length));
  const share = batchNormBytes === null ? count : t("{0}, {1} of it", count, formatBytes(batchNormBytes));
  return [file, share, ...(dtype === null ? [] : [dtype])].join(" · ");
}

function checkEps(text: string): FieldCheck {
  const value = parseNumber(text);
  return value !== null && value >= 0 ? { value } : { error: t("eps must be 0 or greater, got {0}", text) };
}

customElements.define("bn-checkpoint-head", CheckpointHead);
