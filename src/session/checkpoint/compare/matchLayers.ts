import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";

export interface LayerPair {
  readonly a: CheckpointLayer | null;
  readonly b: CheckpointLayer | null;
}

export interface MatchedLayers {
  readonly by: "name" | "suffix" | "order";
  /** In A's order; what only B has comes last. */
  readonly pairs: readonly LayerPair[];
}

/** Puts the layers of two files beside each other: by name, else by how names end, else by order with as many channels. */
export function matchLayers(a: readonly CheckpointLayer[], b: readonly CheckpointLayer[]): MatchedLayers {
  const named = pair(a, b, (layer) => b.find(({ name }) => name === layer.name));
  if (named.some(isBoth)) return { by: "name", pairs: named };
  const suffixed = pair(a, b, (layer) => {
    const found = b.filter(({ name }) => name.endsWith(`.${layer.name}`) || layer.name.endsWith(`.${name}`));
    return found.length === 1 ? found[0] : undefined;
  });
  if (suffixed.some(isBoth)) return { by: "suffix", pairs: suffixed };
  const rest = [...b];
  const ordered = pair(a, b, ({ numFeatures }) => (rest[0]?.numFeatures === numFeatures ? rest.shift() : undefined));
  return { by: "order", pairs: ordered };
}

function pair(
  a: readonly CheckpointLayer[],
  b: readonly CheckpointLayer[],
  other: (layer: CheckpointLayer) => CheckpointLayer | undefined,
): LayerPair[] {
  const used = new Set<CheckpointLayer>();
  const pairs = a.map((layer): LayerPair => {
    const found = other(layer);
    if (found?.numFeatures !== layer.numFeatures || used.has(found)) return { a: layer, b: null };
    used.add(found);
    return { a: layer, b: found };
  });
  return [...pairs, ...b.filter((layer) => !used.has(layer)).map((layer): LayerPair => ({ a: null, b: layer }))];
}

export function isBoth(each: LayerPair): each is { a: CheckpointLayer; b: CheckpointLayer } {
  return each.a !== null && each.b !== null;
}
