import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { featureSource, pooledSource } from "./distributionSource.ts";
import { pooledOutput } from "./pooledOutput.ts";
import { joinBins, normalCurve, type Outline, outline, spike, totalCount } from "./outline.ts";
import type { DistributionBase, DistributionView, Range, SeriesName, Spread } from "./distributionBase.ts";

/** What follows γ and β. */
export interface DistributionOutput {
  readonly gamma: number;
  readonly beta: number;
  readonly output: Spread;
  readonly outputOutline: Outline;
  /** The bottom axis, and the top one where x has its own. */
  readonly bottom: Range;
  readonly top: Range | null;
  readonly peak: number;
}

const referenceReach = 3.5;

/** Width of a bar for values on a coarse grid, in their standard deviations. */
const barSigmas = 0.35;

/** Everything of the chart that does not depend on γ and β, for one feature or (−1) all of them. */
export function distributionBase(snapshot: ReportSnapshot, feature: number, view: DistributionView): DistributionBase {
  const source = feature < 0 ? pooledSource(snapshot) : featureSource(snapshot, feature);
  const automatic = chooseAxes(source.input, feature < 0 ? pooledTolerance : 1);
  const axes = Number.isFinite(source.center) ? (view.axes ?? automatic) : "one";
  const inputHistogram = joinBins(source.inputHistogram, view.binFactor);
  const normalizedHistogram = joinBins(source.normalizedHistogram, view.binFactor);
  const { height } = view;
  // On its own axis x is drawn per standard deviation, so that it coincides with x̂.
  const heightFactor = axes === "own" && height === "density" ? source.scale : 1;
  const inputOutline = source.isConstant
    ? spike(source.input.mean)
    : scaleHeights(
        outline(inputHistogram, {
          height,
          barWidth: barWidthOf(source.input),
          ends: view.showAll ? source.inputRange : undefined,
        }),
        heightFactor,
      );
  const normalizedOutline = source.isConstant
    ? spike(source.normalized.mean)
    : outline(normalizedHistogram, {
        height,
        barWidth: barWidthOf(source.normalized),
        ends: view.showAll ? source.normalizedRange : undefined,
      });
  const referenceFactor = height === "count" ? totalCount(normalizedHistogram) * normalizedHistogram.width : 1;
  const beyond = Math.max(...[inputHistogram, normalizedHistogram].map(({ below, above }) => below + above));
  const { infinite } = snapshot.features;
  const notDrawn = feature < 0 ? infinite.reduce((sum, count) => sum + count, 0) : infinite[feature];
  return {
    ...source,
    view,
    axes,
    inputHistogram,
    normalizedHistogram,
    inputOutline,
    normalizedOutline,
    reference: source.isConstant && height === "count" ? [] : normalCurve(-4, 4, referenceFactor),
    beyond: Math.max(0, beyond - notDrawn),
  };
}

/** How the axes behave while γ or β is dragged: they keep what they hold, or stand still under a handle. */
export interface AxisHold {
  readonly bottom: Range;
  readonly still: boolean;
}

/** y's outline, its spread and the axes that hold everything shown. */
export function distributionOutput(
  base: DistributionBase,
  snapshot: ReportSnapshot,
  gammas: Float64Array,
  betas: Float64Array,
  hold: AxisHold | null = null,
): DistributionOutput {
  const { feature, view } = base;
  const gamma = feature < 0 ? commonValue(gammas) : gammas[feature];
  const beta = feature < 0 ? commonValue(betas) : betas[feature];
  const { spread: output, outline: outputOutline } = outputOf(base, snapshot, gammas, betas, gamma, beta);
  const visible = (name: SeriesName): boolean => !view.hidden.includes(name);
  const extents: Range[] = [];
  const peaks: number[] = [];
  if (visible("reference")) {
    extents.push({ min: -referenceReach, max: referenceReach });
    peaks.push(...base.reference.map((point) => point.y));
  }
  if (visible("normalized")) {
    extents.push(extentOf(base.normalizedOutline, base.normalized, feature));
    peaks.push(base.normalizedOutline.peak);
  }
  if (visible("output")) {
    extents.push(extentOf(outputOutline, output, feature));
    peaks.push(outputOutline.peak);
  }
  if (visible("input")) {
    const own = extentOf(base.inputOutline, base.input, feature);
    extents.push(base.axes === "one" ? own : toNormalized(own, base));
    peaks.push(base.inputOutline.peak);
  }
  const fitting = pad(union(extents));
  const bottom = hold === null ? fitting : hold.still ? hold.bottom : union([hold.bottom, fitting]);
  return {
    gamma,
    beta,
    output,
    outputOutline,
    bottom,
    top: base.axes === "own" ? toInput(bottom, base) : null,
    peak: Math.max(0, ...peaks.filter(Number.isFinite)) || 1,
  };
}

