import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { t } from "@vscode/l10n";
import { fileFailure } from "./fileFailure.ts";

/** A file that is written under a temporary name, and gets its own only when it is complete. */
export interface OutputFile {
  /** @throws Failure CANNOT_WRITE */
  write(bytes: Uint8Array): void;
  /** Puts the file in its place, over one that is there. @throws Failure CANNOT_WRITE */
  commit(): void;
  /** Leaves nothing behind. */
  abort(): void;
}

/** The name under which a file is written until it is complete. Whoever ends the writing thread removes it. */
export function partName(target: string): string {
  return `${target}.part`;
}

/**
 * Begins to write a file on disk.
 *
 * @param sourcePath the file that is read meanwhile: it must be another
 * @throws Failure SAME_FILE, CANNOT_WRITE
 */
export function createOutputFile(target: string, sourcePath: string | null): OutputFile {
  if (sourcePath !== null && isSameFile(target, sourcePath)) {
    throw fileFailure(
      "SAME_FILE",
      t("the normalized values cannot replace the file that they are read from: choose another name"),
    );
  }
  const part = partName(target);
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw fileFailure(
        "CANNOT_WRITE",
        t("Cannot write {0}: {1}", target, thrown instanceof Error ? thrown.message : String(thrown)),
      );
    }
  };
  const file = attempt(() => openSync(part, "w"));
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write: (bytes) => {
      attempt(() => {
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      });
    },
    commit: () => {
      attempt(() => {
        fsyncSync(file);
        close();
        renameSync(part, target);
      });
    },
    abort: () => {
      close();
      rmSync(part, { force: true });
    },
  };
}

function isSameFile(a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  if (first === undefined || second === undefined) return a === b;
  return first.ino === second.ino && first.dev === second.dev;
}
