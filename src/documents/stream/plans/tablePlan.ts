import { t } from "@vscode/l10n";
import { blankMarks, characterCodes } from "../../text/characterCodes.ts";
import { DocumentError } from "../../documentError.ts";
import { planTable, tailLength } from "../../table/tablePlan.ts";
import { beforeNotices, nameNotices } from "../../table/tableNotices.ts";
import { carriageReturn, lineFeed } from "../../text/characters.ts";
import { countLineEnds, positionAt } from "../../text/textPosition.ts";
import type { ReadOptions } from "../../types.ts";
import { behindLineEnds } from "../byteLines.ts";
import { readFully, type ByteSource } from "../sources/byteSource.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import type { StreamedUse } from "./rowPlan.ts";

const byteOrderMark = "\ufeff";

/**
 * How a delimited text is read, from its first and last lines, by the rules of the text reader.
 *
 * @returns null where more of the text is needed
 * @throws DocumentError EMPTY, UNCLOSED_QUOTE
 */
export function planTableFile(
  head: FileHead,
  source: ByteSource,
  options: Omit<ReadOptions, "selections">,
): FilePlan | null {
  const text = head.isWhole
    ? head.text
    : head.text.slice(0, Math.max(...["\n", "\r"].map((end) => head.text.lastIndexOf(end))) + 1);
  if (text === "") return null;
  const codes = characterCodes(text);
  blankMarks(text, codes);
  const { tail, bytes: tailBytes, start: tailStart } = readTail(source);
  const plan = planTable({ text, codes, isWhole: head.isWhole, tail }, options);
  if (plan === "needsMore") return null;
  if (plan === "noRows") {
    throw new DocumentError("EMPTY", t("the file has comments only: there are no numbers to normalize"));
  }
  const { header, format, uses, repeats } = plan;
  const columns = header.columns.map(({ name }) => name);
  const names = columns.filter((_, c) => uses[c] === "numbers");
  const start = header.dataStart === 0 && text.startsWith(byteOrderMark) ? 1 : header.dataStart;
  const dataStart = byteOffset(head.bytes, text, codes, start);
  const footerStart = plan.footer === null ? source.size : tailStart + footerOffset(tailBytes, tail, plan.footer.start);
  const footer = footerStart > dataStart ? plan.footer : null;
  const lineOf = (offset: number): number => positionAt(codes, offset).line;
  const nameStart = header.place?.start ?? header.dataStart;
  const [before] = header.before;
  return {
    format: "csv",
    rows: {
      kind: "table",
      format,
      uses,
      likely: uses.map((use) => use === "numbers"),
      repeats,
      countsSeparators: false,
    },
    lengths: [names.length],
    names,
    columns,
    dataStart,
    dataLine: lineOf(start),
    widthLine: lineOf(nameStart),
    path: "",
    arrays: [],
    notices: [
      ...beforeNotices(
        header.before.map((place) => lineOf(place.start)),
        header.before.length > 0 ? text.slice(before.start, before.end) : "",
        null,
      ),
      ...nameNotices(header.numericNames, lineOf(nameStart), null),
    ],
    table: {
      columns: header.columns,
      footer,
      dataEnd: footer === null ? source.size : footerStart,
      hasHeader: header.place !== null,
      asksForDecimals: plan.asksForDecimals,
      isDecimalGiven: plan.isDecimalGiven,
    },
  };
}

/** The plan with other uses of its columns. */
export function withUses(plan: FilePlan, uses: readonly StreamedUse[]): FilePlan {
  const { rows } = plan;
  if ((rows.kind !== "table" && rows.kind !== "records") || plan.columns === null) return plan;
  const names = plan.columns.filter((_, c) => uses[c] === "numbers");
  return { ...plan, rows: { ...rows, uses }, lengths: [names.length], names };
}

/** The last lines of a file, and the offset at which they begin. */
function readTail(source: ByteSource): { tail: string; bytes: Uint8Array; start: number } {
  const from = Math.max(0, source.size - tailLength);
  const bytes = new Uint8Array(source.size - from);
  const length = readFully(source, bytes, from);
  const start = from === 0 ? 0 : bytes.indexOf(0x0a) + 1;
  if (from > 0 && start === 0) return { tail: "", bytes: bytes.subarray(0, 0), start: source.size };
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const last = bytes.subarray(start, length);
  return { tail: decoder.decode(last), bytes: last, start: from + start };
}

/** The footer begins at the start of a line. */
function footerOffset(bytes: Uint8Array, tail: string, start: number): number {
  return behindLineEnds(bytes, tail.slice(0, start).split(/\r\n|\r|\n/).length - 1);
}

/**
 * The offset in bytes of a place in the text that they were decoded to: lines are counted, as bytes that are no UTF-8
 * would be counted wrongly. A place behind the text of its line stands for the end of that line.
 */
function byteOffset(bytes: Uint8Array, text: string, codes: Uint8Array, place: number): number {
  const lineStart = Math.max(text.lastIndexOf("\n", place - 1), text.lastIndexOf("\r", place - 1)) + 1;
  const lineOffset = behindLineEnds(bytes, countLineEnds(codes, 0, lineStart));
  const before = text.slice(lineStart, place);
  if (before.trim() === "") return lineOffset + new TextEncoder().encode(before).length;
  let end = lineOffset;
  while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++;
  return end;
}
