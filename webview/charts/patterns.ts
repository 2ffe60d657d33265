import { type Color, css } from "./palette.ts";

/** Patterns that were made here, by what they look like: a canvas pattern does not say. */
const hatches = new WeakMap<object, { readonly color: string; readonly spacing: number }>();

/** What a pattern of `hatch` looks like; null for any other. */
export function hatchOf(pattern: object): { readonly color: string; readonly spacing: number } | null {
  return hatches.get(pattern) ?? null;
}

/** Diagonal lines in a colour, as high contrast themes tell areas apart. The pattern is redone for each pixel ratio. */
export function hatch(context: CanvasRenderingContext2D, color: Color, spacing = 6): CanvasPattern | string {
  const ratio = devicePixelRatio || 1;
  const size = Math.max(2, Math.round(spacing * ratio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const drawing = tile.getContext("2d");
  if (drawing === null) {
    return css(color);
  }
  drawing.strokeStyle = css(color);
  drawing.lineWidth = ratio;
  // Three strokes, so that the corners of neighbouring tiles join.
  for (const shift of [-size, 0, size]) {
    drawing.moveTo(shift, size);
    drawing.lineTo(shift + size, 0);
  }
  drawing.stroke();
  const pattern = context.createPattern(tile, "repeat");
  if (pattern !== null) {
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    hatches.set(pattern, { color: css(color), spacing });
  }
  return pattern ?? css(color);
}
