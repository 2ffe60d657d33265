import { t } from "@vscode/l10n";
import { decodeElements } from "../../arrays/elementTypes.ts";
import { readSafetensorsHead, safetensorsHeadLength, unsupportedType } from "../../arrays/safetensors.ts";
import { inBlocks, sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { layersOf } from "../layersOf.ts";
import type {
  ByteRanges,
  Checkpoint,
  CheckpointFramework,
  CheckpointSource,
  CheckpointTensor,
  ReadingControl,
} from "../types.ts";
import { asCheckpointErrors } from "./arrayErrors.ts";

const prefixLength = 8;
/** Of about 60,000 tensors. The format allows 100 MB, which take a gigabyte of memory to parse. */
const maximumHeader = 8_388_608;

/** Format's names → the frameworks' own. */
const typeNames: Readonly<Record<string, string>> = {
  BOOL: "bool",
  I8: "int8",
  U8: "uint8",
  I16: "int16",
  U16: "uint16",
  I32: "int32",
  U32: "uint32",
  I64: "int64",
  U64: "uint64",
  F16: "float16",
  BF16: "bfloat16",
  F32: "float32",
  F64: "float64",
};

/** What the writer's "format" says where the names of tensors would not. */
const frameworks: ReadonlyMap<string, CheckpointFramework> = new Map([
  ["pt", "pytorch"],
  ["mlx", "mlx"],
]);

/**
 * Reads a safetensors file: its header, then batch norm.
 *
 * @throws CheckpointError BROKEN, TRUNCATED, CANCELLED; a tensor of a type that is not read puts only itself out of reach
 */
export async function readSafetensorsFile(
  source: CheckpointSource,
  control: ReadingControl | null,
): Promise<Checkpoint> {
  const { tensors, framework } = await safetensorsOf(source.bytes);
  const result = await layersOf(tensors, { framework, facts: [], control });
  return { format: "safetensors", tensors, ...result };
}

/** The tensors of a file in the order of its header. */
export async function safetensorsOf(
  file: ByteRanges,
): Promise<{ tensors: CheckpointTensor[]; framework: CheckpointFramework | null }> {
  const bytes = inBlocks(file);
  const prefix = await bytes.slice(0, prefixLength);
  const headLength = asCheckpointErrors(() => safetensorsHeadLength(prefix, bytes.byteLength));
  if (headLength > maximumHeader) {
    const message = t("the header requires at most {0} bytes, got {1}", maximumHeader, headLength);
    throw new CheckpointError("TOO_LARGE", message);
  }
  const head = await sliceExactly(bytes, 0, headLength, t("the safetensors file"));
  const { layouts, metadata } = asCheckpointErrors(() => readSafetensorsHead(head, bytes.byteLength));
  const tensors = layouts.map(({ name, shape, dtype, type, start, end }): CheckpointTensor => ({
    name,
    part: "",
    shape,
    dtype: Object.hasOwn(typeNames, dtype) ? typeNames[dtype] : dtype,
    read: async () => {
      if (type === null)
        return asCheckpointErrors(() => {
          throw unsupportedType(name, dtype);
        });
      return decodeElements(await sliceExactly(bytes, start, end, name), type, true);
    },
  }));
  return { tensors, framework: frameworks.get(metadata.get("format") ?? "") ?? null };
}
