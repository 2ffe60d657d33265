import { t } from "@vscode/l10n";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { readTensorName } from "../layers/tensorName.ts";
import { layersOf } from "../layersOf.ts";
import { isPlainName } from "../plainName.ts";
import type { Checkpoint, CheckpointNotice, CheckpointSource, CheckpointTensor, ReadingControl } from "../types.ts";
import { safetensorsOf } from "./safetensors.ts";

/** The index of the largest states of today has 9 MB. */
const maximumBytes = 16_777_216;
const maximumShards = 2000;
/** What the name of every running mean or variance has in it: most tensors have not. */
const statisticsName = /mean|var/;
/** Layers that a notice names. */
const namedLayers = 5;

/** The files that hold a state, each with the names of its tensors. */
type Shards = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads a state that stands in several safetensors files, by their index. The tensors of one layer may stand in two of them. A
 * file that is missing takes only its own tensors along.
 *
 * @throws CheckpointError BROKEN, TOO_LARGE, CANCELLED; TRUNCATED where none of the files is in the folder
 */
export async function readSafetensorsIndex(
  source: CheckpointSource,
  control: ReadingControl | null,
): Promise<Checkpoint> {
  const shards = await readShards(source);
  const tensors: CheckpointTensor[] = [];
  const notices: CheckpointNotice[] = [];
  let framework: Checkpoint["framework"] | null = null;
  let numFound = 0;
  for (const [name, tensorNames] of shards) {
    if (control?.isCancelled()) throw new CheckpointError("CANCELLED", t("reading was cancelled"));
    const bytes = isPlainName(name) ? await source.sibling(name) : null;
    if (bytes === null) {
      notices.push(missingShard(name, tensorNames));
      continue;
    }
    numFound++;
    const shard = await safetensorsOf(bytes);
    framework ??= shard.framework;
    tensors.push(...shard.tensors.filter((tensor) => tensorNames.has(tensor.name)));
  }
  if (numFound === 0) {
    const [first] = shards.keys();
    throw new CheckpointError("TRUNCATED", t("{0} is not in the folder", first));
  }
  const result = await layersOf(tensors, { framework, facts: [], control });
  return { format: "safetensors-index", tensors, ...result, notices: [...notices, ...result.notices] };
}

async function readShards({ bytes }: CheckpointSource): Promise<Shards> {
  if (bytes.byteLength > maximumBytes) {
    throw new CheckpointError("TOO_LARGE", t("safetensors index requires at most {0} bytes", maximumBytes));
  }
  const text = new TextDecoder().decode(await sliceExactly(bytes, 0, bytes.byteLength, t("the safetensors file")));
  const shards = new Map<string, Set<string>>();
  for (const [tensor, shard] of Object.entries(weightMapOf(text))) {
    if (typeof shard !== "string") throw brokenIndex();
    const names = shards.get(shard) ?? new Set<string>();
    shards.set(shard, names.add(tensor));
  }
  if (shards.size === 0) throw brokenIndex();
  if (shards.size > maximumShards) {
    throw new CheckpointError("TOO_LARGE", t("safetensors index requires at most {0} files", maximumShards));
  }
  return new Map([...shards].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function weightMapOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    const map = typeof value === "object" && value !== null && "weight_map" in value ? value.weight_map : null;
    if (typeof map === "object" && map !== null) return map;
  } catch {
    // Not JSON: no index either.
  }
  throw brokenIndex();
}

function missingShard(file: string, tensorNames: ReadonlySet<string>): CheckpointNotice {
  const layers = new Set(
    [...tensorNames]
      .filter((name) => statisticsName.test(name))
      .flatMap((name) =>
        readTensorName(name)
          .filter(({ role }) => role === "mean" || role === "variance")
          .map(({ layer }) => layer),
      ),
  );
  const named = [...layers].slice(0, namedLayers).join(", ");
  const message =
    layers.size === 0
      ? t("{0} is not in the folder: it has {1} tensors, of no batch norm layer.", file, tensorNames.size)
      : t("{0} is not in the folder: {1} batch norm layers are in it ({2}).", file, layers.size, named);
  return { code: "MISSING_SHARD", severity: layers.size === 0 ? "info" : "warning", message };
}

function brokenIndex(): CheckpointError {
  return new CheckpointError("BROKEN", t("safetensors index requires a weight_map of file names"));
}
