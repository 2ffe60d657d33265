import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { brokenMessage, readVarint, type WireField, type WireReader } from "./wire.ts";

/** How the numbers of a repeated field are written. */
export type NumberKind = "float32" | "float64" | "int64";

/** Numbers that one field may hold: 128 MB of them in memory. */
const maximumNumbers = 16_777_216;
const sizes = { float32: 4, float64: 8, int64: 1 } as const;

/**
 * The numbers of a repeated field: packed into runs, one by one, or both, as protobuf allows.
 *
 * @throws CheckpointError BROKEN; TOO_LARGE for more numbers than are read at once
 */
export async function readNumbers(
  wire: WireReader,
  fields: readonly WireField[],
  kind: NumberKind,
): Promise<Float64Array> {
  const limit = fields.reduce((sum, { start, end }) => sum + Math.ceil((end - start) / sizes[kind]), 0);
  if (limit > maximumNumbers) {
    throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} numbers in a field", maximumNumbers));
  }
  const numbers = new Float64Array(limit);
  let length = 0;
  for (const field of fields) {
    if (field.type === "varint") {
      numbers[length++] = field.value;
      continue;
    }
    const bytes = await wire.bytesOf(field);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (kind !== "int64" && bytes.length % sizes[kind] !== 0) throw brokenMessage();
    for (let at = 0; at < bytes.length;) {
      const { value, next } = readNumber(view, bytes, at, kind);
      numbers[length++] = value;
      at = next;
    }
  }
  return numbers.subarray(0, length);
}

function readNumber(view: DataView, bytes: Uint8Array, at: number, kind: NumberKind): { value: number; next: number } {
  if (kind === "float32") return { value: view.getFloat32(at, true), next: at + 4 };
  if (kind === "float64") return { value: view.getFloat64(at, true), next: at + 8 };
  return readVarint(bytes, at);
}
