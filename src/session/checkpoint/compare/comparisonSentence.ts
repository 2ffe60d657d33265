import { t } from "@vscode/l10n";
import type { CheckpointComparison, EqualParts } from "../../../shared/checkpoint/comparison.ts";
import { formatCount, formatSignificant } from "../../../shared/text/numbers.ts";
import type { LayerChannels } from "../report/channels.ts";
import type { ComparedPair } from "./comparedPair.ts";
import { largestTerm } from "./movedOutput.ts";

type Told = Pick<CheckpointComparison, "sentence" | "advice" | "code">;

/** A layer that both files have. */
interface Pair {
  readonly row: ComparedPair["row"];
  readonly a: LayerChannels;
  readonly b: LayerChannels;
}

/** Numbers that were written in float32, or averaged, agree this well where they are the same. */
const sameShare = 0.01;

/** What happened between two files, by the first case that fits. */
export function comparisonSentence(compared: readonly ComparedPair[]): Told {
  const pairs = compared.flatMap(({ row, channels }): Pair[] => (channels === null ? [] : [{ row, ...channels }]));
  const told = (sentence: string, advice = "", code = ""): Told => ({ sentence, advice, code });
  if (pairs.length === 0) return told(t("The files have no batch norm layer in common."));
  const all = (is: (equal: EqualParts) => boolean): boolean => pairs.every(({ row }) => is(row.equal));
  if (all((equal) => hasSameAffine(equal) && hasSameStatistics(equal))) {
    return told(
      compared.length === pairs.length
        ? t("The files have the same batch norm layers, to the bit.")
        : t("The layers that both files have are the same, to the bit."),
    );
  }
  const frozen = pairs.filter(({ row: { equal } }) => hasSameAffine(equal) && !hasSameStatistics(equal));
  if (frozen.length > 0) return notFrozen(frozen, pairs);
  if (all((equal) => hasSameStatistics(equal) && !hasSameAffine(equal))) return copiedBuffers(pairs);
  if (pairs.every(isSwapped)) {
    return told(
      t(
        "The running mean of B is the running variance of A and the reverse, in all layers: one file has them **swapped**.",
      ),
      t(
        "A conversion wrote one under the other's name. A variance is never below 0: the file that has such numbers there is wrong.",
      ),
    );
  }
  const factor = commonFactor(pairs);
  if (factor !== null) {
    return told(
      t(
        "Every running σ of B is {0} times that of A: the input of the layers is **scaled by {0}**.",
        formatSignificant(factor, 3),
      ),
      t("Were inputs divided by 255, or normalized, for one of the two and not for the other?"),
    );
  }
  return told(moved(pairs));
}

function hasSameAffine({ gamma, beta }: EqualParts): boolean {
  return gamma && beta;
}

function hasSameStatistics({ mean, variance }: EqualParts): boolean {
  return mean && variance;
}

function notFrozen(frozen: readonly Pair[], pairs: readonly Pair[]): Told {
  const [most] = byMoved(frozen);
  const trained = pairs.filter((pair) => !frozen.includes(pair));
  const isMost = trained.every(({ row }) => row.moved <= most.row.moved);
  const moves = t("**{0}** alone moves its output by {1} σ", most.row.name, formatSignificant(most.row.moved, 3));
  if (trained.length === 0) {
    return {
      sentence: `${t("γ and β of all layers are equal to the bit; only the running statistics moved.")} ${moves}.`,
      advice: "",
      code: "",
    };
  }
  const count =
    frozen.length === 1
      ? t(
          "γ and β of one layer are equal to the bit, but its running statistics moved: the frozen part is **not frozen**.",
        )
      : t(
          "γ and β of {0} layers are equal to the bit, but their running statistics moved: the frozen part is **not frozen**.",
          formatCount(frozen.length),
        );
  const apart = frozen.find(({ row }) => (row.batchesApart ?? 0) > 0)?.row.batchesApart ?? null;
  const counters = apart === null ? "" : `${t("Their batch counters rose by {0}.", formatCount(apart))} `;
  const names = frozen.map(({ row }) => `    ${JSON.stringify(row.name)},`);
  return {
    sentence: `${count} ${isMost ? t("{0}, more than any layer that was trained.", moves) : `${moves}.`}`,
    advice: `${counters}${t("requires_grad = False stops γ and β, not the statistics. Call .eval() on these layers, after every model.train().")}`,
    code: [
      "frozen = [",
      ...names,
      "]",
      "",
      "model.train()",
      "for name in frozen:",
      "    model.get_submodule(name).eval()",
      "",
    ].join("\n"),
  };
}

