import { isPlainName } from "../plainName.ts";
import type { ByteRanges, CheckpointSource } from "../types.ts";
import type { MessageRange } from "./wire.ts";

/** Where the values of a tensor outside the model stand; or why they are out of reach. */
export type ExternalData =
  | { readonly bytes: ByteRanges; readonly range: MessageRange }
  | { readonly fault: "outside" | "missing"; readonly file: string };

/**
 * Locates the external data of a tensor. Only a file beside the model is opened: a location with a folder, even one below, is
 * refused, as a model that comes from elsewhere could name any file of the machine.
 *
 * **Source**: onnx.proto, "external_data": location, offset and length, as decimal texts.
 *
 * @param entries of external_data
 * @param numBytes what the tensor's shape and type require
 */
export async function locateExternal(
  source: CheckpointSource,
  entries: ReadonlyMap<string, string>,
  numBytes: number,
): Promise<ExternalData> {
  const location = entries.get("location") ?? "";
  const file = location.replace(/^\.\//, "");
  if (!isPlainName(file)) return { fault: "outside", file: location };
  const bytes = await source.sibling(file);
  const start = decimal(entries.get("offset") ?? "0");
  const length = decimal(entries.get("length") ?? String(numBytes));
  if (bytes === null || start === null || length === null) return { fault: "missing", file };
  return { bytes, range: { start, end: start + length } };
}

function decimal(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
