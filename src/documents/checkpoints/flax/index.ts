import { t } from "@vscode/l10n";
import { inBlocks } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { layersOf } from "../layersOf.ts";
import type { ByteRanges, Checkpoint, CheckpointSource, CheckpointTensor, ReadingControl } from "../types.ts";
import { arrayValues, readArray, type FlaxArray } from "./arrays.ts";
import { nameOf, readLeaves, type Branch, type Leaf } from "./leaves.ts";

/** Extension types of flax.serialization. */
const arrayExtension = 1;
const scalarExtension = 3;
const chunkedMark = "__msgpack_chunked_array__";

/**
 * Reads a state of Flax: `params` and `batch_stats`, alone or in a train state. Only keys and shapes are read, then batch norm.
 *
 * **Source**: flax.serialization (msgpack_serialize, _chunk).
 *
 * @throws CheckpointError NOT_A_CHECKPOINT where it holds no arrays; BROKEN, TRUNCATED, TOO_LARGE, CANCELLED
 */
export async function readFlax(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const bytes = inBlocks(source.bytes);
  const arrays = await namedArrays(bytes, await readLeaves(bytes));
  if (arrays.size === 0) {
    throw new CheckpointError("NOT_A_CHECKPOINT", t("msgpack file requires arrays of Flax, got none"));
  }
  const tensors = [...arrays].map(([name, array]): CheckpointTensor => ({
    name,
    part: "",
    shape: array.shape,
    dtype: array.dtype,
    read: () => arrayValues(bytes, array),
  }));
  const result = await layersOf(tensors, { framework: "flax", facts: [], control });
  return { format: "flax-msgpack", tensors, ...result };
}

/** Arrays by their path, those that were split for their size put together. */
async function namedArrays(bytes: ByteRanges, leaves: readonly Leaf[]): Promise<Map<string, FlaxArray>> {
  const splitUp = new Set<Branch | null>(leaves.filter(({ key }) => key === chunkedMark).map(({ branch }) => branch));
  const arrays = new Map<string, FlaxArray>();
  const shapes = new Map<string, number[]>();
  const pieces = new Map<string, FlaxArray[]>();
  for (const { branch, key, token } of leaves) {
    const whole = branch !== null && splitUp.has(branch.parent) ? (branch.parent?.name ?? null) : null;
    if (whole !== null && branch?.key === "shape" && token.kind === "number") listOf(shapes, whole).push(token.value);
    if (token.kind !== "extension" || (token.type !== arrayExtension && token.type !== scalarExtension)) continue;
    const array = await readArray(bytes, token.span);
    const isPiece = whole !== null && branch?.key === "chunks";
    if (isPiece) listOf(pieces, whole).push(array);
    const name = isPiece ? whole : nameOf(branch, key);
    if (!arrays.has(name)) arrays.set(name, array);
  }
  for (const [name, parts] of pieces) {
    const data = parts.flatMap((part) => part.data);
    arrays.set(name, { dtype: parts[0].dtype, shape: shapes.get(name) ?? [], data });
  }
  return arrays;
}

function listOf<Value>(lists: Map<string, Value[]>, name: string): Value[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
