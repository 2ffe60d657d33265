import { t } from "@vscode/l10n";
import { otherNormKind, saysNorm, type OtherKind } from "../../../documents/layers/otherNorms.ts";
import { formatCount } from "../../../shared/text/numbers.ts";
import type { OpenedTensor } from "../../compute/checkpointRequests.ts";

/**
 * What a file without batch norm has instead, in one sentence: a weight of one axis under the name of a norm keeps no
 * statistics, so training and evaluation do the same. Of several kinds the one with most layers is named.
 */
export function otherNorms(tensors: readonly OpenedTensor[]): string {
  if (tensors.length === 0) return t("It holds no tensors at all.");
  const counts = new Map<OtherKind, number>();
  for (const [layer, numLists] of listsByLayer(tensors)) {
    const named = kindOf(layer);
    // "input_layernorm" of a language model is an RMS norm where it has no bias.
    const kind = named === "layer" && numLists === 1 ? "rms" : named;
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const most = [...counts].sort(([, a], [, b]) => b - a).at(0);
  if (most === undefined) {
    return t("It has {0} tensors, and none is a running mean or variance.", formatCount(tensors.length));
  }
  const [kind, count] = most;
  return sentences[kind](formatCount(count));
}

const sentences: Readonly<Record<OtherKind, (count: string) => string>> = {
  group: (count) =>
    t(
      "It has {0} GroupNorm layers: weight and bias, no running statistics. They normalize each sample by itself, so training and evaluation do the same.",
      count,
    ),
  layer: (count) =>
    t(
      "It has {0} LayerNorm layers: weight and bias, no running statistics. They normalize each sample by itself, so training and evaluation do the same.",
      count,
    ),
  rms: (count) =>
    t(
      "It has {0} RMSNorm layers: a weight, no running statistics. They scale each sample by itself, so training and evaluation do the same.",
      count,
    ),
  instance: (count) =>
    t(
      "It has {0} InstanceNorm layers. They normalize each channel of a sample by itself, so they are no batch norm.",
      count,
    ),
};

/** The kind that a name says; "norm1" without more is that of a layer norm as a rule. */
function kindOf(layer: string): OtherKind | null {
  return otherNormKind(layer, false) ?? (saysNorm(layer.split(/[./]/).at(-1) ?? "") ? "layer" : null);
}

/** Names of layers with the number of their lists. */
function listsByLayer(tensors: readonly OpenedTensor[]): Map<string, number> {
  const numLists = new Map<string, number>();
  for (const { name, shape } of tensors) {
    const cut = Math.max(name.lastIndexOf("."), name.lastIndexOf("/"));
    if (cut <= 0 || shape.length !== 1) continue;
    const layer = name.slice(0, cut);
    numLists.set(layer, (numLists.get(layer) ?? 0) + 1);
  }
  return numLists;
}
