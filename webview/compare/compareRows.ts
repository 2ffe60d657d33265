import type { CheckpointComparison, ComparedLayer } from "../../src/shared/checkpoint/comparison.ts";

export const compareWords = ["@equal", "@moved", "@only-in-a", "@only-in-b"] as const;

/** Numbers of the layers that a filter keeps, most moved first or in the network's order. */
export function compareOrder({ layers }: CheckpointComparison, filter: string, byChange: boolean): number[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const kept = layers.flatMap((layer, i) => (words.every((word) => has(layer, word)) ? [i] : []));
  const moved = (i: number): number => (Number.isNaN(layers[i].moved) ? -1 : layers[i].moved);
  return byChange ? kept.sort((a, b) => moved(b) - moved(a) || a - b) : kept;
}

function has({ name, where, equal }: ComparedLayer, word: string): boolean {
  const isEqual = where === "both" && equal.gamma && equal.beta && equal.mean && equal.variance;
  switch (word) {
    case "@equal":
      return isEqual;
    case "@moved":
      return where === "both" && !isEqual;
    case "@only-in-a":
      return where === "a";
    case "@only-in-b":
      return where === "b";
    default:
      return name.toLowerCase().includes(word);
  }
}
