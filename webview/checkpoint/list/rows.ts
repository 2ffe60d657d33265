import type { CheckpointSnapshot, LayerRow } from "../../../src/shared/checkpoint/snapshot.ts";
import type { PageView, SortColumn } from "../store/pageView.ts";

/** A row of the list: a layer by its number, or a group of layers. */
export type ListRow =
  | {
      readonly kind: "layer";
      readonly layer: number;
      readonly prefix: string;
      readonly name: string;
      readonly isInGroup: boolean;
    }
  | {
      readonly kind: "group";
      readonly name: string;
      readonly isOpen: boolean;
      readonly numLayers: number;
      readonly numChannels: number;
      readonly numWithFindings: number;
    };

/** More layers than these stand in groups; more than those in groups that are closed. */
const groupedAbove = 20;
const closedAbove = 200;

/** Whether the list shows groups: more than 20 layers, or a person says so, and no order but the file's. */
export function showsGroups({ layers }: CheckpointSnapshot, { groups, sort }: PageView): boolean {
  return sort === null && (groups ?? layers.length > groupedAbove);
}

/** The rows below "All layers": filtered, sorted or in groups. */
export function listRows(snapshot: CheckpointSnapshot, view: PageView): ListRow[] {
  const kept = snapshot.layers.flatMap((row, i) => (matches(row, view.filter) ? [i] : []));
  if (!showsGroups(snapshot, view)) {
    const ordered = view.sort === null ? kept : sorted(kept, snapshot, view.sort.column, view.sort.descending);
    return ordered.map((layer) => layerRow(snapshot, layer, null));
  }
  return groupedRows(snapshot, kept, view);
}

function groupedRows(snapshot: CheckpointSnapshot, kept: readonly number[], { toggled, filter }: PageView): ListRow[] {
  const groups = new Map<string, number[]>();
  for (const layer of kept) {
    const name = groupOf(snapshot.layers[layer].name);
    groups.set(name, [...(groups.get(name) ?? []), layer]);
  }
  // What a filter finds is shown.
  const startsOpen = snapshot.layers.length <= closedAbove || filter !== "";
  return [...groups].flatMap(([name, layers]): ListRow[] => {
    if (layers.length === 1) return [layerRow(snapshot, layers[0], null)];
    const isOpen = startsOpen !== toggled.includes(name);
    const group: ListRow = {
      ...{ kind: "group", name, isOpen, numLayers: layers.length },
      numChannels: layers.reduce((sum, layer) => sum + snapshot.layers[layer].numFeatures, 0),
      numWithFindings: layers.filter((layer) => snapshot.layers[layer].findings.length > 0).length,
    };
    return [group, ...(isOpen ? layers.map((layer) => layerRow(snapshot, layer, name)) : [])];
  });
}

/** The first two parts of a name, of which at least one is left to the layer. */
export function groupOf(name: string): string {
  const parts = name.split(/[./]/);
  const length = parts.slice(0, Math.min(2, parts.length - 1)).join(".").length;
  return name.slice(0, length);
}

function layerRow({ layers }: CheckpointSnapshot, layer: number, group: string | null): ListRow {
  const shown = group === null || group === "" ? layers[layer].name : layers[layer].name.slice(group.length + 1);
  const { prefix, name } = splitName(shown);
  return { kind: "layer", layer, prefix, name, isInGroup: group !== null };
}

/**
 * A layer's name in two: what leads up to its block, which is dim, and the last part. In a sequence the last part is a
 * number, which says nothing without the one before it.
 *
 * @example
 * splitName("layer2.0.bn1") // { prefix: "layer2.0.", name: "bn1" }
 * splitName("layer2.0.downsample.1") // { prefix: "layer2.0.", name: "downsample.1" }
 */
export function splitName(full: string): { prefix: string; name: string } {
  const last = /[^./]+(?:[./]\d+)?$/.exec(full)?.[0] ?? full;
  const name = /^\d/.test(last) ? full.slice(full.lastIndexOf(last)) : last;
  return { prefix: full.slice(0, full.length - name.length), name };
}

function sorted(
  kept: readonly number[],
  snapshot: CheckpointSnapshot,
  column: SortColumn,
  descending: boolean,
): number[] {
  const direction = descending ? -1 : 1;
  if (column === "name") {
    return [...kept].sort((a, b) => direction * snapshot.layers[a].name.localeCompare(snapshot.layers[b].name));
  }
  const value = sortValue(snapshot, column);
  return [...kept].sort((a, b) => direction * (value(a) - value(b)) || a - b);
}

/** What a column sorts by; of pictures the middle of what they show. */
function sortValue(
  { layers, pictures }: CheckpointSnapshot,
  column: Exclude<SortColumn, "name">,
): (layer: number) => number {
  switch (column) {
    case "channels":
      return (i) => layers[i].numFeatures;
    case "batches":
      return (i) => layers[i].numBatchesTracked ?? -1;
    case "findings":
      return (i) => severity(layers[i]) * 1000 + layers[i].findings.length;
    case "gamma":
    case "beta":
    case "mean":
    case "deviation": {
      const { ownMin, ownMax } = pictures[column];
      return (i) => (ownMin[i + 1] + ownMax[i + 1]) / 2;
    }
  }
}

function severity({ findings }: LayerRow): number {
  const place = ["info", "warning", "error"];
  return findings.reduce((worst, finding) => Math.max(worst, place.indexOf(finding.severity) + 1), 0);
}

/** Words of the filter that stand for a property. */
export const filterWords = [
  "@findings",
  "@error",
  "@never-updated",
  "@gamma-zero",
  "@near-eps",
  "@not-finite",
  "@scale",
] as const;

const rulesOfWords: Readonly<Record<string, string>> = {
  "@never-updated": "bn010",
  "@gamma-zero": "bn003",
  "@near-eps": "bn002",
  "@not-finite": "bn004",
  "@scale": "bn012",
};

/** Whether a layer has every word of a filter: text in its name, `@findings`, `@BN012`, `c:>512`. */
export function matches(row: LayerRow, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.every((word) => {
    if (word === "@findings") return row.findings.length > 0;
    if (word === "@error") return row.findings.some(({ severity: given }) => given === "error");
    const channels = /^c:([<>]?=?)(\d+)$/.exec(word);
    if (channels !== null) return compares(row.numFeatures, channels[1], Number(channels[2]));
    if (!word.startsWith("@")) return row.name.toLowerCase().includes(word);
    const rule = rulesOfWords[word] ?? word.slice(1);
    return row.findings.some((finding) => finding.rule.toLowerCase() === rule);
  });
}

/** The first word of a filter that means nothing; null if all do. */
export function unknownWord(filter: string): string | null {
  const isKnown = (word: string): boolean =>
    (filterWords as readonly string[]).includes(word) || /^@bn\d{3}$/.test(word);
  return (
    filter
      .toLowerCase()
      .split(/\s+/)
      .find((word) => word.startsWith("@") && !isKnown(word)) ?? null
  );
}

function compares(value: number, sign: string, limit: number): boolean {
  switch (sign) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    default:
      return value === limit;
  }
}
