import { Chart } from "./chartSetup.ts";
import { axisFontSize, css, type Palette } from "./palette.ts";
import { recordSvg } from "./svgRecording.ts";

/** A chart of the page with what stands above it. */
export interface Figure {
  readonly canvas: HTMLCanvasElement;
  readonly heading?: string;
  readonly caption?: string;
}

interface Placed extends Figure {
  readonly x: number;
  readonly y: number;
}

/** Room around the charts, and above a chart for its heading and caption. */
const margin = 16;
const headHeight = 38;

/** Charts as one PNG, beside and below each other as on the page, on the theme's background. */
export async function figuresPng(figures: readonly Figure[], palette: Palette): Promise<Uint8Array> {
  const ratio = devicePixelRatio || 1;
  const { placed, width, height } = arrange(figures);
  const context = newContext(width * ratio, height * ratio);
  context.scale(ratio, ratio);
  drawFrame(context, placed, palette, [width, height]);
  for (const { canvas, x, y } of placed) {
    context.drawImage(canvas, x, y, canvas.clientWidth, canvas.clientHeight);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    context.canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) {
    throw new Error("the picture could not be encoded");
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** The same picture as an SVG: every chart draws itself once more, and what it draws is recorded. */
export function figuresSvg(figures: readonly Figure[], palette: Palette): string {
  const { placed, width, height } = arrange(figures);
  const context = newContext(1, 1);
  const frame = recordSvg(context, () => {
    drawFrame(context, placed, palette, [width, height]);
  });
  const charts = placed.map(({ canvas, x, y }) => {
    const chart = Chart.getChart(canvas);
    if (chart === undefined) {
      return "";
    }
    const update = (): void => {
      chart.update("none");
    };
    const drawn = recordSvg(chart.ctx, update);
    // The recording left the canvas blank, and paths in the chart that a canvas cannot draw.
    update();
    return `<g transform="translate(${x} ${y})">${drawn}</g>`;
  });
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  // A canvas keeps corners pointed to ten times the line's width, an SVG only to four.
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} stroke-miterlimit="10">${frame}${charts.join("")}</svg>\n`;
}

/** Rows and columns as on the page, whatever stands between the charts there. */
function arrange(figures: readonly Figure[]): { placed: Placed[]; width: number; height: number } {
  const boxes = figures.map((figure) => ({ figure, box: figure.canvas.getBoundingClientRect() }));
  const left = Math.min(...boxes.map(({ box }) => box.left));
  const placed: Placed[] = [];
  let [y, rowTop, width, height] = [margin, NaN, 0, 0];
  for (const { figure, box } of boxes) {
    if (box.top !== rowTop) {
      y = height + (height > 0 ? margin : margin / 2);
      rowTop = box.top;
    }
    const { canvas, heading = "" } = figure;
    const x = Math.round(margin + box.left - left);
    const top = y + (heading === "" ? margin / 2 : headHeight);
    placed.push({ ...figure, x, y: top });
    width = Math.max(width, x + canvas.clientWidth + margin);
    height = Math.max(height, top + canvas.clientHeight);
  }
  return { placed, width, height: height + margin };
}

function drawFrame(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  palette: Palette,
  [width, height]: readonly [width: number, height: number],
): void {
  context.fillStyle = css(palette.background);
  context.fillRect(0, 0, width, height);
  for (const { x, y, heading = "", caption = "" } of placed) {
    context.font = `bold ${axisFontSize + 2}px ${palette.fontFamily}`;
    context.fillStyle = css(palette.text);
    context.fillText(heading, x, y - 23);
    context.font = `${axisFontSize}px ${palette.fontFamily}`;
    context.fillStyle = css(palette.dimText);
    context.fillText(caption, x, y - 8);
  }
}

function newContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  const context = canvas.getContext("2d");
  if (context === null) {
    throw new Error("the browser has no 2d canvas");
  }
  return context;
}
