import { t } from "@vscode/l10n";
import { decodeElements, elementTypes, type ElementType } from "../../arrays/elementTypes.ts";
import { byteLength } from "../../arrays/shapes.ts";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { CheckpointSource } from "../types.ts";
import { locateExternal } from "./external.ts";
import type { TensorRecord } from "./messages.ts";
import { readNumbers, type NumberKind } from "./numbers.ts";
import type { WireField, WireReader } from "./wire.ts";

interface DataType {
  readonly name: string;
  readonly type: ElementType;
  /** Number of the field that holds the values where raw_data does not, and how. */
  readonly field: number;
  readonly kind: NumberKind;
}

const int32Data = { field: 5, kind: "int64" } as const;
const uint64Data = { field: 11, kind: "int64" } as const;

/** **Source**: onnx.proto, TensorProto.DataType, and the comments of its fields. */
const dataTypes: ReadonlyMap<number, DataType> = new Map([
  [1, { name: "float32", type: elementTypes.float32, field: 4, kind: "float32" }],
  [2, { name: "uint8", type: elementTypes.uint8, ...int32Data }],
  [3, { name: "int8", type: elementTypes.int8, ...int32Data }],
  [4, { name: "uint16", type: elementTypes.uint16, ...int32Data }],
  [5, { name: "int16", type: elementTypes.int16, ...int32Data }],
  [6, { name: "int32", type: elementTypes.int32, ...int32Data }],
  [7, { name: "int64", type: elementTypes.int64, field: 7, kind: "int64" }],
  [9, { name: "bool", type: elementTypes.bool, ...int32Data }],
  [10, { name: "float16", type: elementTypes.float16, ...int32Data }],
  [11, { name: "float64", type: elementTypes.float64, field: 10, kind: "float64" }],
  [12, { name: "uint32", type: elementTypes.uint32, ...uint64Data }],
  [13, { name: "uint64", type: elementTypes.uint64, ...uint64Data }],
  [16, { name: "bfloat16", type: elementTypes.bfloat16, ...int32Data }],
]);

/** As the screen shows it: "float16"; "type 8" for one that is not numbers. */
export function dataTypeName(dataType: number): string {
  return dataTypes.get(dataType)?.name ?? t("type {0}", dataType);
}

/**
 * The values of a tensor in row-major order, from raw_data, a field of their type, or a file beside the model.
 *
 * @throws CheckpointError UNSUPPORTED for other than real numbers; BROKEN where there are more or fewer values than the shape
 * says; REFUSED for external data outside the folder; TRUNCATED
 */
export async function tensorValues(
  wire: WireReader,
  source: CheckpointSource,
  tensor: TensorRecord,
): Promise<Float64Array> {
  const dataType = dataTypes.get(tensor.dataType);
  if (dataType === undefined) {
    const message = t("tensor {0} requires real numbers of at least 8 bits, got {1}", tensor.name, tensor.dataType);
    throw new CheckpointError("UNSUPPORTED", message);
  }
  if (tensor.shape === null) throw wrongLength(tensor);
  const numBytes = byteLength(tensor.shape, dataType.type.bytes);
  if (tensor.external !== null) return externalValues(source, tensor, dataType, numBytes);
  if (tensor.raw !== null) {
    if (tensor.raw.end - tensor.raw.start !== numBytes) throw wrongLength(tensor);
    return decodeElements(await wire.bytesOf(tensor.raw), dataType.type, true);
  }
  const fields = tensor.typed.filter(({ number }) => number === dataType.field);
  const values = await typedValues(wire, fields, dataType);
  if (values.length * dataType.type.bytes !== numBytes) throw wrongLength(tensor);
  return values;
}

async function externalValues(
  source: CheckpointSource,
  tensor: TensorRecord,
  { type }: DataType,
  numBytes: number,
): Promise<Float64Array> {
  const data = await locateExternal(source, tensor.external ?? new Map(), numBytes);
  if ("fault" in data) {
    if (data.fault === "outside") {
      throw new CheckpointError("REFUSED", t("external data requires a file in the same folder, got {0}", data.file));
    }
    throw new CheckpointError("TRUNCATED", t("{0} is not in the folder", data.file));
  }
  const { start, end } = data.range;
  if (end - start !== numBytes) throw wrongLength(tensor);
  return decodeElements(await sliceExactly(data.bytes, start, end, tensor.name), type, true);
}

/** Halves stand as their 16 bits in the whole numbers of int32_data. */
async function typedValues(wire: WireReader, fields: readonly WireField[], { name, type, kind }: DataType) {
  const values = await readNumbers(wire, fields, kind);
  if (name !== "float16" && name !== "bfloat16") return values;
  const view = new DataView(new ArrayBuffer(2));
  return values.map((bits) => {
    view.setUint16(0, bits, true);
    return type.decode(view, 0, true);
  });
}

function wrongLength({ name, shape }: TensorRecord): CheckpointError {
  const message = t("tensor {0} requires as many values as its shape [{1}] says", name, shape?.join(", ") ?? "?");
  return new CheckpointError("BROKEN", message);
}
