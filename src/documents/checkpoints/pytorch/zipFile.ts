import { t } from "@vscode/l10n";
import { bytesInMemory } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { PickleBudget } from "../pickle/budget.ts";
import { findTensors, type FoundTensors } from "../pickle/search/findTensors.ts";
import type { PickleWorld } from "../pickle/machine.ts";
import { PickleInput } from "../pickle/pickleInput.ts";
import { toCheckpoint } from "../pickle/toCheckpoint.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { pickleWorld } from "../pickle/world.ts";
import type { ByteRanges, Checkpoint, CheckpointSource, ReadingControl } from "../types.ts";
import { openZip, type ZipArchive, type ZipEntry } from "../zip/index.ts";
import { torchPersistentIds } from "./persistentIds.ts";
import { torchNames } from "./torchNames.ts";
import { frozenNotice, scriptFacts } from "./torchScript.ts";
import { zipStorages } from "./zipStorages.ts";

const pickleName = "data.pkl";
/** A deflated pickle is unpacked whole: torch itself stores it. */
const maximumPickle = 33_554_432;
const maximumMark = 64;

/**
 * Reads a file of torch.save since 1.6, or of torch.jit.save: a zip with the object as a pickle and one entry per storage.
 *
 * **Source**: torch/serialization.py and caffe2/serialize/inline_container.cc.
 *
 * @throws CheckpointError
 */
export async function readTorchZip(
  source: CheckpointSource,
  control: ReadingControl | null,
  opened: ZipArchive | null = null,
): Promise<Checkpoint> {
  const archive = opened ?? (await openZip(source.bytes));
  const root = rootOf(archive);
  const littleEndian = (await textOf(archive, `${root}byteorder`)) !== "big";
  const isScript = archive.entries.some(({ name }) => name.startsWith(`${root}code/`));
  const budget = new PickleBudget();
  const world = (folder: string): PickleWorld =>
    pickleWorld(torchNames, torchPersistentIds(zipStorages(archive, `${root}${folder}/`, littleEndian)));
  const main = world("data");
  const { tensors: own, modules } = await readObject(archive, `${root}${pickleName}`, main, budget);
  const constants = `${root}constants.pkl`;
  // A frozen network has no tensors of its own.
  const isFrozen = isScript && own.length === 0 && archive.find(constants) !== null;
  const tensors = isFrozen ? (await readObject(archive, constants, world("constants"), budget)).tensors : own;
  const facts = isScript ? await scriptFacts(modules, archive, root) : modules.map((module) => module.facts);
  return toCheckpoint(
    {
      ...{ tensors, modules, facts, unknownCalls: main.unknownCalls, framework: "pytorch" },
      format: isScript ? "torchscript" : "pytorch-zip",
      notices: isFrozen && tensors.length > 0 ? [frozenNotice()] : [],
      mayBeEmpty: isScript,
    },
    control,
  );
}

/** The folder of the object: files are renamed, so it is not the file's name. The outermost one counts. */
function rootOf(archive: ZipArchive): string {
  const depth = (name: string): number => name.split("/").length;
  const first = archive.entries
    .map(({ name }) => name)
    .filter((name) => name === pickleName || name.endsWith(`/${pickleName}`))
    .sort((a, b) => depth(a) - depth(b))
    .at(0);
  if (first === undefined) throw new CheckpointError("NOT_A_CHECKPOINT", t("the zip archive has no {0}", pickleName));
  return first.slice(0, first.length - pickleName.length);
}

async function readObject(
  archive: ZipArchive,
  name: string,
  world: PickleWorld,
  budget: PickleBudget,
): Promise<FoundTensors> {
  const entry = archive.find(name);
  if (entry === null) throw new CheckpointError("NOT_A_CHECKPOINT", t("the zip archive has no {0}", name));
  const input = new PickleInput(await contentOf(archive, entry));
  return findTensors(await unpickle(input, world, budget), budget);
}

async function contentOf(archive: ZipArchive, entry: ZipEntry): Promise<ByteRanges> {
  return (await archive.ranges(entry)) ?? bytesInMemory(await archive.read(entry, maximumPickle));
}

/** The text of a short entry; null where there is none. */
async function textOf(archive: ZipArchive, name: string): Promise<string | null> {
  const entry = archive.find(name);
  return entry === null ? null : new TextDecoder().decode(await archive.read(entry, maximumMark)).trim();
}
