import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import { brokenMsgpack, MsgpackReader, type Token } from "./msgpack.ts";

/** A value that is no map and no array, with the keys to it. Places in arrays count as keys. */
export interface Leaf {
  readonly path: readonly string[];
  readonly token: Token;
}

const maximumDepth = 64;

/**
 * All leaves of a msgpack file, in order. Keys are texts, never properties: "__proto__" is one like others. Maps are walked from a
 * list of those that are open, not by recursion.
 *
 * @throws CheckpointError BROKEN, TRUNCATED, TOO_LARGE
 */
export async function readLeaves(bytes: ByteRanges): Promise<Leaf[]> {
  const reader = new MsgpackReader(bytes, { start: 0, end: bytes.byteLength });
  const leaves: Leaf[] = [];
  const open: { isMap: boolean; left: number; next: number; path: readonly string[] }[] = [];
  const path: string[] = [];
  for (;;) {
    const token = await reader.next();
    if (token.kind === "map" || token.kind === "array") {
      if (open.length === maximumDepth) throw tooDeep();
      open.push({ isMap: token.kind === "map", left: token.length, next: 0, path: [...path] });
    } else {
      leaves.push({ path: [...path], token });
    }
    while (open.length > 0 && open[open.length - 1].left === 0) open.pop();
    if (open.length === 0) return leaves;
    const frame = open[open.length - 1];
    frame.left--;
    path.length = 0;
    path.push(...frame.path, frame.isMap ? await readKey(reader) : String(frame.next++));
  }
}

async function readKey(reader: MsgpackReader): Promise<string> {
  const token = await reader.next();
  if (token.kind === "number") return String(token.value);
  if (token.kind !== "text" && token.kind !== "bytes") throw brokenMsgpack();
  return reader.text(token.span);
}

function tooDeep(): CheckpointError {
  return new CheckpointError("TOO_LARGE", t("msgpack file requires at most {0} nested maps", maximumDepth));
}
