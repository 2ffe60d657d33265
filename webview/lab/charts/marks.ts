import type { Chart, Plugin } from "chart.js";
import { axisFontSize, css, withAlpha } from "../../charts/palette.ts";
import { type ChartState, roleColor } from "./chartState.ts";

const cross = 4;

/** Draws what is no line: the guide, the marks, the labels at the lines' ends and the crosshair. */
export function marksPlugin(state: ChartState): Plugin<"line"> {
  return {
    id: "marks",
    beforeDatasetsDraw(chart) {
      if (hasScales(chart)) drawGuide(chart, state);
    },
    afterDatasetsDraw(chart) {
      if (!hasScales(chart)) return;
      drawRanges(chart, state);
      drawMarks(chart, state);
      drawEndLabels(chart, state);
      drawCrosshair(chart, state);
    },
  };
}

/** A chart that has just been made draws itself once before it is told what to show. */
function hasScales({ scales }: Chart): boolean {
  return "x" in scales && "y" in scales;
}

function drawGuide({ ctx, chartArea, scales }: Chart, { model, palette }: ChartState): void {
  if (model.guide === undefined) return;
  const y = Math.round(scales["y"].getPixelForValue(model.guide.y)) + 0.5;
  if (!(y >= chartArea.top && y <= chartArea.bottom)) return;
  ctx.save();
  ctx.strokeStyle = css(withAlpha(palette.reference, 0.5));
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
  ctx.stroke();
  ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
  ctx.fillStyle = css(palette.dimText);
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  ctx.fillText(model.guide.label, chartArea.right - 2, y - 2);
  ctx.restore();
}

/** The range over seeds of cases side by side. */
function drawRanges({ ctx, chartArea, scales }: Chart, { model, palette }: ChartState): void {
  ctx.save();
  ctx.lineWidth = 2;
  for (const { dots, role, low = [], high = [] } of model.lines) {
    if (dots !== "only") continue;
    ctx.strokeStyle = css(roleColor(role, palette));
    low.forEach(({ x, y }, k) => {
      if (!Number.isFinite(y)) return;
      const at = (value: number): number =>
        Math.min(chartArea.bottom, Math.max(chartArea.top, scales["y"].getPixelForValue(value)));
      const left = scales["x"].getPixelForValue(x);
      ctx.beginPath();
      ctx.moveTo(left, at(y));
      ctx.lineTo(left, at(high[k].y));
      ctx.stroke();
    });
  }
  ctx.restore();
}

function drawMarks({ ctx, chartArea, scales }: Chart, { model, palette }: ChartState): void {
  ctx.save();
  ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
  for (const mark of model.marks) {
    const x = scales["x"].getPixelForValue(mark.x);
    const y = Math.min(chartArea.bottom, Math.max(chartArea.top + 2, scales["y"].getPixelForValue(mark.y)));
    ctx.strokeStyle = ctx.fillStyle = css(roleColor(mark.role, palette));
    ctx.lineWidth = 2;
    ctx.beginPath();
    if (mark.shape === "cross") {
      ctx.moveTo(x - cross, y - cross);
      ctx.lineTo(x + cross, y + cross);
      ctx.moveTo(x + cross, y - cross);
      ctx.lineTo(x - cross, y + cross);
      ctx.stroke();
    } else {
      ctx.arc(x, y, 3, 0, 2 * Math.PI);
      ctx.fill();
    }
    if (mark.shape === "drop") {
      ctx.lineWidth = 1.5;
      ctx.setLineDash([2, 2]);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    if (mark.label !== "") {
      const isRight = x + 8 + ctx.measureText(mark.label).width < chartArea.right;
      ctx.textAlign = isRight ? "left" : "right";
      ctx.textBaseline = "top";
      ctx.fillStyle = css(palette.text);
      ctx.fillText(mark.label, x + (isRight ? 6 : -6), y + 3);
    }
  }
  ctx.restore();
}

/** Labels at the lines' last points, moved apart where they would lie on one another. */
function drawEndLabels({ ctx, chartArea, scales }: Chart, { model, palette }: ChartState): void {
  const labels = model.lines
    .flatMap((line) => {
      const end = line.points.filter(({ y }) => Number.isFinite(y)).at(-1);
      return line.label === undefined || end === undefined
        ? []
        : [
            {
              role: line.role,
              text: line.label,
              x: scales["x"].getPixelForValue(end.x),
              y: scales["y"].getPixelForValue(end.y),
            },
          ];
    })
    .sort((a, b) => a.y - b.y);
  ctx.save();
  ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
  ctx.textBaseline = "middle";
  let last = -Infinity;
  for (const { role, text, x, y } of labels) {
    last = Math.max(Math.min(chartArea.bottom, Math.max(chartArea.top, y)), last + axisFontSize);
    ctx.fillStyle = css(roleColor(role, palette));
    ctx.fillText(text, x + 5, last);
  }
  ctx.restore();
}

function drawCrosshair({ ctx, chartArea, scales }: Chart, { model, palette }: ChartState): void {
  if (model.crosshair === null) return;
  const x = Math.round(scales["x"].getPixelForValue(model.crosshair)) + 0.5;
  ctx.save();
  ctx.strokeStyle = css(withAlpha(palette.reference, 0.75));
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}