function copiedBuffers(pairs: readonly Pair[]): Told {
  const largest = Math.max(
    ...pairs.flatMap(({ a, b }) => [
      ...a.gamma.map((value, c) => Math.abs(value - b.gamma[c])),
      ...a.beta.map((value, c) => Math.abs(value - b.beta[c])),
    ]),
  );
  return {
    sentence: t(
      "γ and β are averaged (they differ by up to {0}), but all running means and variances are the model’s own, equal to the bit: the average of the weights is used with **statistics of other weights**.",
      formatSignificant(largest, 2),
    ),
    advice: t(
      "EMA code that averages parameters() and copies buffers() does this. Recalibrate the averaged model (torch.optim.swa_utils.update_bn) or average the buffers too.",
    ),
    code: "torch.optim.swa_utils.update_bn(train_loader, ema_model, device=device)\n",
  };
}

function isSwapped({ a, b }: Pair): boolean {
  const isNear = (left: Float64Array, right: Float64Array): boolean =>
    left.every((value, c) => Math.abs(value - right[c]) <= sameShare * Math.max(Math.abs(value), 1e-6));
  return isNear(a.mean, b.variance) && isNear(a.variance, b.mean) && !isNear(a.mean, b.mean);
}

/** The ratio of σ that all channels share; null where they do not, or where it is 1. */
function commonFactor(pairs: readonly Pair[]): number | null {
  const ratios = pairs.flatMap(({ a, b }) => Array.from(a.variance, (value, c) => Math.sqrt(b.variance[c] / value)));
  const middle = medianOf(ratios);
  const isCommon = ratios.every((ratio) => Math.abs(ratio / middle - 1) <= sameShare);
  return isCommon && Math.abs(middle - 1) > sameShare ? middle : null;
}

function moved(pairs: readonly Pair[]): string {
  const order = byMoved(pairs);
  const [most] = order;
  const num = pairs.filter(({ row }) => row.moved > 0).length;
  const count =
    num < pairs.length
      ? t("{0} of {1} layers moved.", formatCount(num), formatCount(pairs.length))
      : t("All {0} layers moved.", formatCount(num));
  const why = t(
    "**{0}** moved most: given an input with A’s statistics, its output would differ by {1} of its σ, chiefly because {2}.",
    ...[most.row.name, formatSignificant(most.row.moved, 3), reason(most)],
  );
  const least = order[order.length - 1];
  const end =
    order.length < 3
      ? ""
      : ` ${t("**{0}** moved least, {1} σ.", least.row.name, formatSignificant(least.row.moved, 3))}`;
  return pairs.length === 1 ? why : `${count} ${why}${end}`;
}

/** The largest single term in words. */
function reason({ a, b }: Pair): string {
  switch (largestTerm(a, b)) {
    case "gamma": {
      const ratio = medianOf(Array.from(a.gamma, (value, c) => Math.abs(b.gamma[c] / value)));
      return ratio < 1
        ? t("its γ fell to {0} of A’s", formatSignificant(ratio, 2))
        : t("its γ rose to {0} times A’s", formatSignificant(ratio, 2));
    }
    case "beta":
      return t(
        "its β moved by {0}",
        formatSignificant(medianOf(Array.from(a.beta, (value, c) => Math.abs(b.beta[c] - value))), 2),
      );
    case "mean": {
      const shifts = Array.from(a.mean, (value, c) => Math.abs(b.mean[c] - value) / Math.sqrt(a.variance[c] + a.eps));
      return t("its running mean moved by {0} σ", formatSignificant(medianOf(shifts), 2));
    }
    case "variance": {
      const ratio = medianOf(
        Array.from(a.variance, (value, c) => Math.sqrt((b.variance[c] + b.eps) / (value + a.eps))),
      );
      return ratio < 1
        ? t("its running σ fell to {0} of A’s", formatSignificant(ratio, 2))
        : t("its running σ rose to {0} times A’s", formatSignificant(ratio, 2));
    }
  }
}

/** Most first; what cannot be told last. */
function byMoved(pairs: readonly Pair[]): Pair[] {
  const value = ({ row }: Pair): number => (Number.isNaN(row.moved) ? -1 : row.moved);
  return [...pairs].sort((left, right) => value(right) - value(left));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? NaN) + sorted[middle]) / 2;
}
