import { type Color, css } from "./palette.ts";

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
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? css(color);
}
