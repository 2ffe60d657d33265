import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import type {
  CheckpointComparison,
  ComparedChannels,
  ComparedColumn,
  ComparedLayer,
  EqualParts,
} from "../../../shared/checkpoint/comparison.ts";
import type { PictureRows } from "../../../shared/checkpoint/snapshot.ts";
import { channelsOf, type LayerChannels } from "../report/channels.ts";
import { comparisonSentence } from "./comparisonSentence.ts";
import { isBoth, matchLayers, type LayerPair } from "./matchLayers.ts";
import { movedOutput } from "./movedOutput.ts";
import { symmetricRows } from "../report/pictures.ts";
import type { ComparedPair } from "./comparedPair.ts";

/** One side of a comparison: a part of a file. */
export interface ComparedSide {
  /** Of the file, or of the part where both sides are of one file. */
  readonly name: string;
  readonly layers: readonly CheckpointLayer[];
}

/** Compares two parts layer by layer. */
export function compareSides(
  a: ComparedSide,
  b: ComparedSide,
  file: string | null,
): { comparison: CheckpointComparison; pairs: readonly ComparedPair[] } {
  const { by, pairs: matched } = matchLayers(a.layers, b.layers);
  const pairs = matched.map((each): ComparedPair => {
    const channels = isBoth(each) ? { a: channelsOf(each.a, null), b: channelsOf(each.b, null) } : null;
    return { ...each, channels, row: rowOf(each, channels) };
  });
  const comparison: CheckpointComparison = {
    ...{ nameA: a.name, nameB: b.name, file, matchedBy: by },
    layers: pairs.map(({ row }) => row),
    pictures: pictures(pairs),
    ...comparisonSentence(pairs),
  };
  return { comparison, pairs };
}

/** The numbers of a layer in both files; null where one lacks it. */
export function comparedChannels({ channels }: ComparedPair): ComparedChannels | null {
  if (channels === null) return null;
  const { a, b } = channels;
  return {
    ...{ gammaA: a.gamma, gammaB: b.gamma, betaA: a.beta, betaB: b.beta, meanA: a.mean, meanB: b.mean },
    ...{ varianceA: a.variance, varianceB: b.variance, eps: a.eps },
  };
}

function rowOf({ a, b }: LayerPair, channels: ComparedPair["channels"]): ComparedLayer {
  const [layer] = [a, b].filter((each) => each !== null);
  const counts = [a?.numBatchesTracked ?? null, b?.numBatchesTracked ?? null];
  return {
    name: layer.name,
    nameB: b?.name ?? null,
    where: a === null ? "b" : b === null ? "a" : "both",
    numFeatures: layer.numFeatures,
    moved: channels === null ? NaN : movedOutput(channels.a, channels.b),
    equal: equalParts(channels),
    batchesApart: counts[0] === null || counts[1] === null ? null : counts[1] - counts[0],
  };
}

function equalParts(channels: ComparedPair["channels"]): EqualParts {
  const isSame = (part: "gamma" | "beta" | "mean" | "variance"): boolean =>
    channels !== null && sameBits(channels.a[part], channels.b[part]);
  return { gamma: isSame("gamma"), beta: isSame("beta"), mean: isSame("mean"), variance: isSame("variance") };
}

/** Whether two lists are the same bit for bit: −0 is not 0, and a NaN is the same NaN. */
function sameBits(a: Float64Array, b: Float64Array): boolean {
  const bits = (values: Float64Array): BigUint64Array => new BigUint64Array(values.slice().buffer);
  const [left, right] = [bits(a), bits(b)];
  return left.length === right.length && left.every((word, i) => word === right[i]);
}

/** What a column draws of each channel. */
export const comparedValue: Readonly<
  Record<ComparedColumn, (a: LayerChannels, b: LayerChannels, c: number) => number>
> = {
  gamma: (a, b, c) => b.gamma[c] - a.gamma[c],
  beta: (a, b, c) => b.beta[c] - a.beta[c],
  mean: (a, b, c) => (b.mean[c] - a.mean[c]) / Math.sqrt(a.variance[c] + a.eps),
  ratio: (a, b, c) => Math.log2((b.variance[c] + b.eps) / (a.variance[c] + a.eps)) / 2,
};

function pictures(pairs: readonly ComparedPair[]): Record<ComparedColumn, PictureRows> {
  const column = (name: ComparedColumn): PictureRows =>
    symmetricRows(
      pairs.map(({ channels }) =>
        channels === null
          ? new Float64Array(0)
          : Float64Array.from({ length: channels.a.numFeatures }, (_, c) =>
              comparedValue[name](channels.a, channels.b, c),
            ),
      ),
    );
  return { gamma: column("gamma"), beta: column("beta"), mean: column("mean"), ratio: column("ratio") };
}
