import { t } from "@vscode/l10n";
import { formatCount } from "../../shared/text/numbers.ts";
import type { OpenedTensor } from "./opened.ts";

/**
 * What a file without batch norm has instead, in one sentence: pairs of a weight and a bias of one axis under the name
 * of a norm keep no statistics, so training and evaluation do the same.
 */
export function otherNorms(tensors: readonly OpenedTensor[]): string {
  if (tensors.length === 0) return t("It holds no tensors at all.");
  const named = (pattern: RegExp): number => layersNamed(tensors, pattern).size;
  const group = named(/group_?norm|\bgn\d*$/i);
  const layer = named(/layer_?norm|\bln(_?\d+|_[a-z]+)?$|(^|[._/])norm\d*$/i);
  if (group > 0) {
    return t(
      "It has {0} GroupNorm layers: weight and bias, no running statistics. They normalize each sample by itself, so training and evaluation do the same.",
      formatCount(group),
    );
  }
  if (layer > 0) {
    return t(
      "It has {0} LayerNorm layers: weight and bias, no running statistics. They normalize each sample by itself, so training and evaluation do the same.",
      formatCount(layer),
    );
  }
  return t("It has {0} tensors, and none is a running mean or variance.", formatCount(tensors.length));
}

function layersNamed(tensors: readonly OpenedTensor[], pattern: RegExp): Set<string> {
  const layers = tensors.flatMap(({ name, shape }) => {
    const cut = Math.max(name.lastIndexOf("."), name.lastIndexOf("/"));
    return cut > 0 && shape.length === 1 && pattern.test(name.slice(0, cut)) ? [name.slice(0, cut)] : [];
  });
  return new Set(layers);
}
