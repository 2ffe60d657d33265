import type { Uri } from "vscode";
import { inputOf, nothingGiven } from "../../session/report/inputOf.ts";
import { readSettings } from "../configuration.ts";
import { isArrayFile } from "../pick/origin.ts";
import { documentSource, openDocument } from "../sources/documentSource.ts";
import { fileSource, wholeFile } from "../sources/fileSource.ts";
import type { Reports } from "./reports.ts";

/**
 * Shows the report of a file, as Normalize Selection does with nothing selected, or Normalize File for arrays.
 *
 * @throws Failure
 */
export async function openData(reports: Reports, uri: Uri): Promise<void> {
  const isText = !isArrayFile(uri);
  const source = isText ? documentSource(await openDocument(uri)) : await fileSource(uri, wholeFile);
  await reports.open(inputOf(source, isText ? [{ start: 0, end: 0 }] : [], nothingGiven, readSettings(uri)));
}
