import { closeSync, fstatSync, openSync, readSync, statSync, type BigIntStats } from "node:fs";
import { t } from "@vscode/l10n";
import type { ByteSource } from "../../documents/stream/sources/byteSource.ts";
import { fileFailure } from "./fileFailure.ts";

/** A file on disk, opened for reading, that notices when it is not the same any more. */
export class FileSource implements ByteSource {
  readonly size: number;
  readonly #path: string;
  readonly #name: string;
  readonly #descriptor: number;
  readonly #opened: BigIntStats;

  /** @throws Failure CANNOT_OPEN */
  constructor(path: string, name: string) {
    this.#path = path;
    this.#name = name;
    try {
      this.#descriptor = openSync(path, "r");
      this.#opened = fstatSync(this.#descriptor, { bigint: true });
    } catch (thrown) {
      throw fileFailure("CANNOT_OPEN", t("Cannot open {0}: {1}", name, reasonOf(thrown)));
    }
    this.size = Number(this.#opened.size);
  }

  get version(): string {
    const { size, mtimeNs, ino } = this.#opened;
    return `${size} ${mtimeNs} ${ino}`;
  }

  /** @throws Failure CANNOT_READ; FILE_CHANGED where the file ends before its size */
  read(target: Uint8Array, offset: number): number {
    const wanted = Math.min(target.length, this.size - offset);
    if (wanted <= 0) return 0;
    let length: number;
    try {
      length = readSync(this.#descriptor, target, 0, wanted, offset);
    } catch (thrown) {
      throw fileFailure("CANNOT_READ", t("Cannot read {0}: {1}", this.#name, reasonOf(thrown)));
    }
    if (length === 0) {
      throw fileFailure(
        "FILE_CHANGED",
        t(
          "{0} was cut short while it was read, at byte {1} of {2}: run the command again",
          this.#name,
          offset,
          this.size,
        ),
      );
    }
    return length;
  }

  /**
   * Checks that the file is still the one that was opened, and was not written to.
   *
   * @throws Failure FILE_CHANGED
   */
  checkUnchanged(): void {
    const opened = this.#opened;
    const now = statOrNull(this.#path);
    if (now === null) {
      throw fileFailure("FILE_CHANGED", t("{0} was deleted while it was read", this.#name));
    }
    if (now.ino !== opened.ino || now.dev !== opened.dev) {
      throw fileFailure("FILE_CHANGED", t("{0} was replaced while it was read: run the command again", this.#name));
    }
    if (now.size !== opened.size || now.mtimeNs !== opened.mtimeNs) {
      throw fileFailure("FILE_CHANGED", t("{0} was changed while it was read: run the command again", this.#name));
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function statOrNull(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
