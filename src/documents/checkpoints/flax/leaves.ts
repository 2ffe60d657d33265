import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import { brokenMsgpack, MsgpackReader, type Token } from "./msgpack.ts";

/** A map or an array, with the keys to it. */
export interface Branch {
  /** The keys, joined by slashes; "" for the outermost. Places in arrays count as keys. */
  readonly name: string;
  /** Null for the outermost. */
  readonly parent: Branch | null;
  /** The last of the keys. */
  readonly key: string;
}

/** A value that is no map and no array. */
export interface Leaf {
  /** Null where the file is one value. */
  readonly branch: Branch | null;
  readonly key: string;
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
  const open: { isMap: boolean; left: number; next: number; branch: Branch }[] = [];
  let key = "";
  for (;;) {
    const token = await reader.next();
    const parent = open.at(-1)?.branch ?? null;
    if (token.kind === "map" || token.kind === "array") {
      if (open.length === maximumDepth) throw tooDeep();
      const branch = { name: nameOf(parent, key), parent, key };
      open.push({ isMap: token.kind === "map", left: token.length, next: 0, branch });
    } else {
      leaves.push({ branch: parent, key, token });
    }
    while (open.at(-1)?.left === 0) open.pop();
    const frame = open.at(-1);
    if (frame === undefined) return leaves;
    frame.left--;
    key = frame.isMap ? await readKey(reader) : String(frame.next++);
  }
}

/** The keys to a member of a branch, joined by slashes. */
export function nameOf(branch: Branch | null, key: string): string {
  return branch === null || branch.name === "" ? key : `${branch.name}/${key}`;
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
