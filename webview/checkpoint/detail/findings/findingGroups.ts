import { t } from "@vscode/l10n";
import type { CheckpointSnapshot, LayerFinding } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../../src/shared/text/numbers.ts";

/** Layers that share a rule are told of together if there are more than this. */
const mostApart = 3;

/** One entry of the tab: a finding of a layer, or of many layers alike. */
export interface FindingEntry {
  readonly finding: LayerFinding;
  readonly title: string;
  /** Numbers of the layers. */
  readonly layers: readonly number[];
}

const order = ["error", "warning", "info"];

/** The findings of a layer or of all, by severity and then in the network's order. */
export function findingEntries({ layers }: CheckpointSnapshot, selected: number | null): FindingEntry[] {
  const found = layers.flatMap(({ findings }, i) =>
    selected === null || selected === i ? findings.map((finding) => ({ finding, layer: i })) : [],
  );
  const groups = new Map<string, typeof found>();
  for (const each of found) {
    const key = `${each.finding.rule} ${each.finding.severity}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const entries = [...groups.values()].flatMap((group): FindingEntry[] => {
    const numbers = [...new Set(group.map(({ layer }) => layer))];
    if (numbers.length <= mostApart) {
      return group.map(({ finding, layer }) => ({ finding, title: finding.title, layers: [layer] }));
    }
    const [{ finding }] = group;
    return [{ finding, title: groupTitle(finding, numbers.length), layers: numbers }];
  });
  return entries.sort(
    (a, b) => order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity) || a.layers[0] - b.layers[0],
  );
}

function groupTitle({ rule, title }: LayerFinding, num: number): string {
  const count = formatCount(num);
  switch (rule) {
    case "BN002":
      return t("ε changes the output in {0} layers", count);
    case "BN003":
      return t("γ is near 0 in {0} layers", count);
    case "BN010":
      return t("{0} layers were never updated", count);
    case "BN014":
      return t("A bias before {0} layers", count);
    default:
      return t("{0}, in {1} layers", title, count);
  }
}