/** One value for all features, or NaN where they differ. */
export function commonValue(values: Float64Array): number {
  const first = values.length > 0 ? values[0] : NaN;
  return values.every((value) => value === first) ? first : NaN;
}

/** All features together have no axis of x that is x̂'s renamed: they stay on one axis longer. */
const pooledTolerance = 4;

/** x gets its own axis where its values and the normalized ones would leave each other no room on one. */
export function chooseAxes({ mean, deviation }: Spread, tolerance = 1): "one" | "own" {
  if (!Number.isFinite(mean) || !Number.isFinite(deviation)) {
    // An infinite value leaves no mean: there is no axis of x̂ beside that of x.
    return "one";
  }
  const isReadable = deviation <= 5 * tolerance && deviation >= 0.2 / tolerance && Math.abs(mean) <= 10 * tolerance;
  return isReadable ? "one" : "own";
}

function outputOf(
  base: DistributionBase,
  snapshot: ReportSnapshot,
  gammas: Float64Array,
  betas: Float64Array,
  gamma: number,
  beta: number,
): { spread: Spread; outline: Outline } {
  const { height } = base.view;
  if (base.feature < 0 && (Number.isNaN(gamma) || Number.isNaN(beta))) {
    const pooled = pooledOutput(snapshot, gammas, betas, base.normalizedHistogram.counts.length);
    return {
      spread: { mean: pooled.mean, deviation: Math.sqrt(pooled.variance) },
      outline: outline(joinBins(pooled.histogram, 1), { height }),
    };
  }
  const { mean, deviation } = base.normalized;
  return {
    spread: { mean: gamma * mean + beta, deviation: Math.abs(gamma) * deviation },
    outline: base.isConstant
      ? spike(gamma * mean + beta)
      : outline(base.normalizedHistogram, {
          scale: gamma,
          shift: beta,
          height,
          barWidth: barWidthOf(base.normalized),
          ends: base.view.showAll ? base.normalizedRange : undefined,
        }),
  };
}

/** How wide bars may be: not at all limited where the values have no standard deviation. */
function barWidthOf({ deviation }: Spread): number {
  return Number.isFinite(deviation) ? barSigmas * deviation : Infinity;
}

function scaleHeights(shape: Outline, factor: number): Outline {
  return factor === 1
    ? shape
    : { ...shape, peak: shape.peak * factor, points: shape.points.map(({ x, y }) => ({ x, y: y * factor })) };
}

function edges({ start, end }: Outline): Range {
  return { min: start, max: end };
}

/** What a series needs of the axis: its outline, and for one feature its lane. */
function extentOf(shape: Outline, { mean, deviation }: Spread, feature: number): Range {
  return feature < 0 ? edges(shape) : union([edges(shape), { min: mean - deviation, max: mean + deviation }]);
}

function toNormalized({ min, max }: Range, { center, scale }: DistributionBase): Range {
  return { min: (min - center) / scale, max: (max - center) / scale };
}

function toInput({ min, max }: Range, { center, scale }: DistributionBase): Range {
  return { min: min * scale + center, max: max * scale + center };
}

function union(ranges: readonly Range[]): Range {
  let min = Infinity;
  let max = -Infinity;
  for (const range of ranges) {
    min = range.min < min && Number.isFinite(range.min) ? range.min : min;
    max = range.max > max && Number.isFinite(range.max) ? range.max : max;
  }
  return min <= max ? { min, max } : { min: -referenceReach, max: referenceReach };
}

/** A little room at the ends; a range of no width gets one around its value. */
function pad({ min, max }: Range): Range {
  const room = max > min ? (max - min) * 0.02 : Math.max(1, Math.abs(min) * 0.1);
  return { min: min - room, max: max + room };
}
