import { Chart } from "./chartSetup.ts";
import { axisFontSize, type Color, css, type Palette } from "./palette.ts";
import { recordSvg } from "./svgRecording.ts";

/** A chart of the page with what stands above it. */
export interface Figure {
  readonly canvas: HTMLCanvasElement;
  readonly heading?: string;
  readonly caption?: string;
  /** What its axes mean, below it. */
  readonly axis?: string;
  /** Changes the chart for a picture of its own, in which no element of the page lies over it; returns what undoes that. */
  readonly prepare?: () => () => void;
}

/** A series of the charts, and how it is drawn. */
export interface LegendEntry {
  readonly label: string;
  readonly color: Color;
  readonly dash?: readonly number[];
}

/** What a picture says of itself, for who has nothing but it. */
export interface PictureTitle {
  /** File and feature. */
  readonly title: string;
  /** How the numbers came about. */
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
}

interface Placed extends Figure {
  readonly x: number;
  readonly y: number;
}

/** Room around the charts, above a chart for its heading and caption, and below it for what its axes mean. */
const margin = 16;
const headHeight = 38;
const axisHeight = 18;
/** Height of a line of the title, and of the legend. */
const lineHeight = 18;
/** Pictures are sharp on a screen of this many pixels for each one of CSS, and in print. */
export const pictureRatio = 2;

/** Charts as one PNG, beside and below each other as on the page, on the theme's background, at two pixels for one. */
export async function figuresPng(
  figures: readonly Figure[],
  palette: Palette,
  title: PictureTitle | null = null,
): Promise<Uint8Array> {
  const ratio = Math.max(pictureRatio, devicePixelRatio || 1);
  const { placed, width, height } = arrange(figures, title);
  const context = newContext(width * ratio, height * ratio);
  context.scale(ratio, ratio);
  drawFrame(context, placed, palette, [width, height], title);
  for (const { canvas, x, y, prepare } of placed) {
    const [shownWidth, shownHeight] = [canvas.clientWidth, canvas.clientHeight];
    const restore = prepare?.();
    const restoreRatio = sharpen(canvas, ratio);
    context.drawImage(canvas, x, y, shownWidth, shownHeight);
    restoreRatio();
    restore?.();
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    context.canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) {
    throw new Error("the picture could not be encoded");
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** Draws a chart anew with so many pixels for one of CSS; returns what makes it the page's again. */
function sharpen(canvas: HTMLCanvasElement, ratio: number): () => void {
  const chart = Chart.getChart(canvas);
  if (chart === undefined) return () => undefined;
  const own = chart.options.devicePixelRatio;
  const draw = (given: number | undefined): void => {
    if (given === undefined) delete chart.options.devicePixelRatio;
    else chart.options.devicePixelRatio = given;
    chart.resize();
    chart.update("none");
  };
  draw(ratio);
  return () => {
    draw(own);
  };
}

/** The same picture as an SVG: every chart draws itself once more, and what it draws is recorded. */
export function figuresSvg(figures: readonly Figure[], palette: Palette, title: PictureTitle | null = null): string {
  const { placed, width, height } = arrange(figures, title);
  const context = newContext(1, 1);
  const frame = recordSvg(context, () => {
    drawFrame(context, placed, palette, [width, height], title);
  });
  const charts = placed.map(({ canvas, x, y, prepare }) => {
    const chart = Chart.getChart(canvas);
    if (chart === undefined) {
      return "";
    }
    const update = (): void => {
      chart.update("none");
    };
    const restore = prepare?.();
    const drawn = recordSvg(chart.ctx, update);
    restore?.();
    // The recording left the canvas blank, and paths in the chart that a canvas cannot draw.
    update();
    return `<g transform="translate(${x} ${y})">${drawn}</g>`;
  });
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  // A canvas keeps corners pointed to ten times the line's width, an SVG only to four.
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} stroke-miterlimit="10">${frame}${charts.join("")}</svg>\n`;
}

/** Rows and columns as on the page, whatever stands between the charts there. */
function arrange(
  figures: readonly Figure[],
  title: PictureTitle | null,
): { placed: Placed[]; width: number; height: number } {
  const boxes = figures.map((figure) => ({ figure, box: figure.canvas.getBoundingClientRect() }));
  const left = Math.min(...boxes.map(({ box }) => box.left));
  const placed: Placed[] = [];
  const titleHeight = title === null ? 0 : margin / 2 + lineHeight * (2 + Number(title.legend.length > 0));
  let [y, rowTop, width, height] = [margin, NaN, 0, titleHeight];
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
    height = Math.max(height, top + canvas.clientHeight + (figure.axis === undefined ? 0 : axisHeight));
  }
  return { placed, width, height: height + margin };
}

function drawFrame(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  palette: Palette,
  [width, height]: readonly [width: number, height: number],
  title: PictureTitle | null,
): void {
  context.fillStyle = css(palette.background);
  context.fillRect(0, 0, width, height);
  const write = (text: string, x: number, y: number, isHeading: boolean): void => {
    if (text === "") return;
    context.font = `${isHeading ? `bold ${axisFontSize + 2}` : axisFontSize}px ${palette.fontFamily}`;
    context.fillStyle = css(isHeading ? palette.text : palette.dimText);
    context.fillText(text, x, y);
  };
  if (title !== null) {
    write(title.title, margin, margin + lineHeight / 2, true);
    write(title.subtitle, margin, margin + lineHeight * 1.5, false);
    drawLegend(context, title.legend, palette, margin + lineHeight * 2.5);
  }
  for (const { canvas, x, y, heading = "", caption = "", axis = "" } of placed) {
    write(heading, x, y - 23, true);
    write(caption, x, y - 8, false);
    write(axis, x, y + canvas.clientHeight + 13, false);
  }
}

/** Lines in the colours of the series, each with its name behind it. */
function drawLegend(
  context: CanvasRenderingContext2D,
  legend: readonly LegendEntry[],
  palette: Palette,
  baseline: number,
): void {
  const sample = 22;
  let x = margin;
  context.font = `${axisFontSize}px ${palette.fontFamily}`;
  context.lineWidth = 2;
  for (const { label, color, dash = [] } of legend) {
    context.strokeStyle = css(color);
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(x, baseline - 4);
    context.lineTo(x + sample, baseline - 4);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = css(palette.text);
    context.fillText(label, x + sample + 6, baseline);
    x += sample + 6 + context.measureText(label).width + 18;
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
