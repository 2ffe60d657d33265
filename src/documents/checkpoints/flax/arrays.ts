import { t } from "@vscode/l10n";
import { decodeElements, elementTypes, type ElementType } from "../../arrays/elementTypes.ts";
import { byteLength } from "../../arrays/shapes.ts";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import { brokenMsgpack, MsgpackReader, type ByteSpan } from "./msgpack.ts";

/** An array of Flax, whose values are located. */
export interface FlaxArray {
  readonly shape: readonly number[];
  /** As NumPy names it: "bfloat16". */
  readonly dtype: string;
  /** Its bytes; several runs where it was split. */
  readonly data: readonly ByteSpan[];
}

const types: ReadonlyMap<string, ElementType> = new Map(Object.entries(elementTypes));
const maximumRank = 32;

/**
 * The payload of a Flax array: msgpack of shape, name of the type, bytes.
 *
 * **Source**: flax.serialization, `_ndarray_to_bytes`.
 */
export async function readArray(bytes: ByteRanges, span: ByteSpan): Promise<FlaxArray> {
  const reader = new MsgpackReader(bytes, span);
  const tuple = await reader.next();
  const lengths = await reader.next();
  if (tuple.kind !== "array" || tuple.length !== 3) throw brokenMsgpack();
  if (lengths.kind !== "array" || lengths.length > maximumRank) throw brokenMsgpack();
  const shape: number[] = [];
  for (let i = 0; i < lengths.length; i++) {
    const length = await reader.next();
    if (length.kind !== "number" || !Number.isSafeInteger(length.value) || length.value < 0) throw brokenMsgpack();
    shape.push(length.value);
  }
  const name = await reader.next();
  const data = await reader.next();
  if ((name.kind !== "text" && name.kind !== "bytes") || data.kind !== "bytes") throw brokenMsgpack();
  return { shape, dtype: await reader.text(name.span), data: [data.span] };
}

/**
 * The values of an array in row-major order.
 *
 * @throws CheckpointError UNSUPPORTED for other than real numbers; BROKEN where there are more or fewer bytes than the shape says
 */
export async function arrayValues(bytes: ByteRanges, { shape, dtype, data }: FlaxArray): Promise<Float64Array> {
  const type = types.get(dtype);
  if (type === undefined) {
    throw new CheckpointError("UNSUPPORTED", t("array requires real numbers of at least 8 bits, got {0}", dtype));
  }
  const available = data.reduce((sum, { start, end }) => sum + end - start, 0);
  if (available !== byteLength(shape, type.bytes) || data.some(({ start, end }) => (end - start) % type.bytes !== 0)) {
    throw new CheckpointError("BROKEN", t("array requires as many values as its shape [{0}] says", shape.join(", ")));
  }
  const values = new Float64Array(available / type.bytes);
  let offset = 0;
  for (const { start, end } of data) {
    const part = decodeElements(await sliceExactly(bytes, start, end, t("the msgpack file")), type, true);
    values.set(part, offset);
    offset += part.length;
  }
  return values;
}
