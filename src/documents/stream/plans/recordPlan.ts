import { t } from "@vscode/l10n";
import { DocumentError } from "../../documentError.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import type { StreamedUse } from "./rowPlan.ts";

/** Objects that are looked at to find the keys. */
const maxJudgedRecords = 200;

/** An object as it stands in the head: raw texts of its members, and what they hold. */
type Members = ReadonlyMap<string, unknown>;

/**
 * How objects are read, one a line or in an array: their keys, and which of them hold numbers, from the first ones.
 *
 * @param start of the first object
 * @returns null where the head holds no whole object
 * @throws DocumentError NO_NUMBERS
 */
export function planRecords(head: FileHead, start: number, isLines: boolean): FilePlan | null {
  const records = firstRecords(head.text, start);
  if (records.length === 0 && !head.isWhole) return null;
  const keys = [...new Set(records.flatMap((members) => [...members.keys()]))];
  const uses = keys.map((key): StreamedUse => {
    return records.some((members) => typeof members.get(key) === "number") ? "numbers" : "watch";
  });
  if (!uses.includes("numbers")) {
    throw new DocumentError("NO_NUMBERS", t("the first {0} objects hold no numbers", records.length));
  }
  const others = othersOf(records);
  const columns = keys.map((key) => decoded(key) ?? key);
  const names = columns.filter((_, c) => uses[c] === "numbers");
  const before = head.text.slice(0, start);
  const line = before.split(/\r\n|\r|\n/).length;
  return {
    format: "json",
    rows: { kind: "records", keys, uses, isLines },
    lengths: [names.length],
    names,
    columns,
    dataStart: new TextEncoder().encode(before).length,
    dataLine: line,
    widthLine: line,
    path: "",
    arrays: [],
    notices: [],
    others,
  };
}

/** What objects hold beside numbers and null; a key that has no number anywhere counts as a text's. */
function othersOf(records: readonly Members[]): FilePlan["others"] {
  const values = records.flatMap((members) => Array.from(members.values()));
  if (values.some((value) => typeof value === "object" && value !== null)) return "nested";
  const numeric = new Set(records.flatMap((members) => numericKeys(members)));
  const areNumbers = values.every((value) => typeof value === "number" || value === null);
  return areNumbers && records.every((members) => Array.from(members.keys()).every((key) => numeric.has(key)))
    ? undefined
    : "texts";
}

function numericKeys(members: Members): string[] {
  return Array.from(members).flatMap(([key, value]) => (typeof value === "number" ? [key] : []));
}

/** Members of the objects that are whole; what is no JSON is for the scanner to say. */
function firstRecords(text: string, start: number): Members[] {
  const records: Members[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
  token.lastIndex = start;
  let depth = 0;
  let recordStart = start;
  let lastText = "";
  let keys: string[] = [];
  for (let match = token.exec(text); match && records.length < maxJudgedRecords; match = token.exec(text)) {
    const [found] = match;
    if (found === "{" || found === "[") {
      if (depth++ === 0) {
        recordStart = match.index;
        keys = [];
      }
    } else if (found === "}" || found === "]") {
      if (--depth < 0) break;
      if (depth === 0) records.push(membersOf(text.slice(recordStart, match.index + 1), keys));
    } else if (found !== ":") {
      lastText = found;
    } else if (depth === 1) {
      keys.push(lastText.slice(1, -1));
    }
  }
  return records;
}

function membersOf(record: string, keys: readonly string[]): Members {
  let values: Record<string, unknown>;
  try {
    // What Python's json module writes for numbers that are not finite is a number too.
    const standard = record.replace(
      /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g,
      (_found, quoted?: string) => quoted ?? "0",
    );
    values = JSON.parse(standard) as Record<string, unknown>;
  } catch {
    values = {};
  }
  const isRepeated = new Set(keys).size < keys.length;
  // Of a key that stands twice only the reader of all the text speaks: its value counts as no number here.
  return new Map(keys.map((key) => [key, isRepeated ? undefined : values[decoded(key) ?? ""]]));
}

/** The key that stands so between its quotes; null where that is no JSON. */
function decoded(key: string): string | null {
  try {
    return JSON.parse(`"${key}"`) as string;
  } catch {
    return null;
  }
}
