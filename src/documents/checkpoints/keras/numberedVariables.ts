import { t } from "@vscode/l10n";
import type { LayerFacts } from "../layersOf.ts";
import type { CheckpointNotice } from "../types.ts";
import type { BatchNormConfig } from "./config.ts";
import type { NamedLayers } from "./layerWeights.ts";
import { tensorOf } from "./tensors.ts";
import type { PlacedDataset } from "./tree.ts";

/** The variables of one layer: `<path>/vars/0`, `1`, … */
interface VariableGroup {
  readonly path: string;
  readonly variables: readonly PlacedDataset[];
  /** Of its first variable in the list of all. */
  readonly position: number;
}

const variablePath = /^(.*)\/vars\/(\d+)$/;
/** Words for collections, which differ between the versions of Keras. */
const collections = new Set(["layers", "_layer_checkpoint_dependencies", "_operations", ""]);
/** Metrics keep lists too: true positives, false positives, … by threshold. */
const metricPath = /(?:^|\/)[^/]*metrics?(?:\/|$)/;
const batchNormPlace = /(?:^|\/)batch_normalization(?:_\d+)?$/;

/**
 * The weights of Keras 3's layout: variables without names. The configuration tells which are batch norm and whether they have
 * γ and β; without it four lists of one length are, and of `batch_normalization` two, but three may lack the one or the other.
 *
 * @param configs null where there is no configuration
 */
export function numberedLayers(
  datasets: readonly PlacedDataset[],
  configs: readonly BatchNormConfig[] | null,
): NamedLayers & { readonly notices: readonly CheckpointNotice[] } {
  const groups = groupVariables(datasets);
  const named = new Map<PlacedDataset, string>();
  const facts: LayerFacts[] = [];
  const order = new Map<string, number>();
  const ambiguous: string[] = [];
  const byPlace = new Map(groups.map((group) => [placeOf(group.path), group]));
  for (const [i, config] of (configs ?? []).entries()) {
    const group = byPlace.get(config.place.join("/")) ?? byPlace.get(config.path.join("/"));
    if (group === undefined || named.has(group.variables[0])) continue;
    const names = rolesOf(config).slice(0, group.variables.length);
    const name = config.path.join("/");
    group.variables.slice(0, names.length).forEach((variable, k) => named.set(variable, `${name}/${names[k]}`));
    facts.push({ name, part: "", eps: config.eps, momentum: config.momentum, position: 0 });
    order.set(group.path, i);
  }
  for (const group of groups) {
    if (named.has(group.variables[0])) continue;
    const names = guessRoles(group);
    if (names === "ambiguous") ambiguous.push(group.path);
    else group.variables.forEach((variable, k) => named.set(variable, `${group.path}/${names[k] ?? `vars/${k}`}`));
  }
  const tensors = inOrder(groups, order).map((variable) => tensorOf(variable, named.get(variable) ?? variable.path));
  const others = datasets.filter(({ path }) => !variablePath.test(path)).map((each) => tensorOf(each, each.path));
  return {
    tensors: [...tensors, ...others],
    facts,
    notices: ambiguous.length === 0 ? [] : [ambiguousNotice(ambiguous)],
  };
}

function groupVariables(datasets: readonly PlacedDataset[]): VariableGroup[] {
  const groups = new Map<string, Map<number, PlacedDataset>>();
  for (const dataset of datasets) {
    const match = variablePath.exec(dataset.path);
    if (match === null) continue;
    const [, path, index] = match;
    const group = groups.get(path) ?? new Map<number, PlacedDataset>();
    groups.set(path, group.set(Number(index), dataset));
  }
  return [...groups]
    .map(([path, group]) => ({ path, variables: [...group].sort(([a], [b]) => a - b).map(([, dataset]) => dataset) }))
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }))
    .map((group, position) => ({ ...group, position }));
}

/** A path without the words for collections: "layers/functional/layers/dense" → "functional/dense". */
function placeOf(path: string): string {
  return path
    .split("/")
    .filter((part) => !collections.has(part))
    .join("/");
}

function rolesOf({ hasScale, hasCenter }: BatchNormConfig): string[] {
  return [...(hasScale ? ["gamma"] : []), ...(hasCenter ? ["beta"] : []), "moving_mean", "moving_variance"];
}

function guessRoles({ path, variables }: VariableGroup): readonly string[] | "ambiguous" {
  const [first] = variables;
  const isOfLists = variables.every(
    ({ dataset: { shape } }) => shape.length === 1 && shape[0] === first.dataset.shape[0],
  );
  if (!isOfLists || metricPath.test(path)) return [];
  if (variables.length === 4) return ["gamma", "beta", "moving_mean", "moving_variance"];
  if (!batchNormPlace.test(path)) return [];
  return variables.length === 2 ? ["moving_mean", "moving_variance"] : "ambiguous";
}

/** The variables of all groups: those that the configuration knows in its order, the others behind. */
function inOrder(groups: readonly VariableGroup[], order: ReadonlyMap<string, number>): PlacedDataset[] {
  const rank = ({ path, position }: VariableGroup): number => order.get(path) ?? order.size + position;
  return [...groups].sort((a, b) => rank(a) - rank(b)).flatMap(({ variables }) => variables);
}

function ambiguousNotice(paths: readonly string[]): CheckpointNotice {
  const message = t(
    "{0} is left out: of three lists the file does not say whether scale or center is missing. Open the .keras file instead.",
    paths.join(", "),
  );
  return { code: "AMBIGUOUS_VARIABLES", severity: "warning", message };
}
