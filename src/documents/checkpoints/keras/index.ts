import { t } from "@vscode/l10n";
import { bytesInMemory } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { openHdf5, type Hdf5Object } from "../hdf5/index.ts";
import { layersOf } from "../layersOf.ts";
import { isHdf5 } from "../signs.ts";
import type {
  ByteRanges,
  Checkpoint,
  CheckpointFormat,
  CheckpointNotice,
  CheckpointSource,
  ReadingControl,
} from "../types.ts";
import { openZip, type ZipArchive } from "../zip/index.ts";
import { batchNormConfigs, type BatchNormConfig } from "./config.ts";
import { attributeTexts, namedLayers, type NamedLayers } from "./layerWeights.ts";
import { numberedLayers } from "./numberedVariables.ts";
import { tensorOf } from "./tensors.ts";
import { datasetsBelow } from "./tree.ts";

const configEntry = "config.json";
const weightsEntry = "model.weights.h5";
const maximumConfigBytes = 33_554_432;
/** A deflated file of weights is unpacked into memory; Keras stores it. */
const maximumWeightsBytes = 134_217_728;

/**
 * Reads a `.keras` file: a zip of the configuration and the weights. Before Keras 2.12 it was HDF5.
 *
 * @throws CheckpointError NOT_A_CHECKPOINT, BROKEN, TRUNCATED, TOO_LARGE, UNSUPPORTED, REFUSED, CANCELLED
 */
export async function readKeras(
  source: CheckpointSource,
  control: ReadingControl | null,
  opened: ZipArchive | null = null,
): Promise<Checkpoint> {
  if (isHdf5(await source.bytes.slice(0, 8))) return readKerasH5(source, control);
  const archive = opened ?? (await openZip(source.bytes));
  const config = archive.find(configEntry);
  const text = config === null ? null : new TextDecoder().decode(await archive.read(config, maximumConfigBytes));
  const root = await openHdf5(await weightsOf(archive));
  return readRoot(root, { format: "keras", control, configs: text === null ? null : batchNormConfigs(text) });
}

async function weightsOf(archive: ZipArchive): Promise<ByteRanges> {
  const entry = archive.find(weightsEntry);
  if (entry !== null)
    return (await archive.ranges(entry)) ?? bytesInMemory(await archive.read(entry, maximumWeightsBytes));
  const isSharded = archive.entries.some(({ name }) => name.endsWith(".weights.json"));
  if (isSharded)
    throw new CheckpointError("UNSUPPORTED", t("Keras file requires its weights in one piece, got shards"));
  throw new CheckpointError("NOT_A_CHECKPOINT", t("Keras file requires {0}, got none", weightsEntry));
}

/**
 * Reads `.h5`, `.hdf5` and `.weights.h5` of Keras 1 to 3, and other HDF5 files of tensors by their names.
 *
 * @throws CheckpointError as `readKeras`
 */
export async function readKerasH5(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const root = await openHdf5(source.bytes);
  const text = (await attributeTexts(root, "model_config"))?.join("") ?? null;
  return readRoot(root, { format: "keras-h5", control, configs: text === null ? null : batchNormConfigs(text) });
}

interface Reading {
  readonly format: CheckpointFormat;
  readonly control: ReadingControl | null;
  readonly configs: readonly BatchNormConfig[] | null;
}

async function readRoot(root: Hdf5Object, { format, control, configs }: Reading): Promise<Checkpoint> {
  const { layers: found, isKeras, notices } = await findWeights(root, configs);
  const result = await layersOf(found.tensors, { framework: isKeras ? "keras" : null, facts: found.facts, control });
  return { format, tensors: found.tensors, ...result, notices: [...notices, ...result.notices] };
}

async function findWeights(
  root: Hdf5Object,
  configs: readonly BatchNormConfig[] | null,
): Promise<{ layers: NamedLayers; isKeras: boolean; notices: readonly CheckpointNotice[] }> {
  const address = (await root.links()).get("model_weights");
  const group = address === undefined ? root : await root.child(address);
  if ((await attributeTexts(group, "layer_names")) !== null) {
    return { layers: await namedLayers(group, configs ?? []), isKeras: true, notices: [] };
  }
  const datasets = await datasetsBelow(group);
  const isNumbered = datasets.some(({ path }) => path.endsWith("/vars/0"));
  if (isNumbered) {
    const { notices, ...layers } = numberedLayers(datasets, configs);
    return { layers, isKeras: true, notices };
  }
  const tensors = datasets.map((dataset) => tensorOf(dataset, dataset.path));
  return { layers: { tensors, facts: [] }, isKeras: false, notices: [] };
}
