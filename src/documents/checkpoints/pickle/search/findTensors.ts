import type { LayerFacts } from "../../layersOf.ts";
import type { CheckpointTensor } from "../../types.ts";
import { costs, type PickleBudget } from "../budget.ts";
import { factsOf, modulePieces } from "./modules.ts";
import { isFlat, keyText, nestedPartLength, placeOf, type TensorPlace } from "./places.ts";
import { TensorLike } from "./tensorLike.ts";
import { PickleDict, PickleList, PickleRecord, type PickleValue } from "../values.ts";

/** A normalization module of the object. */
export interface FoundModule {
  readonly record: PickleRecord;
  readonly facts: LayerFacts;
}

/** What a pickled object holds for a checkpoint. */
export interface FoundTensors {
  readonly tensors: CheckpointTensor[];
  readonly modules: FoundModule[];
}

/** No checkpoint nests deeper. */
const maximumDepth = 100;

/** A value on the way, with the keys that lead to it. */
interface Visit {
  readonly value: PickleValue;
  readonly path: readonly string[];
  /** How many of the keys name the part: null where that shows only at the tensor. */
  readonly partLength: number | null;
}

type Container = PickleList | PickleDict | PickleRecord;

/**
 * Every tensor of an object in the object's order: through dicts, lists, modules, and records of any class. Each object is visited
 * once, so cycles end and shared ones count once.
 *
 * @throws CheckpointError TOO_LARGE
 */
export function findTensors(top: PickleValue, budget: PickleBudget): FoundTensors {
  const found: FoundTensors = { tensors: [], modules: [] };
  const visited = new Set<PickleValue>();
  const stack: Visit[] = [{ value: top, path: [], partLength: null }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value, path } = visit;
    budget.step();
    if (value instanceof TensorLike) found.tensors.push(tensorAt(visit, value, budget));
    if (!isContainer(value) || visited.has(value) || path.length > maximumDepth) continue;
    visited.add(value);
    const children = value instanceof PickleRecord ? ofRecord(visit, value, found) : ofContainer(visit, value);
    budget.spend(costs.memo + children.length * (costs.object + path.length * costs.item));
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
  }
  return found;
}

function isContainer(value: PickleValue): value is Container {
  return value instanceof PickleList || value instanceof PickleDict || value instanceof PickleRecord;
}

function tensorAt({ path, partLength }: Visit, value: TensorLike, budget: PickleBudget): CheckpointTensor {
  const place = placeOf(path, partLength ?? nestedPartLength(path));
  budget.spend(costs.dict + (place.part.length + place.name.length) * costs.character);
  return { ...place, shape: value.shape, dtype: value.dtype, read: () => value.read() };
}

function ofContainer(visit: Visit, value: PickleList | PickleDict): Visit[] {
  if (value instanceof PickleList) {
    const pairs = namedTensors(value);
    if (pairs === null) return ofItems(visit, value.items);
    return ofEntries({ ...visit, partLength: isFlat(pairs.keys()) ? visit.path.length : null }, pairs);
  }
  // A dict begins anew: the names in it may be paths where those around it are not.
  return ofEntries({ ...visit, partLength: isFlat(value.entries.keys()) ? visit.path.length : null }, value.entries);
}

/** A module's pieces, or all that a record was given. */
function ofRecord(visit: Visit, record: PickleRecord, found: FoundTensors): Visit[] {
  const { path } = visit;
  const pieces = modulePieces(record);
  if (pieces !== null) {
    const partLength = visit.partLength ?? path.length;
    const facts = factsOf(record);
    if (facts !== null) {
      const place: TensorPlace = placeOf(path, partLength);
      found.modules.push({ record, facts: { ...facts, ...place, position: found.tensors.length } });
    }
    return ofEntries({ ...visit, partLength }, pieces);
  }
  const args = record.args instanceof PickleList ? record.args.items : [];
  return [
    ...[...args, record.state].filter(isWorth).map((value) => ({ ...visit, value })),
    ...ofItems(visit, record.items ?? []),
    ...ofEntries(visit, record.entries?.entries ?? []),
  ];
}

function ofItems(visit: Visit, items: readonly PickleValue[]): Visit[] {
  return ofEntries(visit, items.entries());
}

function ofEntries({ path, partLength }: Visit, entries: Iterable<readonly [PickleValue, PickleValue]>): Visit[] {
  const children: Visit[] = [];
  for (const [key, value] of entries) {
    if (isWorth(value)) children.push({ value, path: [...path, keyText(key)], partLength });
  }
  return children;
}

/** A list of (name, tensor) is a dict in another form: list(state_dict.items()); null for any other list. */
function namedTensors({ items }: PickleList): Map<string, TensorLike> | null {
  const pairs = new Map<string, TensorLike>();
  for (const item of items) {
    const [name, tensor, ...rest] = item instanceof PickleList ? item.items : [];
    if (typeof name !== "string" || !(tensor instanceof TensorLike) || rest.length > 0) return null;
    pairs.set(name, tensor);
  }
  return pairs.size > 0 ? pairs : null;
}

/** Whether a value can be a tensor or hold one. */
function isWorth(value: PickleValue): value is Container | TensorLike {
  return isContainer(value) || value instanceof TensorLike;
}
