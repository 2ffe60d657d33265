import type { Hdf5Object } from "../hdf5/index.ts";
import type { LayerFacts } from "../layersOf.ts";
import type { CheckpointTensor } from "../types.ts";
import type { BatchNormConfig } from "./config.ts";
import { tensorOf } from "./tensors.ts";
import type { PlacedDataset } from "./tree.ts";

/** What a file says of its layers, as `layersOf` takes it. */
export interface NamedLayers {
  readonly tensors: readonly CheckpointTensor[];
  readonly facts: readonly LayerFacts[];
}

/** Keras 1 says running_std of what is a variance. */
const roles: readonly { readonly pattern: RegExp; readonly role: string }[] = [
  { pattern: /^(.*?)[/_]?gamma(?:_\d+)?(?::\d+)?$/, role: "gamma" },
  { pattern: /^(.*?)[/_]?beta(?:_\d+)?(?::\d+)?$/, role: "beta" },
  { pattern: /^(.*?)[/_]?(?:moving|running)_mean(?:_\d+)?(?::\d+)?$/, role: "moving_mean" },
  { pattern: /^(.*?)[/_]?(?:moving_variance|running_std|running_var)(?:_\d+)?(?::\d+)?$/, role: "moving_variance" },
];

interface Weight {
  readonly name: string;
  /** What stands before its last word; null where that names no parameter of batch norm. */
  readonly prefix: string | null;
  readonly role: string;
  readonly dataset: PlacedDataset;
}

/**
 * The weights of the layout of Keras 1 and 2, which Keras 3 still writes to `.h5`: a group per layer, in the order of
 * `layer_names`, with the paths of its weights in `weight_names`.
 *
 * @param group the root of a file of weights, `model_weights` of a full one
 */
export async function namedLayers(group: Hdf5Object, configs: readonly BatchNormConfig[]): Promise<NamedLayers> {
  const tensors: CheckpointTensor[] = [];
  const facts: LayerFacts[] = [];
  const groups = await group.links();
  for (const layerName of (await attributeTexts(group, "layer_names")) ?? []) {
    const layerGroup = await find(group, groups, layerName);
    if (layerGroup === null) continue;
    const weights = await readWeights(layerGroup);
    const names = layerNames(layerName, weights);
    const position = tensors.length;
    tensors.push(...weights.map((weight) => tensorOf(weight.dataset, tensorName(layerName, weight, names))));
    facts.push(...factsOf(layerName, names, configs).map((fact) => ({ ...fact, position })));
  }
  return { tensors, facts };
}

/** An attribute of texts, put together where Keras split it as too long: layer_names0, layer_names1, … */
export async function attributeTexts(object: Hdf5Object, name: string): Promise<string[] | null> {
  const whole = await object.texts(name);
  if (whole !== null) return whole;
  const texts: string[] = [];
  for (let i = 0; object.attributeNames.includes(`${name}${i}`); i++) {
    texts.push(...((await object.texts(`${name}${i}`)) ?? []));
  }
  return texts.length > 0 ? texts : null;
}

/** Follows a path, whose names may hold slashes themselves where the links do. */
async function find(object: Hdf5Object, links: ReadonlyMap<string, number>, path: string): Promise<Hdf5Object | null> {
  const whole = links.get(path);
  if (whole !== undefined) return object.child(whole);
  const [first, ...rest] = path.split("/");
  const address = links.get(first);
  if (address === undefined || rest.length === 0) return null;
  const child = await object.child(address);
  return find(child, await child.links(), rest.join("/"));
}

async function readWeights(group: Hdf5Object): Promise<Weight[]> {
  const weights: Weight[] = [];
  const links = await group.links();
  for (const name of (await attributeTexts(group, "weight_names")) ?? []) {
    const object = await find(group, links, name);
    const dataset = object?.dataset() ?? null;
    if (object === null || dataset === null) continue;
    weights.push({ name, ...roleOf(name), dataset: { path: name, object, dataset } });
  }
  return weights;
}

function roleOf(name: string): { prefix: string | null; role: string } {
  for (const { pattern, role } of roles) {
    const match = pattern.exec(name);
    if (match !== null) return { prefix: match[1], role };
  }
  return { prefix: null, role: "" };
}

/**
 * What the layers in one group are called, by the prefix of their weights: the group's name for the only one; below it for
 * those of a nested model.
 */
function layerNames(layerName: string, weights: readonly Weight[]): ReadonlyMap<string, string> {
  const prefixes = new Set(weights.map(({ prefix }) => prefix));
  const names = new Map<string, string>();
  for (const prefix of prefixes) {
    if (prefix === null) continue;
    const inner = prefix.startsWith(`${layerName}/`) ? prefix.slice(layerName.length + 1) : prefix;
    names.set(prefix, prefixes.size === 1 || inner === "" || inner === layerName ? layerName : `${layerName}/${inner}`);
  }
  return names;
}

function tensorName(layerName: string, { prefix, role, name }: Weight, names: ReadonlyMap<string, string>): string {
  const layer = prefix === null ? undefined : names.get(prefix);
  return layer === undefined ? `${layerName}/${name}` : `${layer}/${role}`;
}

/** What the configuration says of the layers in a group: by their own name, which TensorFlow may have numbered, or as the only one. */
function factsOf(layerName: string, names: ReadonlyMap<string, string>, configs: readonly BatchNormConfig[]) {
  const inside = configs.filter(({ path }) => path[0] === layerName);
  return [...names].flatMap(([prefix, name]) => {
    const own = prefix.split("/").filter((part) => part !== "");
    const config =
      inside.find(({ path }) => path.at(-1) === own.at(-1)) ??
      inside.find(({ path }) => path.at(-1) === own.at(-1)?.replace(/_\d+$/, "")) ??
      (inside.length === 1 ? inside[0] : undefined);
    if (config === undefined) return [];
    return [{ name, part: "", eps: config.eps, momentum: config.momentum }];
  });
}
