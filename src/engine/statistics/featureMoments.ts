import { resolveChannelLayout } from "../batchNorm/channelLayout.ts";
import type { Moments, MomentsOptions } from "./moments.ts";
import { correctedSquares } from "../batchNorm/shifting.ts";
import type { Tensor } from "../tensor.ts";

/** The moments of every feature of a tensor: the fields of `Moments`, each an array with one entry per feature. */
export type FeatureMoments = { readonly [Field in keyof Moments]: Float64Array };

/**
 * Moments of every feature, by `moments` on its values; 10,000 features cost no more than their values.
 *
 * **Shapes**: as `resolveChannelLayout` accepts; axes of length 0 give counts of 0.
 *
 * @throws EngineError SHAPE_MISMATCH
 * @example
 * featureMoments({ data: Float64Array.of(1, 10, 3, 20), shape: [2, 2] }, 1).mean // [2, 15]
 */
export function featureMoments(
  tensor: Tensor,
  channelAxis: number,
  { ignoreNaN = false }: MomentsOptions = {},
): FeatureMoments {
  const { outer, channels, inner, valuesPerChannel } = resolveChannelLayout("featureMoments", tensor, channelAxis);
  const { data } = tensor;
  const filled = (value: number) => new Float64Array(channels).fill(value);
  const [min, max, shift] = [filled(NaN), filled(NaN), filled(NaN)];
  const [nanCount, infiniteCount, mean, m2, remainder] = [filled(0), filled(0), filled(0), filled(0), filled(0)];

  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < inner; i++, k++) {
        const value = data[k];
        if (Number.isNaN(value)) {
          nanCount[c]++;
          continue;
        }
        if (!(value >= min[c])) min[c] = value;
        if (!(value <= max[c])) max[c] = value;
        if (!Number.isFinite(value)) infiniteCount[c]++;
        else if (Number.isNaN(shift[c])) shift[c] = value;
      }
    }
  }
  const count = nanCount.map((numNaN) => valuesPerChannel - (ignoreNaN ? numNaN : 0));
  shift.forEach((value, c) => (shift[c] = Number.isNaN(value) ? 0 : value));

  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < inner; i++, k++) {
        const deviation = data[k] - shift[c];
        if (!ignoreNaN || !Number.isNaN(deviation)) mean[c] += deviation;
      }
    }
  }
  mean.forEach((sum, c) => (mean[c] = count[c] === 0 ? NaN : shift[c] + sum / count[c]));

  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < inner; i++, k++) {
        const value = data[k];
        if (ignoreNaN && Number.isNaN(value)) continue;
        const deviation = value - mean[c];
        m2[c] += deviation * deviation;
        remainder[c] += deviation;
      }
    }
  }
  m2.forEach((squares, c) => (m2[c] = count[c] === 0 ? 0 : correctedSquares(squares, remainder[c], count[c])));
  const variance = m2.map((squares, c) => squares / count[c]);
  return { count, mean, variance, m2, min, max, nanCount, infiniteCount };
}
