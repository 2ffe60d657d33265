import { t } from "@vscode/l10n";
import { inBlocks } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { layersOf } from "../layersOf.ts";
import type { ByteRanges, Checkpoint, CheckpointSource, CheckpointTensor, ReadingControl } from "../types.ts";
import { arrayValues, readArray, type FlaxArray } from "./arrays.ts";
import { readLeaves, type Leaf } from "./leaves.ts";

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
  const splitUp = new Set(
    leaves.filter(({ path }) => path.at(-1) === chunkedMark).map(({ path }) => nameOf(path.slice(0, -1))),
  );
  const arrays = new Map<string, FlaxArray>();
  const shapes = new Map<string, number[]>();
  for (const { path, token } of leaves) {
    const whole = nameOf(path.slice(0, -2));
    if (token.kind === "number" && path.at(-2) === "shape" && splitUp.has(whole)) {
      shapes.set(whole, [...(shapes.get(whole) ?? []), token.value]);
    }
    if (token.kind !== "extension" || (token.type !== arrayExtension && token.type !== scalarExtension)) continue;
    const array = await readArray(bytes, token.span);
    if (path.at(-2) !== "chunks" || !splitUp.has(whole)) {
      arrays.set(nameOf(path), array);
      continue;
    }
    const before = arrays.get(whole);
    arrays.set(whole, {
      ...array,
      shape: before?.shape ?? array.shape,
      data: [...(before?.data ?? []), ...array.data],
    });
  }
  for (const [name, shape] of shapes) {
    const array = arrays.get(name);
    if (array !== undefined) arrays.set(name, { ...array, shape });
  }
  return arrays;
}

function nameOf(path: readonly string[]): string {
  return path.join("/");
}
