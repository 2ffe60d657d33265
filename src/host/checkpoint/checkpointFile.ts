import type { Uri } from "vscode";
import type { CheckpointFile } from "../../session/checkpoint/requests.ts";
import { fetchBytes } from "../sources/fileSource.ts";

/**
 * A checkpoint as the computing thread reads it: by ranges where it is on disk; of any other file the bytes are fetched.
 *
 * @throws Failure CANNOT_OPEN
 */
export async function checkpointFile(uri: Uri): Promise<CheckpointFile> {
  const name = nameOf(uri);
  return { name, source: uri.scheme === "file" ? uri.fsPath : await fetchBytes(uri, name) };
}

/** A file's name without folders. */
export function nameOf(uri: Uri): string {
  return uri.path.split("/").at(-1) ?? uri.path;
}
