import { t } from "@vscode/l10n";
import { CheckpointError } from "./checkpointError.ts";
import { isSafetensors } from "../arrays/safetensors.ts";
import { isFlax, isHdf5, isOnnx, isPickle, isTar, isTorchLegacy } from "./signs.ts";
import type { Checkpoint, CheckpointSource, ReadingControl } from "./types.ts";
import { isZip, openZip, type ZipArchive } from "./zip/index.ts";

export { CheckpointError, type CheckpointErrorCode } from "./checkpointError.ts";
export type * from "./types.ts";

/** What tells formats apart. */
interface FileSigns {
  /** Its first bytes. */
  readonly head: Uint8Array;
  readonly fileName: string;
  /** Names of its entries; none where it is no zip archive. */
  readonly zipNames: readonly string[];
}

/** @param archive the file as a zip archive, where it is one */
type Reader = (
  source: CheckpointSource,
  control: ReadingControl | null,
  archive: ZipArchive | null,
) => Promise<Checkpoint>;

interface Format {
  readonly is: (signs: FileSigns) => boolean;
  /** Each reader is loaded when the first file of its format is opened. */
  readonly load: () => Promise<Reader>;
}

const hasEntry =
  (name: string) =>
  ({ zipNames }: FileSigns): boolean =>
    zipNames.some((entry) => entry === name || entry.endsWith(`/${name}`));

const hasEnding =
  (ending: RegExp) =>
  ({ fileName }: FileSigns): boolean =>
    ending.test(fileName);

/** The first that fits reads the file: what the bytes tell comes before what the name does. */
const formats: readonly Format[] = [
  { is: hasEntry("data.pkl"), load: async () => (await import("./pytorch/zipFile.ts")).readTorchZip },
  {
    is: ({ head }) => isTorchLegacy(head),
    load: async () => (await import("./pytorch/legacyFile.ts")).readTorchLegacy,
  },
  { is: ({ head }) => isTar(head), load: async () => (await import("./pytorch/tarFile.ts")).readTorchTar },
  {
    is: ({ head, fileName }) => isPickle(head, fileName),
    load: async () => (await import("./pickle/pickleFile.ts")).readPickle,
  },
  { is: hasEntry("model.weights.h5"), load: async () => (await import("./keras/index.ts")).readKeras },
  { is: hasEnding(/\.keras$/i), load: async () => (await import("./keras/index.ts")).readKeras },
  {
    is: ({ zipNames }) => zipNames.some((name) => name.endsWith(".npy")),
    load: async () => (await import("./arrayFiles/npz.ts")).readNpzFile,
  },
  { is: ({ head }) => isHdf5(head), load: async () => (await import("./keras/index.ts")).readKerasH5 },
  {
    is: hasEnding(/\.safetensors\.index\.json$/i),
    load: async () => (await import("./arrayFiles/safetensorsIndex.ts")).readSafetensorsIndex,
  },
  {
    is: ({ head, fileName }) => isSafetensors(head) || /\.safetensors$/i.test(fileName),
    load: async () => (await import("./arrayFiles/safetensors.ts")).readSafetensorsFile,
  },
  { is: hasEnding(/\.(?:h5|hdf5)$/i), load: async () => (await import("./keras/index.ts")).readKerasH5 },
  {
    is: ({ head, fileName }) => isFlax(head, fileName),
    load: async () => (await import("./flax/index.ts")).readFlax,
  },
  {
    is: ({ head, fileName }) => isOnnx(head, fileName),
    load: async () => (await import("./onnx/index.ts")).readOnnx,
  },
];

/** Enough for every format's first bytes: a tar has its mark at 257. */
const headLength = 512;

/**
 * Reads a checkpoint of any format: its index and its batch norm layers. Other tensors are read when asked for.
 *
 * @throws CheckpointError
 * @example
 * (await readCheckpoint(source)).layers.length // 53 of a ResNet-50
 */
export async function readCheckpoint(
  source: CheckpointSource,
  control: ReadingControl | null = null,
): Promise<Checkpoint> {
  const head = await source.bytes.slice(0, headLength);
  const archive = isZip(head) ? await openZip(source.bytes) : null;
  const zipNames = archive?.entries.map(({ name }) => name) ?? [];
  const signs = { head, fileName: source.fileName, zipNames };
  const format = formats.find(({ is }) => is(signs));
  if (format === undefined) {
    throw new CheckpointError("NOT_A_CHECKPOINT", t("{0} begins like no checkpoint that is read", source.fileName));
  }
  return (await format.load())(source, control, archive);
}
