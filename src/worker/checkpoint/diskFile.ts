import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ByteRanges } from "../../documents/checkpoints/types.ts";
import { FileSource } from "../files/fileSource.ts";
import type { OpenedFile } from "./checkpointServer.ts";

/**
 * A file on disk, read by ranges, with those in its folder.
 *
 * @throws Failure CANNOT_OPEN
 */
export function diskFile(path: string): OpenedFile {
  const opened: FileSource[] = [];
  const open = (at: string): ByteRanges => {
    const source = new FileSource(at, basename(at));
    opened.push(source);
    return fileRanges(source);
  };
  return {
    bytes: open(path),
    sibling: (name) => {
      const beside = join(dirname(path), name);
      // A name never leads out of the folder, whatever a file says.
      const isInside = name !== "" && basename(name) === name && name !== "." && name !== "..";
      return Promise.resolve(isInside && existsSync(beside) && statSync(beside).isFile() ? open(beside) : null);
    },
    close: () => {
      for (const source of opened.splice(0)) source.close();
    },
  };
}

function fileRanges(source: FileSource): ByteRanges {
  return {
    byteLength: source.size,
    slice: (from, to) =>
      new Promise((resolve) => {
        const wanted = new Uint8Array(Math.max(0, Math.min(to, source.size) - from));
        let length = 0;
        while (length < wanted.length) length += source.read(wanted.subarray(length), from + length);
        resolve(wanted);
      }),
  };
}
