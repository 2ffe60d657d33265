import { objectMembers } from "./objectMembers.ts";
import type { Span } from "../../types.ts";

/** An object of objects as a table. */
export interface MapForm {
  readonly kind: "rowMap" | "columnMap";
  readonly rows: number;
  /** Keys of the columns. */
  readonly columns: readonly string[];
  /** Whether the keys leave no doubt which way round it is. */
  readonly isCertain: boolean;
}

/**
 * Which way round an object of objects is a table: pandas writes `{column: {row: value}}` by default, and with orient
 * "index" the other way round, as people do who name their records. Rows are known by counting keys or dates; columns by
 * texts that fill all of one; else the longer side is the rows. Where keys of rows say so, cells may be missing.
 *
 * @returns null where its objects do not have the same keys, and neither side counts rows; or have too few in common
 */
export function mapForm(text: string, codes: Uint8Array, place: Span): MapForm | null {
  const outer: string[] = [];
  const counts = new Map<string, number>();
  let numCells = 0;
  let hasDouble = false;
  let pureTexts = 0;
  let mixed = 0;
  let hasLists = false;
  for (const { key, value } of objectMembers(text, codes, place)) {
    outer.push(key);
    const keys: string[] = [];
    let texts = 0;
    for (const member of objectMembers(text, codes, value)) {
      keys.push(member.key);
      texts += text.startsWith('"', member.value.start) ? 1 : 0;
      hasLists ||= text.startsWith("[", member.value.start);
    }
    for (const name of keys) counts.set(name, (counts.get(name) ?? 0) + 1);
    numCells += keys.length;
    hasDouble ||= new Set(keys).size < keys.length;
    if (texts === keys.length) pureTexts++;
    else if (texts > 0) mixed++;
  }
  const inner = Array.from(counts.keys());
  if (inner.length === 0 || hasDouble || new Set(outer).size < outer.length) {
    return null;
  }
  const areOuterRows = outer.every(countsRows);
  const areInnerRows = inner.every(countsRows);
  const numMissing = outer.length * inner.length - numCells;
  const areCells = areOuterRows !== areInnerRows && numMissing * 2 < outer.length * inner.length;
  if (numMissing > 0 && !areCells) {
    return null; // settings of several things
  }
  if (hasLists && !areOuterRows) {
    return null; // lists under names are columns, or parameters
  }
  const isCertain = areOuterRows !== areInnerRows || hasLists || mixed > 0 || pureTexts > 0;
  const isRowMap = isCertain
    ? hasLists || (areOuterRows === areInnerRows ? mixed > 0 : areOuterRows)
    : !areInnerRows && outer.length >= inner.length;
  return isRowMap
    ? { kind: "rowMap", rows: outer.length, columns: inner, isCertain }
    : { kind: "columnMap", rows: inner.length, columns: outer, isCertain };
}

/** Whether a key is a row's: a number, or a day. */
function countsRows(key: string): boolean {
  return /^(?:-?\d+|\d{4}-\d\d-\d\d(?:[T ].*)?)$/.test(key);
}
