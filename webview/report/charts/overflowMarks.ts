import type { Plugin } from "chart.js";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { axisFontSize, css } from "../../charts/palette.ts";
import type { DistributionBase, SeriesName } from "./distributionBase.ts";
import type { DistributionOutput } from "./distributionModel.ts";
import type { LanesState } from "./lanes.ts";

/** Height of a mark in pixels, and its distance from the last bin. */
const height = 22;
const gap = 4;

/** Where values lie beyond the bins of a series: at which end, and how many. */
interface Beyond {
  readonly series: Exclude<SeriesName, "reference">;
  readonly at: number;
  readonly side: -1 | 1;
  readonly count: number;
}

/** The ends beyond which values of the shown series lie; of series that lie on each other the first stands for all. */
export function beyondEnds(base: DistributionBase, output: DistributionOutput): Beyond[] {
  if (base.view.showAll) return [];
  const isMirrored = output.gamma < 0;
  const isSame = output.gamma === 1 && output.beta === 0 && !base.view.hidden.includes("normalized");
  const isOnInput = base.feature >= 0 && base.axes === "own" && !base.view.hidden.includes("input");
  const { inputHistogram: x, normalizedHistogram: normalized } = base;
  const ends = (
    series: Beyond["series"],
    { start, end }: { readonly start: number; readonly end: number },
    [below, above]: readonly [number, number],
  ): Beyond[] => [
    { series, at: start, side: -1, count: below },
    { series, at: end, side: 1, count: above },
  ];
  const all = [
    ...ends("input", base.inputOutline, [x.below, x.above]),
    ...(isOnInput ? [] : ends("normalized", base.normalizedOutline, [normalized.below, normalized.above])),
    ...(isSame
      ? []
      : ends(
          "output",
          output.outputOutline,
          isMirrored ? [normalized.above, normalized.below] : [normalized.below, normalized.above],
        )),
  ];
  return all.filter(({ series, at, count }) => count > 0 && Number.isFinite(at) && !base.view.hidden.includes(series));
}

/** Dashes beside the last bin of a series where values lie beyond it, with their number. */
export function overflowPlugin(state: LanesState): Plugin<"line"> {
  return {
    id: "overflow",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { base, output, palette } = state;
      if (base === null || output === null || chartArea.bottom - chartArea.top < 2 * height) return;
      ctx.save();
      ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
      ctx.textBaseline = "bottom";
      ctx.lineWidth = 1.5;
      ctx.setLineDash([2, 2]);
      for (const { series, at, side, count } of beyondEnds(base, output)) {
        const axis = scales[series === "input" && base.axes === "own" ? "top" : "x"];
        const x = Math.round(axis.getPixelForValue(at)) + side * gap;
        ctx.strokeStyle = css(palette[series]);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.bottom);
        ctx.lineTo(x, chartArea.bottom - height);
        ctx.stroke();
        const text = side < 0 ? `◂ ${formatCount(count)}` : `${formatCount(count)} ▸`;
        const left = side < 0 ? x - ctx.measureText(text).width : x;
        const room = chartArea.right - ctx.measureText(text).width;
        ctx.fillStyle = css(palette.dimText);
        ctx.fillText(text, Math.min(Math.max(left, chartArea.left), room), chartArea.bottom - height);
      }
      ctx.restore();
    },
  };
}
