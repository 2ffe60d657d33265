import { t } from "@vscode/l10n";
import { CheckpointError } from "./checkpointError.ts";
import type { TensorRole } from "./layers/conventions.ts";
import { findLayers, type FoundLayer } from "./layers/findLayers.ts";
import { LayerValues, type LayerFacts } from "./layers/readLayer.ts";
import type {
  Checkpoint,
  CheckpointFramework,
  CheckpointLayer,
  CheckpointPart,
  CheckpointTensor,
  ReadingControl,
} from "./types.ts";

export type { LayerFacts } from "./layers/readLayer.ts";

export interface LayerOptions {
  /** Where the format itself tells; null: as the names say. */
  readonly framework: CheckpointFramework | null;
  /** What the file says of its layers beside their tensors, in the file's order. */
  readonly facts: readonly LayerFacts[];
  readonly control: ReadingControl | null;
}

type LayersOfTensors = Pick<Checkpoint, "framework" | "layers" | "parts" | "notices">;

/**
 * The batch norm layers among the named tensors of a checkpoint, with their values: the one place where names become layers, for
 * every format and framework. Only tensors of these layers are read. What a file says by a module without any tensors
 * (affine=False, no running statistics) is a layer too.
 *
 * @throws CheckpointError CANCELLED; a list that cannot be read is null, with a notice
 * @example
 * (await layersOf(tensors, { framework: null, facts: [], control: null })).layers[0].name // "layer1.bn1"
 */
export async function layersOf(
  tensors: readonly CheckpointTensor[],
  { framework: known, facts, control }: LayerOptions,
): Promise<LayersOfTensors> {
  const factsByLayer = new Map(facts.map((each) => [keyOf(each), each]));
  const found = findLayers(tensors).filter((layer) => factsByLayer.get(keyOf(layer))?.isOther !== true);
  const framework = known ?? mostFrequent(found.map(({ convention }) => convention.framework));
  const places = inOrder(found, facts, tensors);
  const values = new LayerValues();
  const layers: CheckpointLayer[] = [];
  for (const place of places) {
    if (control?.isCancelled()) throw new CheckpointError("CANCELLED", t("reading was cancelled"));
    const own = known ?? place.framework ?? framework;
    layers.push(await values.readLayer(place, place.tensors, own, factsByLayer.get(keyOf(place)) ?? null));
    control?.onLayer(layers.length, places.length);
  }
  const notices = values.notices();
  if (framework === "mxnet" && layers.length > 0) {
    const message = t(
      "MXNet keeps fix_gamma in the network's own file: a layer with it uses 1, whatever gamma says here",
    );
    notices.push({ code: "FIX_GAMMA", severity: "info", message });
  }
  return { framework, layers, parts: partsOf(layers), notices };
}

interface LayerPlace {
  readonly name: string;
  readonly part: string;
  readonly tensors: FoundLayer["tensors"];
  readonly framework: CheckpointFramework | null;
  readonly position: number;
}

/** The found layers and those that only facts tell of, in the file's order. */
function inOrder(
  found: readonly FoundLayer[],
  facts: readonly LayerFacts[],
  tensors: readonly CheckpointTensor[],
): LayerPlace[] {
  const known = new Set(found.map(keyOf));
  const bare = facts.filter((each) => each.isOther !== true && !known.has(keyOf(each)));
  const byName =
    bare.length === 0 ? new Map<string, CheckpointTensor>() : new Map(tensors.map((each) => [keyOf(each), each]));
  return [
    ...found.map(({ convention, ...layer }) => ({ ...layer, framework: convention.framework })),
    ...bare.map(({ name, part, position }) => {
      const roles = affineTensors(part, name, byName);
      return { name, part, position, tensors: roles, framework: null };
    }),
  ].sort((a, b) => a.position - b.position);
}

/** γ and β of a layer that keeps no statistics (track_running_stats=False). */
function affineTensors(
  part: string,
  layer: string,
  byName: ReadonlyMap<string, CheckpointTensor>,
): Map<TensorRole, CheckpointTensor> {
  const roles = new Map<TensorRole, CheckpointTensor>();
  for (const [role, last] of [
    ["gamma", "weight"],
    ["beta", "bias"],
  ] as const) {
    const tensor = byName.get(keyOf({ part, name: layer === "" ? last : `${layer}.${last}` }));
    if (tensor !== undefined) roles.set(role, tensor);
  }
  return roles;
}

/** Copies that a person means less than the network itself. */
const copyNames = /(?:^|[._])(?:ema|teacher|target|swa|avg|averaged|shadow|momentum)/i;

/** The parts with layers, copies of the network behind it. */
function partsOf(layers: readonly CheckpointLayer[]): CheckpointPart[] {
  const numLayers = new Map<string, number>();
  for (const { part } of layers) numLayers.set(part, (numLayers.get(part) ?? 0) + 1);
  const parts = [...numLayers].map(([name, count]) => ({ name, numLayers: count }));
  return parts.sort((a, b) => Number(copyNames.test(a.name)) - Number(copyNames.test(b.name)));
}

function mostFrequent(frameworks: readonly CheckpointFramework[]): CheckpointFramework {
  const counts = new Map<CheckpointFramework, number>();
  for (const each of frameworks) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "unknown";
}

function keyOf({ part, name }: { readonly part: string; readonly name: string }): string {
  return `${part}\0${name}`;
}
