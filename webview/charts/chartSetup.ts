import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  type ChartOptions,
  type ScaleOptions,
} from "chart.js";
import { formatParameter } from "../../src/shared/text/numbers.ts";
import { axisFontSize, css, type Palette } from "./palette.ts";

// Only what is drawn is bundled: no legend, no tooltip, no bars, no animation.
Chart.register(LineController, ScatterController, LinearScale, LogarithmicScale, PointElement, LineElement, Filler);

export { Chart };

/** What every chart of the page has in common: no motion, no events of its own, data as it is. */
export const commonOptions = {
  animation: false,
  parsing: false,
  normalized: true,
  events: [],
  responsive: true,
  maintainAspectRatio: false,
} satisfies ChartOptions<"line">;

/** A number axis in the theme's colours: faint grid, full line at 0, no tick at the very ends. */
export function numberAxis(
  palette: Palette,
  { grid = true, title = "", skipPadding = 24 } = {},
): ScaleOptions<"linear"> {
  return {
    type: "linear",
    border: { display: true, color: css(palette.zero) },
    grid: {
      display: grid,
      drawTicks: false,
      color: ({ tick }) => css(tick.value === 0 ? palette.zero : palette.grid),
    },
    ticks: {
      includeBounds: false,
      maxRotation: 0,
      autoSkipPadding: skipPadding,
      padding: 6,
      color: css(palette.dimText),
      font: { family: palette.fontFamily, size: axisFontSize },
      // One minus sign on the whole page, that of an exponent too.
      callback: (value) => formatParameter(Number(value)).replaceAll("-", "−"),
    },
    title: {
      display: title !== "",
      text: title,
      color: css(palette.dimText),
      font: { family: palette.fontFamily, size: axisFontSize },
      padding: { top: 2 },
    },
  };
}
