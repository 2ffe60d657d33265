import { t } from "@vscode/l10n";
import { ArrayFileError } from "./arrayFileError.ts";
import { isNpy, readNpy } from "./npy.ts";
import { readNpz } from "./npz.ts";
import { isSafetensors, readSafetensors } from "./safetensors.ts";
import { isZip } from "./zip.ts";
import type { NamedArray } from "./types.ts";

export { ArrayFileError, type ArrayFileErrorCode } from "./arrayFileError.ts";
export type { NamedArray } from "./types.ts";

/**
 * Reads the arrays of an .npy, .npz or .safetensors file, told apart by its name's ending, or else by how it begins.
 * Headers are checked at once, values are decoded when asked for.
 *
 * @throws ArrayFileError
 * @example
 * readArrays(bytes, "layer.npz").map(({ name, shape }) => [name, shape]) // [["bn1.weight", [64]], …]
 */
export function readArrays(bytes: Uint8Array, fileName = ""): NamedArray[] {
  const extension = /\.(?:npy|npz|safetensors)$/i.exec(fileName)?.[0].toLowerCase();
  if (extension === ".npy" || (extension === undefined && isNpy(bytes))) return [readNpy(bytes)];
  if (extension === ".npz" || (extension === undefined && isZip(bytes))) return readNpz(bytes);
  if (extension === ".safetensors" || isSafetensors(bytes)) return readSafetensors(bytes);
  throw new ArrayFileError("NOT_AN_ARRAY_FILE", t("the file is neither .npy, .npz nor .safetensors"));
}
