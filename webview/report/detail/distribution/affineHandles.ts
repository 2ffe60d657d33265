import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatMeasured, formatParameter } from "../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../common/styles.ts";
import type { ChartGeometry } from "../../charts/distributionChart.ts";
import { normalizedSpread } from "../../charts/distributionSource.ts";
import { laneCenters } from "../../charts/lanes.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { AffineGesture, affineLimits, type AffineName, affineValue, keyedValue, snap } from "../parts/affineInput.ts";

/** Two handles closer than this could not be told apart. */
const smallestDistance = 16;

/**
 * The handles on lane y: the circle at the mean drags β, the circle one standard deviation further drags γ. Elements
 * over the canvas, so that they take the focus and a screen reader finds them.
 */
export class AffineHandles extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        position: absolute;
        inset: 0 auto auto 0;
        width: 0;
        height: 0;
      }
      .handle {
        position: absolute;
        top: ${laneCenters.output - 12}px;
        left: -12px;
        width: 24px;
        height: 24px;
        border-radius: 50%;
        cursor: ew-resize;
        touch-action: none;
      }
      .dot {
        position: absolute;
        inset: 6px;
        border: 2.5px solid var(--series-output);
        border-radius: 50%;
        background: var(--vscode-editor-background);
      }
      .handle:hover .dot,
      .handle.dragged .dot {
        inset: 5px;
      }
      .name {
        position: absolute;
        top: -8px;
        width: 100%;
        text-align: center;
        font-size: 11px;
        line-height: 14px;
        color: var(--vscode-descriptionForeground);
        pointer-events: none;
      }
    `,
  ];

  declare store: ReportStore;
  /** Where the axis is; asked for whenever the chart was laid out or y moved. */
  geometry: ChartGeometry | null = null;
  #drag: { name: AffineName; gesture: AffineGesture; fromX: number; fromValue: number; unitsPerPixel: number } | null =
    null;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  /** Whether a handle is being dragged: the axis then stands still. */
  get isDragging(): boolean {
    return this.#drag !== null;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view } = this.store;
    if (snapshot === null || view.selected < 0) {
      return nothing;
    }
    const scalesSomething = normalizedSpread(snapshot, view.selected).deviation > 0;
    return html`${this.#handle("beta", "β")} ${scalesSomething ? this.#handle("gamma", "γ") : nothing}`;
  }

  override updated(): void {
    this.place();
  }

  /** Moves the handles to where γ and β put them. */
  place(): void {
    const { geometry } = this;
    const { snapshot, view, affine } = this.store;
    if (geometry === null || snapshot === null || view.selected < 0) {
      return;
    }
    const { mean, deviation } = normalizedSpread(snapshot, view.selected);
    const [gamma, beta] = [affine.gamma[view.selected], affine.beta[view.selected]];
    const clamp = (pixel: number): number => Math.min(Math.max(pixel, geometry.left), geometry.right);
    const center = clamp(geometry.pixelOf(gamma * mean + beta));
    const reach = gamma * deviation * geometry.pixelsPerUnit;
    const distance = Math.max(Math.abs(reach), smallestDistance) * (reach < 0 ? -1 : 1);
    this.#placeHandle("beta", center);
    this.#placeHandle("gamma", clamp(center + distance));
  }

  #placeHandle(name: AffineName, pixel: number): void {
    const handle = this.renderRoot.querySelector<HTMLElement>(`.${name}`);
    if (handle !== null) {
      // Where y has no mean there is nothing to take hold of.
      handle.hidden = Number.isNaN(pixel);
      handle.style.transform = `translateX(${pixel}px)`;
    }
  }

  #handle(name: AffineName, letter: string): TemplateResult {
    const value = affineValue(this.store, name);
    const { min, max } = affineLimits[name];
    return html`<div
      class="handle ${name} ${this.#drag?.name === name ? "dragged" : ""}"
      role="slider"
      tabindex="0"
      aria-label=${name === "gamma" ? t("γ scale") : t("β shift")}
      aria-orientation="horizontal"
      aria-valuemin=${Math.min(min, value)}
      aria-valuemax=${Math.max(max, value)}
      aria-valuenow=${value}
      aria-valuetext=${this.#valueText(name, value)}
      @pointerdown=${(event: PointerEvent) => {
        this.#start(event, name, value);
      }}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onEnd}
      @pointercancel=${this.#onCancel}
      @keydown=${(event: KeyboardEvent) => {
        this.#onKey(event, name, value);
      }}
      @keyup=${this.#onKeyUp}
    >
      <span class="name" aria-hidden="true">${letter}</span><span class="dot"></span>
    </div>`;
  }

  #valueText(name: AffineName, value: number): string {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      return "";
    }
    const { mean, deviation } = normalizedSpread(snapshot, view.selected);
    if (name === "gamma") {
      const spread = formatMeasured(Math.abs(value) * deviation, 4);
      return t("gamma {0}, output standard deviation {1}", formatParameter(value), spread);
    }
    const center = formatMeasured(affineValue(this.store, "gamma") * mean + value, 4);
    return t("beta {0}, output mean {1}", formatParameter(value), center);
  }

  #start(event: PointerEvent, name: AffineName, value: number): void {
    const { geometry } = this;
    const { snapshot, view } = this.store;
    if (geometry === null || snapshot === null || event.button !== 0) {
      return;
    }
    // One pixel is so much of β, or of γ: γ's handle stands γ standard deviations of x̂ from the mean.
    const { deviation } = normalizedSpread(snapshot, view.selected);
    const unitsPerPixel = 1 / geometry.pixelsPerUnit / (name === "gamma" ? deviation : 1);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const gesture = new AffineGesture(this.store, name);
    this.#drag = { name, gesture, fromX: event.clientX, fromValue: value, unitsPerPixel };
    this.requestUpdate();
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (this.#drag !== null) {
      const { gesture, fromX, fromValue, unitsPerPixel } = this.#drag;
      gesture.move(snap(fromValue + (event.clientX - fromX) * unitsPerPixel, 0.01), event.altKey);
    }
  };

  readonly #onEnd = (): void => {
    const drag = this.#drag;
    this.#drag = null;
    this.requestUpdate();
    void drag?.gesture.release();
  };

  readonly #onCancel = (): void => {
    const drag = this.#drag;
    this.#drag = null;
    this.requestUpdate();
    void drag?.gesture.cancel();
  };

  #keyed: AffineGesture | null = null;

  #onKey(event: KeyboardEvent, name: AffineName, value: number): void {
    if (event.key === "Escape") {
      this.#onCancel();
      void this.#keyed?.cancel();
      this.#keyed = null;
      return;
    }
    const next = keyedValue(event, name, value);
    if (next !== null) {
      event.preventDefault();
      this.#keyed ??= new AffineGesture(this.store, name);
      this.#keyed.move(next, false);
    }
  }

  readonly #onKeyUp = (): void => {
    void this.#keyed?.release();
    this.#keyed = null;
  };
}

customElements.define("bn-affine-handles", AffineHandles);
