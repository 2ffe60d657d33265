import { t } from "@vscode/l10n";
import { inBlocks, sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { PickleBudget } from "../pickle/budget.ts";
import { findTensors } from "../pickle/search/findTensors.ts";
import { brokenPickle } from "../pickle/pickleErrors.ts";
import { PickleInput } from "../pickle/pickleInput.ts";
import { toCheckpoint } from "../pickle/toCheckpoint.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { keyText } from "../pickle/search/places.ts";
import { PickleDict, PickleList, type PickleValue } from "../pickle/values.ts";
import { pickleWorld } from "../pickle/world.ts";
import type { ByteRanges, Checkpoint, CheckpointSource, ReadingControl } from "../types.ts";
import { torchPersistentIds } from "./persistentIds.ts";
import { torchNames } from "./torchNames.ts";
import type { StorageFile, TorchStorage } from "./torchTensor.ts";

/** A length of 64 bits stands before each storage. */
const lengthBytes = 8;

/** What a legacy file holds, before its tensors are looked for. */
export interface LegacyObject {
  readonly top: PickleValue;
  readonly storages: LegacyStorages;
  readonly unknownCalls: ReadonlySet<string>;
}

/**
 * Reads a file of torch.save before 1.6: five pickles one behind the other, then the storages.
 *
 * **Source**: torch/serialization.py, _legacy_save and _legacy_load.
 *
 * @throws CheckpointError
 */
export async function readTorchLegacy(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const budget = new PickleBudget();
  const { top, storages, unknownCalls } = await readLegacyObject(inBlocks(source.bytes), budget);
  const found = findTensors(top, budget);
  const facts = found.modules.map((module) => module.facts);
  const checkpoint = await toCheckpoint(
    { ...found, facts, unknownCalls, format: "pytorch-legacy", framework: "pytorch", notices: [], mayBeEmpty: false },
    control,
  );
  if (storages.contradiction !== null) throw storages.contradiction;
  return checkpoint;
}

/** @throws CheckpointError */
export async function readLegacyObject(bytes: ByteRanges, budget: PickleBudget): Promise<LegacyObject> {
  const input = new PickleInput(bytes);
  const storages = new LegacyStorages(bytes);
  const world = pickleWorld(
    torchNames,
    torchPersistentIds(storages, (storage) => {
      storages.declare(storage);
    }),
  );
  const plain = pickleWorld([], null);
  // The magic number and the version of the protocol.
  await unpickle(input, plain, budget);
  await unpickle(input, plain, budget);
  const system = await unpickle(input, plain, budget);
  if (system instanceof PickleDict && system.get("little_endian") === false) storages.littleEndian = false;
  const top = await unpickle(input, world, budget);
  storages.place(await unpickle(input, plain, budget), input.offset);
  return { top, storages, unknownCalls: world.unknownCalls };
}

interface Declared {
  readonly numElements: number;
  readonly bytes: number;
  /** Offset of its length in the file; null before the list of keys is read, and for a key that is not in it. */
  start: number | null;
}

/** The storages behind the pickles: their lengths come from the pickle, so that finding one reads nothing of the others. */
class LegacyStorages implements StorageFile {
  littleEndian = true;
  /** A length that is not what the pickle says: then none of the storages stands where it is looked for. */
  contradiction: CheckpointError | null = null;
  readonly #bytes: ByteRanges;
  readonly #byKey = new Map<string, Declared>();

  constructor(bytes: ByteRanges) {
    this.#bytes = bytes;
  }

  /** @throws CheckpointError BROKEN where the file could not even hold this one */
  declare({ key, numElements, type }: TorchStorage): void {
    const bytes = numElements * (type.elements?.bytes ?? 1);
    if (bytes > this.#bytes.byteLength) {
      throw new CheckpointError(
        "BROKEN",
        t("the storage {0} requires {1} bytes, the file has {2}", key, bytes, this.#bytes.byteLength),
      );
    }
    if (!this.#byKey.has(key)) this.#byKey.set(key, { numElements, bytes, start: null });
  }

  /** Takes the list of keys, in whose order the storages stand from `offset` on. */
  place(keys: PickleValue, offset: number): void {
    if (!(keys instanceof PickleList)) throw brokenPickle();
    let start = offset;
    for (const key of keys.items) {
      const declared = this.#byKey.get(keyText(key));
      // Where one is not known, those behind it cannot be found.
      if (declared === undefined) return;
      declared.start = start;
      start += lengthBytes + declared.bytes;
    }
  }

  async range({ key }: TorchStorage, from: number, to: number): Promise<Uint8Array> {
    const declared = this.#byKey.get(key);
    if (declared === undefined || declared.start === null) {
      throw new CheckpointError("BROKEN", t("the storage {0} is not in the file", key));
    }
    const { start, numElements } = declared;
    const what = t("the storage {0}", key);
    const length = await sliceExactly(this.#bytes, start, start + lengthBytes, what);
    const view = new DataView(length.buffer, length.byteOffset, length.byteLength);
    const got = Number(view.getBigInt64(0, this.littleEndian));
    if (got !== numElements) {
      const message = t("the storage {0} requires {1} numbers, got {2}", key, numElements, got);
      this.contradiction = new CheckpointError("BROKEN", message);
      throw this.contradiction;
    }
    return sliceExactly(this.#bytes, start + lengthBytes + from, start + lengthBytes + to, what);
  }
}
