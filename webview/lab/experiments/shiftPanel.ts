import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { noChange, type InputChange, type ShiftReading } from "../../../src/shared/lab/shift.ts";
import { HostError } from "../../common/rpc.ts";
import { labStyles } from "../labStyles.ts";
import { formatScore, scoreLabel, scoreRange, shortNumber } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import { capitalized } from "../../../src/shared/lab/words.ts";

/** Positions of the scale's slider: 0.1 to 4 on a logarithmic scale, with 1 among them. */
const scalePositions = { min: -20, max: 12, perDecade: 20 } as const;

/** Moves the input that the networks of experiment 9 are evaluated on: nothing is trained, scores follow at once. */
export class ShiftPanel extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    change: { state: true },
    recomputedAt: { state: true },
    reading: { state: true },
    isGone: { state: true },
  };
  static override styles = [
    ...labStyles,
    css`
      .sliders {
        display: grid;
        grid-template-columns: max-content minmax(80px, 1fr) 64px;
        gap: 4px 10px;
        align-items: center;
        max-width: 420px;
      }
      output {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      input {
        width: 100%;
        margin: 0;
        accent-color: var(--vscode-progressBar-background, var(--vscode-focusBorder));
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 8px 0;
      }
      .tables {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 8px 32px;
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 1px 12px 1px 0;
        font-weight: normal;
        text-align: right;
      }
      th:first-child {
        text-align: left;
      }
    `,
  ];

  declare change: InputChange;
  declare recomputedAt: InputChange | null;
  declare reading: ShiftReading | null;
  /** Whether the networks are no longer there: the window was reloaded, or an experiment was cancelled. */
  declare isGone: boolean;
  #isAsking = false;
  #isOld = false;

  constructor() {
    super();
    this.change = noChange;
    this.recomputedAt = null;
    this.reading = null;
    this.isGone = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask();
  }

  override render() {
    const { shift, scale } = this.change;
    return html`<h3 class="heading">${t("Move the input yourself")}</h3>
      <div class="sliders">
        ${this.#slider(t("Shift"), t("{0} σ", signed(shift)), [-40, 40], shift * 10, (position) => ({
          shift: position / 10,
        }))}
        ${this.#slider(
          t("Scale"),
          `× ${shortNumber(scale)}`,
          [scalePositions.min, scalePositions.max],
          Math.log10(scale) * scalePositions.perDecade,
          (position) => ({ scale: Number((10 ** (position / scalePositions.perDecade)).toPrecision(3)) }),
        )}
      </div>
      <div class="actions">
        <button
          class="action"
          ?disabled=${this.isGone}
          @click=${() => {
            this.recomputedAt = this.change;
            this.#ask();
          }}
        >
          ${t("Recompute Statistics")}
        </button>
        <button
          class="action"
          @click=${() => {
            this.change = noChange;
            this.recomputedAt = null;
            this.#ask();
          }}
        >
          ${t("Reset")}
        </button>
      </div>
      ${
        this.isGone
          ? html`<p role="status">${t("Run this experiment again to move the input: its networks are gone.")}</p>`
          : this.reading === null
            ? nothing
            : this.#tables(this.reading)
      }`;
  }

  #slider(
    label: string,
    text: string,
    [min, max]: readonly [number, number],
    position: number,
    toChange: (position: number) => Partial<InputChange>,
  ) {
    return html`<span aria-hidden="true">${label}</span
      ><input
        type="range"
        aria-label=${label}
        aria-valuetext=${text}
        min=${min}
        max=${max}
        .value=${String(Math.round(position))}
        @input=${(event: Event) => {
          this.change = { ...this.change, ...toChange(Number((event.currentTarget as HTMLInputElement).value)) };
          this.#ask();
        }}
      /><output>${text}</output>`;
  }

  #tables({ plain, stored, recomputed, meanOff, spreadRatio }: ShiftReading) {
    const task = this.store.data?.task ?? "classes";
    const at = this.recomputedAt;
    const rows: [string, string, readonly number[]][] = [
      [t("without"), "plain", plain],
      [t("stored statistics"), "batchNorm", stored],
      ...(recomputed === null || at === null
        ? []
        : [
            [t("recomputed at {0} σ, × {1}", signed(at.shift), shortNumber(at.scale)), "batchNorm", recomputed] as [
              string,
              string,
              readonly number[],
            ],
          ]),
    ];
    return html`<div class="tables" role="status">
      <table>
        <tr>
          <th scope="col">${t("Network")}</th>
          <th scope="col">${t("Validation {0}", scoreLabel(task))}</th>
        </tr>
        ${rows.map(
          ([name, kind, scores]) =>
            html`<tr>
              <th scope="row" class=${`series-text of-${kind}`}>${name}</th>
              <td>${scores.length === 1 ? formatScore(task, scores[0]) : scoreRange(task, scores)}</td>
            </tr>`,
        )}
      </table>
      <table>
        <tr>
          <th scope="col">${capitalized(t("stored statistics"))}</th>
          <th scope="col">${t("mean is off by")}</th>
          <th scope="col">${t("spread is")}</th>
        </tr>
        ${meanOff.map(
          (off, layer) =>
            html`<tr>
              <th scope="row">${t("Layer {0}", layer + 1)}</th>
              <td>${shortNumber(off)} σ</td>
              <td>× ${shortNumber(spreadRatio[layer])}</td>
            </tr>`,
        )}
      </table>
    </div>`;
  }

  /** One question at a time; the last position that a dragged slider had is asked in any case. */
  #ask(): void {
    if (this.#isAsking) {
      this.#isOld = true;
      return;
    }
    this.#isAsking = true;
    this.#isOld = false;
    const { change, recomputedAt } = this;
    this.store.host
      .request("experiments/shift", { change, recomputedAt })
      .then((reading) => {
        this.isGone = reading === null;
        this.reading = reading;
      })
      .catch((error: unknown) => {
        if (!(error instanceof HostError)) throw error;
        this.isGone = true;
      })
      .finally(() => {
        this.#isAsking = false;
        if (this.#isOld && this.isConnected) this.#ask();
      });
  }
}

/** "+2", "−0.5", "0" */
function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace("-", "−");
}

customElements.define("bn-shift-panel", ShiftPanel);
