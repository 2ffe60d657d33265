import { quantiles } from "../../../../src/shared/view/quantile.ts";
import type { ChannelColumns, CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import type { Domain } from "../../../../src/shared/view/axis.ts";

/** A channel in decimal logarithms: σ across, |γ| upwards. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly isNegative: boolean;
}

/** |γ| over σ on two log axes, for one layer among the others, or for all. */
export interface Scatter {
  readonly x: Domain;
  readonly y: Domain;
  readonly own: readonly ScatterPoint[];
  readonly others: readonly ScatterPoint[];
  readonly eps: number | null;
  /** Channels with |γ| under the axis: of the layer, and of the others. They are drawn on it. */
  readonly onAxis: { readonly own: number; readonly others: number };
  /** Channels of the layer left of the axis, with σ 0 among them, and those with a number that is not finite. */
  readonly left: readonly number[];
  readonly notFinite: readonly number[];
}

/** |γ| below this is drawn on the axis. */
const lowestGamma = -3;
const room = 0.25;

/** The scatter of the selected layer, or of all where none is. */
export function scatterOf(snapshot: CheckpointSnapshot, selected: number | null, table: ChannelColumns): Scatter {
  const { points, layers } = snapshot;
  const deviations = Float64Array.from(points.deviation, Math.log10);
  const gammas = Float64Array.from(points.gamma, (gamma) => Math.log10(Math.abs(gamma)));
  const eps = selected === null ? commonEps(snapshot) : layers[selected].eps;
  const x = axisOf(deviations, eps === null ? null : Math.log10(eps) / 2);
  const finite = gammas.filter(Number.isFinite);
  const [low, high] = [Math.min(...bounds(finite)), Math.max(...bounds(finite))];
  const y: Domain = { min: Math.max(lowestGamma, Math.floor(low)), max: Math.max(high + room, lowestGamma + 1) };
  const point = (deviation: number, gamma: number): ScatterPoint => ({
    ...{ x: Math.log10(deviation), y: Math.max(Math.log10(Math.abs(gamma)), y.min), isNegative: gamma < 0 },
  });
  const isDrawn = ({ x: at, y: up }: ScatterPoint): boolean => at >= x.min && at <= x.max && !Number.isNaN(up);
  const others: ScatterPoint[] = [];
  const all: ScatterPoint[] = [];
  let onAxis = 0;
  points.layer.forEach((layer, i) => {
    const each = point(points.deviation[i], points.gamma[i]);
    if (!isDrawn(each)) return;
    (selected === null ? all : layer === selected ? [] : others).push(each);
    if (layer !== selected && gammas[i] < y.min) onAxis++;
  });
  const own = Array.from(table.channel, (_, i) => point(Math.sqrt(table.variance[i]), table.gamma[i]));
  const numbersOf = (wanted: (i: number) => boolean): number[] =>
    selected === null
      ? []
      : Array.from(table.channel)
          .filter((_, i) => wanted(i))
          .sort((a, b) => a - b);
  return {
    ...{ x, y, eps, others },
    own: selected === null ? all : own.filter(isDrawn),
    onAxis: {
      own:
        selected === null
          ? onAxis
          : own.filter((each, i) => isDrawn(each) && Math.abs(table.gamma[i]) < 10 ** y.min).length,
      others: selected === null ? 0 : onAxis,
    },
    left: numbersOf((i) => own[i].x < x.min),
    notFinite: numbersOf((i) => !Number.isFinite(table.gamma[i] + table.beta[i] + table.mean[i] + table.variance[i])),
  };
}

/** The ε that all layers have; null where they differ. */
function commonEps({ layers }: CheckpointSnapshot): number | null {
  return layers.every(({ eps }) => eps === layers[0].eps) ? layers[0].eps : null;
}

/** The axis of σ: nearly all channels and √ε, if that is not too far away. */
function axisOf(deviations: Float64Array, rootEps: number | null): Domain {
  const finite = deviations.filter(Number.isFinite);
  if (finite.length === 0) return { min: -3, max: 1 };
  const [low, high] = quantiles(finite, [0.002, 1]);
  const withEps = rootEps !== null && low - rootEps < 4 ? Math.min(low, rootEps - 0.3) : low;
  return { min: withEps - room, max: Math.max(high, withEps + 1) + room };
}

function bounds(values: Float64Array): readonly [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min <= max ? [min, max] : [0, 0];
}
