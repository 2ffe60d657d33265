import { FileType, Uri, workspace } from "vscode";
import type { CheckpointFile } from "../../session/compute/checkpointRequests.ts";
import { fetchBytes } from "../sources/fileSource.ts";

/** Files that name others: a model of a larger size keeps its numbers in these, and is searched for no names. */
const namesOthers = /\.(onnx|index\.json)$/i;
const largestSearched = 67_108_864;

/**
 * A checkpoint as the computing thread reads it: by ranges where it is on disk; of any other file the bytes are fetched, with those
 * of the files beside it that it names.
 *
 * @throws Failure CANNOT_OPEN
 */
export async function checkpointFile(uri: Uri): Promise<CheckpointFile> {
  const name = nameOf(uri);
  if (uri.scheme === "file") return { name, source: uri.fsPath };
  const source = await fetchBytes(uri, name);
  if (!namesOthers.test(name) || source.byteLength > largestSearched) return { name, source };
  return { name, source, siblings: await siblingsOf(uri, new Uint8Array(source).slice()) };
}

/** The files of the folder whose names stand in a file's bytes, external data and shards among them. */
async function siblingsOf(uri: Uri, bytes: Uint8Array): Promise<NonNullable<CheckpointFile["siblings"]>> {
  const folder = Uri.joinPath(uri, "..");
  const text = new TextDecoder().decode(bytes);
  const named = (await workspace.fs.readDirectory(folder)).filter(
    ([name, type]) => type === FileType.File && name !== nameOf(uri) && text.includes(name),
  );
  return Object.fromEntries(
    await Promise.all(named.map(async ([name]) => [name, await fetchBytes(Uri.joinPath(folder, name), name)] as const)),
  );
}

/** A file's name without folders. */
export function nameOf(uri: Uri): string {
  return uri.path.split("/").at(-1) ?? uri.path;
}
