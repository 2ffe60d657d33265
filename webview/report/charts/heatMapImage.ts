import { type Color, mix, type Palette } from "../../charts/palette.ts";

/** Values of a heat map that are drawn in the palest and in the full colour. */
export interface ShadeRange {
  readonly min: number;
  readonly max: number;
}

/** y's fixed range: what lies further out has the full colour too. */
export const afterRange: ShadeRange = { min: -2.5, max: 2.5 };

/** The colour of a value: from a trace of the hue on the background to the hue itself. */
export function shade(value: number, { min, max }: ShadeRange, from: Color, to: Color): Color {
  const share = max > min ? (value - min) / (max - min) : 0.5;
  return mix(from, to, Math.min(1, Math.max(0, share)));
}

/** The palest and the full colour of a series. */
export function shadeEnds(palette: Palette, series: "input" | "output"): [from: Color, to: Color] {
  const to: Color = [palette[series][0], palette[series][1], palette[series][2], 1];
  return [mix([palette.background[0], palette.background[1], palette.background[2], 1], to, 0.08), to];
}

/**
 * RGBA bytes of a heat map, row by row; values that are missing stay transparent.
 *
 * @param width pixels of a row
 * @param range the ends of the shades of a row
 */
export function heatMapPixels(
  values: ArrayLike<number>,
  width: number,
  range: (row: number) => ShadeRange,
  [from, to]: readonly [from: Color, to: Color],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) {
      const [red, green, blue] = shade(values[i], range(Math.floor(i / width)), from, to);
      pixels.set([red, green, blue, 255], 4 * i);
    }
  }
  return pixels;
}

/** Draws pixels over a whole canvas with hard edges; rows that are tall enough are set apart by a line. */
export function drawHeatMap(
  canvas: HTMLCanvasElement,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  [columns, rows]: readonly [columns: number, rows: number],
): void {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const context = canvas.getContext("2d");
  const small = document.createElement("canvas");
  small.width = columns;
  small.height = rows;
  const drawing = small.getContext("2d");
  if (context === null || drawing === null || columns === 0 || rows === 0) {
    return;
  }
  drawing.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  const tall = canvas.height / rows > 8 * ratio;
  for (let row = 0; row < (tall ? rows : 1); row++) {
    const top = tall ? Math.round((row * canvas.height) / rows) : 0;
    const bottom = tall ? Math.round(((row + 1) * canvas.height) / rows) - Math.round(ratio) : canvas.height;
    context.drawImage(small, 0, row, columns, tall ? 1 : rows, 0, top, canvas.width, bottom - top);
  }
}
