import { t } from "@vscode/l10n";
import { bytesSource } from "../../documents/stream/sources/byteSource.ts";
import { fileFailure } from "./fileFailure.ts";
import { inlinePool } from "./scan/inlinePool.ts";
import type { FilePlatform, OpenedSource } from "./openFile.ts";

/** Where there is no disk and no thread to share with: files come as all their bytes, and are read here. */
export const bytesOnly: FilePlatform = {
  open: ({ source, name }) => {
    if (typeof source === "string") throw new Error(`${name} is on a disk that is not here`);
    return constantSource(source);
  },
  createPool: (_request, source) => inlinePool(source),
  createOutput: (target) => {
    throw fileFailure("CANNOT_WRITE", t("Cannot write {0}: there is no disk here", target));
  },
};

/** Bytes that nobody changes. */
export function constantSource(bytes: SharedArrayBuffer | ArrayBuffer): OpenedSource {
  return {
    ...bytesSource(new Uint8Array(bytes)),
    checkUnchanged: () => undefined,
    version: "",
    close: () => undefined,
  };
}
