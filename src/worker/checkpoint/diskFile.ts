import { existsSync, realpathSync, statSync } from "node:fs";
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
    sibling: (name) => Promise.resolve(isBeside(path, name) ? open(join(dirname(path), name)) : null),
    close: () => {
      for (const source of opened.splice(0)) source.close();
    },
  };
}

/**
 * Whether a name is that of a file in the folder of `path`. Neither the name leads out of it, whatever a file says, nor a link that
 * has it. Caches of models link all their files into one other folder: that is the file's own, too.
 */
function isBeside(path: string, name: string): boolean {
  const beside = join(dirname(path), name);
  const isName = name !== "" && basename(name) === name && name !== "." && name !== "..";
  if (!isName || !existsSync(beside) || !statSync(beside).isFile()) return false;
  const folder = dirname(realpathSync(beside));
  return folder === realpathSync(dirname(path)) || folder === dirname(realpathSync(path));
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
