import { l10n, workspace, type Uri } from "vscode";
import type { FileRequest } from "../../session/compute/fileRequest.ts";
import type { TextSource } from "../../session/report/reportInput.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import { languageOfName } from "./documentSource.ts";

/** Which part of a file is read. */
export type FilePart = Pick<FileRequest, "columns" | "lines" | "path">;

export const wholeFile: FilePart = { columns: null, lines: null };

/** A file as a session sees it: read by the computing thread, without an editor. */
export type FileSource = TextSource & { readonly file: FileRequest };

/**
 * The source of a report about a file. A file on disk is read where it is; of any other the bytes are fetched first.
 *
 * @throws Failure CANNOT_OPEN
 */
export async function fileSource(uri: Uri, part: FilePart): Promise<FileSource> {
  const name = uri.path.split("/").at(-1) ?? uri.path;
  const source = uri.scheme === "file" ? uri.fsPath : await fetchBytes(uri, name);
  return {
    uri: uri.toString(),
    name,
    languageId: languageOfName(name) ?? "plaintext",
    version: 0,
    getText: () => "",
    file: { name, source, ...part, layout: "auto", preset: "pytorch" },
  };
}

/**
 * All bytes, in memory that threads can share where there is such.
 *
 * @throws Failure CANNOT_OPEN
 */
export async function fetchBytes(uri: Uri, name: string): Promise<SharedArrayBuffer | ArrayBuffer> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    if (typeof SharedArrayBuffer === "undefined") return bytes.slice().buffer;
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return shared;
  } catch (thrown) {
    const message = l10n.t("Cannot open {0}: {1}", name, toFailure(thrown).message);
    throw new Failure({ kind: "input", code: "CANNOT_OPEN", message, place: null });
  }
}
