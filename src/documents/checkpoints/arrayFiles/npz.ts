import { decodeElements } from "../../arrays/elementTypes.ts";
import { fortranToRowMajor } from "../../arrays/fortranOrder.ts";
import { npyLayout } from "../../arrays/npy.ts";
import type { ArrayLayout } from "../../arrays/types.ts";
import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { layersOf } from "../layersOf.ts";
import type { Checkpoint, CheckpointSource, CheckpointTensor, ReadingControl } from "../types.ts";
import { openZip, type ZipArchive, type ZipEntry } from "../zip/index.ts";
import { asCheckpointErrors } from "./arrayErrors.ts";

const extension = ".npy";
/** Headers end at a multiple of 64 bytes; one of many axes or of Python 2 may be longer. */
const usualHead = 256;
const longestHead = 65_792;

/** NumPy's codes → names. Those of other byte order have the same name. */
const typeNames: Readonly<Record<string, string>> = {
  b1: "bool",
  i1: "int8",
  u1: "uint8",
  i2: "int16",
  u2: "uint16",
  i4: "int32",
  u4: "uint32",
  i8: "int64",
  u8: "uint64",
  f2: "float16",
  f4: "float32",
  f8: "float64",
};

/**
 * Reads the batch norm layers of an `.npz` by the names of its arrays, whatever framework they are from. Of stored arrays only the
 * headers and batch norm are fetched.
 *
 * @throws CheckpointError TRUNCATED, BROKEN, TOO_LARGE, UNSUPPORTED, REFUSED, CANCELLED
 */
export async function readNpzFile(
  source: CheckpointSource,
  control: ReadingControl | null,
  opened: ZipArchive | null = null,
): Promise<Checkpoint> {
  const archive = opened ?? (await openZip(source.bytes));
  const entries = archive.entries.filter(({ name }) => name.endsWith(extension));
  if (entries.length === 0) throw new CheckpointError("NOT_A_CHECKPOINT", t("npz file requires arrays, got none"));
  const tensors: CheckpointTensor[] = [];
  for (const entry of entries) {
    if (control?.isCancelled()) throw new CheckpointError("CANCELLED", t("reading was cancelled"));
    tensors.push(tensorOf(archive, entry, await layoutOf(archive, entry)));
  }
  const dtypes = [...new Set(tensors.map(({ dtype }) => dtype))];
  if (!dtypes.some((dtype) => Object.values(typeNames).includes(dtype))) {
    throw new CheckpointError("UNSUPPORTED", t("npz file requires arrays of real numbers, got {0}", dtypes.join(", ")));
  }
  const result = await layersOf(tensors, { framework: null, facts: [], control });
  return { format: "npz", tensors, ...result };
}

async function layoutOf(archive: ZipArchive, entry: ZipEntry): Promise<ArrayLayout> {
  const head = await archive.range(entry, 0, Math.min(usualHead, entry.size));
  const length = headLength(head);
  const whole = length <= head.length ? head : await archive.range(entry, 0, Math.min(length, entry.size));
  return asCheckpointErrors(() => npyLayout(whole, entry.size));
}

/** Bytes up to the values, by the length that stands in the prefix. */
function headLength(head: Uint8Array): number {
  const [low = 0, high = 0] = head.subarray(8, 10);
  return head[6] === 1 ? 10 + low + high * 256 : longestHead;
}

function tensorOf(archive: ZipArchive, entry: ZipEntry, layout: ArrayLayout): CheckpointTensor {
  const { shape, dtype, type, littleEndian, fortranOrder, start, end } = layout;
  const name = entry.name.slice(0, -extension.length);
  const code = dtype.slice(1);
  return {
    name,
    part: "",
    shape,
    dtype: Object.hasOwn(typeNames, code) ? typeNames[code] : dtype,
    read: async () => {
      if (type === null) {
        // An object array is a pickle, which may run anything.
        throw new CheckpointError("UNSUPPORTED", t("array {0} requires real numbers, got {1}", name, dtype));
      }
      const values = decodeElements(await archive.range(entry, start, end), type, littleEndian);
      return fortranOrder ? fortranToRowMajor(values, shape) : values;
    },
  };
}
