import { t } from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import { saturatedFrom, type NetworkKind } from "../../../src/shared/lab/run.ts";
import type { LabActivation } from "../../../src/shared/lab/settings.ts";
import { axisFontSize, css as colorCss, mix, type Palette, withAlpha } from "../../charts/palette.ts";
import { PaletteController } from "../../charts/paletteController.ts";
import { drawSoon, forgetDrawing } from "../charts/drawQueue.ts";
import { roleColor } from "../charts/chartState.ts";
import type { Ridge, RidgeCell } from "../model/ridges.ts";

const ridgeHeight = 30;
const spacing = 13;
const axisHeight = 16;
const top = 4;

/** A ridgeline on a canvas: one outline per step from back to front, the zone where the activation is flat shaded. */
export class RidgeCanvas extends LitElement {
  static override properties = {
    cell: { attribute: false },
    kind: {},
    activation: {},
    label: {},
    withSteps: { type: Boolean },
  };
  static override styles = css`
    :host {
      display: block;
      height: ${top + ridgeHeight + 8 * spacing + axisHeight}px;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;

  declare cell: RidgeCell;
  declare kind: NetworkKind;
  declare activation: LabActivation;
  /** What the picture shows, in a sentence. */
  declare label: string;
  /** Whether the ridges are labelled by their steps: in the first column. */
  declare withSteps: boolean;
  readonly #palette = new PaletteController(this);
  readonly #resized = new ResizeObserver(() => {
    this.#draw();
  });

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    forgetDrawing(this);
    this.#resized.disconnect();
  }

  override updated(): void {
    drawSoon(this, () => {
      this.#draw();
    });
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const { clientWidth: width, clientHeight: height } = this;
    const ratio = devicePixelRatio;
    const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
      canvas.width = pixelsX;
      canvas.height = pixelsY;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const { palette } = this.#palette;
    const { range, ridges } = this.cell;
    const place: Place = {
      x: (value) => ((value + range) / (2 * range)) * width,
      width,
      bottom: height - axisHeight,
    };
    context.font = `${axisFontSize}px ${palette.fontFamily}`;
    drawZones(context, place, this.activation, palette);
    drawAxis(context, place, range, palette);
    const color = roleColor(this.kind, palette);
    ridges.forEach((ridge, k) => {
      const baseline = place.bottom - (ridges.length - 1 - k) * spacing;
      drawRidge(context, place, ridge, baseline, { color, palette, withStep: this.withSteps });
    });
  }
}

interface Place {
  readonly x: (value: number) => number;
  readonly width: number;
  readonly bottom: number;
}

function drawZones(
  context: CanvasRenderingContext2D,
  { x, width, bottom }: Place,
  activation: LabActivation,
  palette: Palette,
): void {
  context.fillStyle = colorCss(withAlpha(palette.reference, palette.highContrast ? 0.16 : 0.055));
  if (activation === "relu") {
    context.fillRect(0, 0, x(0), bottom);
    return;
  }
  const limit = saturatedFrom[activation];
  context.fillRect(0, 0, x(-limit), bottom);
  context.fillRect(x(limit), 0, width - x(limit), bottom);
}

function drawAxis(context: CanvasRenderingContext2D, { x, bottom }: Place, range: number, palette: Palette): void {
  const step = (range / 6) * 4;
  context.strokeStyle = colorCss(withAlpha(palette.reference, palette.highContrast ? 0.28 : 0.11));
  context.fillStyle = colorCss(palette.dimText);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineWidth = 1;
  for (const value of [-step, 0, step]) {
    const at = Math.round(x(value)) + 0.5;
    context.beginPath();
    context.moveTo(at, 0);
    context.lineTo(at, bottom);
    context.stroke();
    context.fillText(value < 0 ? `−${-value}` : String(value), at, bottom + 3);
  }
}

function drawRidge(
  context: CanvasRenderingContext2D,
  { x, width }: Place,
  ridge: Ridge,
  baseline: number,
  { color, palette, withStep }: { color: ReturnType<typeof roleColor>; palette: Palette; withStep: boolean },
): void {
  context.beginPath();
  context.moveTo(0, baseline);
  ridge.x.forEach((value, k) => {
    context.lineTo(x(value), baseline - ridge.y[k] * ridgeHeight);
  });
  context.lineTo(width, baseline);
  context.fillStyle = colorCss(mix(palette.background, color, ridge.strong ? 0.45 : 0.16));
  context.fill();
  context.strokeStyle = colorCss(mix(palette.background, color, ridge.strong ? 1 : palette.highContrast ? 0.8 : 0.62));
  context.lineWidth = ridge.strong ? 2 : 1;
  context.lineJoin = "round";
  context.stroke();
  context.fillStyle = colorCss(ridge.strong ? palette.text : palette.dimText);
  context.textBaseline = "bottom";
  if (withStep) {
    context.textAlign = "left";
    context.fillText(String(ridge.step), 2, baseline);
  }
  if (ridge.outside > 0.5 && ridge.strong) {
    context.textAlign = "right";
    context.fillText(t("{0}% outside", Math.round(100 * ridge.outside)), width - 2, baseline - 2);
  }
}

customElements.define("bn-ridge-canvas", RidgeCanvas);
