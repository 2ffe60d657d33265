import { t } from "@vscode/l10n";
import { formatCount, formatMeasured } from "../../../shared/text/numbers.ts";
import type { ExaminedLayer, ExaminedNetwork, Rule } from "../types.ts";
import { spreadRatio } from "./expectedSpread.ts";
import { precedingWeights, type PrecedingWeights } from "./precedingWeights.ts";

/** A network's pairs are found once for all of its layers. */
const pairsOf = new WeakMap<ExaminedNetwork, readonly (PrecedingWeights | null)[]>();

function precedingOf(network: ExaminedNetwork, layer: number): PrecedingWeights | null {
  const pairs = pairsOf.get(network) ?? precedingWeights(network);
  pairsOf.set(network, pairs);
  return pairs[layer];
}

/** BN012: the statistics of another input than the one that the layers before it make. */
export const unexpectedSpread: Rule = {
  id: "BN012",
  severity: "warning",
  explain: () =>
    t(
      "The running statistics do not fit the weights before the layer: they may be another network's, or of inputs with another scale. Recalibrate the layer, and compare its file.",
    ),
  checkNetwork: (network, index, { expectedSpread }) => {
    const pair = precedingOf(network, index);
    if (typeof pair?.previousLayer !== "number") return null;
    const { layers } = network;
    const previous = layers[pair.previousLayer];
    const ratio = spreadRatio(layers[index], previous, pair);
    if (ratio === null || !Number.isFinite(ratio)) return null;
    if (ratio <= expectedSpread && ratio >= 1 / expectedSpread) return null;
    return {
      text: t(
        "the running standard deviation is {0} times what {1} and {2} lead to expect (median of the channels)",
        formatMeasured(ratio, 3),
        previous.name,
        pair.weight.name,
      ),
      subject: "runningVar",
    };
  },
};

/** BN013: a layer that is called more than once per step updates its statistics with several distributions. */
export const countsTwice: Rule = {
  id: "BN013",
  severity: "warning",
  explain: () =>
    t(
      "The layer is called several times per training step, so its running statistics mix several inputs and fit none of them. Give each call a layer of its own.",
    ),
  checkNetwork: ({ layers }, index) => {
    const own = layers[index].numBatchesTracked;
    const usual = usualCount(layers);
    if (own === null || usual === null || own <= usual || own % usual !== 0) return null;
    return t(
      "num_batches_tracked is {0}, {1} times the {2} of other layers",
      formatCount(own),
      formatCount(own / usual),
      formatCount(usual),
    );
  },
};

/** BN014: the mean takes the bias away again. */
export const biasBefore: Rule = {
  id: "BN014",
  severity: "info",
  explain: () =>
    t("Batch norm subtracts the mean, and a bias before it with that: it gets no gradient. Leave it out (bias=False)."),
  checkNetwork: (network, index) => {
    const bias = precedingOf(network, index)?.bias;
    return bias ? t("{0} keeps a bias of {1} values", bias.name, formatCount(bias.shape[0] ?? 0)) : null;
  },
};

/** Every layer of a network asks for it. */
const usualCounts = new WeakMap<readonly ExaminedLayer[], number | null>();

/** The count above 0 that most layers share, two at least; null where there is no such count. */
function usualCount(layers: readonly ExaminedLayer[]): number | null {
  const known = usualCounts.get(layers);
  if (known !== undefined) return known;
  const frequency = new Map<number, number>();
  for (const { numBatchesTracked: count } of layers) {
    if (count !== null && count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  }
  const [first] = [...frequency].sort(([a, left], [b, right]) => right - left || a - b);
  const usual = (first as [number, number] | undefined) !== undefined && first[1] >= 2 ? first[0] : null;
  usualCounts.set(layers, usual);
  return usual;
}
