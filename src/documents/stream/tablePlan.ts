import { t } from "@vscode/l10n";
import { cellKind } from "../csv/cellText.ts";
import { characterCodes } from "../text/characterCodes.ts";
import { findFormat, type CsvSample } from "../csv/csvDialect.ts";
import { findHeader, type CsvHeader } from "../csv/csvHeader.ts";
import { DocumentError } from "../documentError.ts";
import { positionAt } from "../text/textPosition.ts";
import type { ReadOptions } from "../types.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import type { StreamedUse } from "./rowPlan.ts";

const byteOrderMark = "\ufeff";

/**
 * How a delimited text is read, from its first lines, by the rules of the text reader: delimiter, decimal point, header,
 * and which columns are numbers.
 *
 * @returns null where not even one line is complete
 * @throws DocumentError EMPTY, UNCLOSED_QUOTE
 */
export function planTable(head: FileHead, options: Omit<ReadOptions, "selections">): FilePlan | null {
  const text = head.isWhole
    ? head.text
    : head.text.slice(0, Math.max(...["\n", "\r"].map((end) => head.text.lastIndexOf(end))) + 1);
  if (text === "") return null;
  const codes = characterCodes(text);
  const sample = findFormat(text, codes, options);
  if (sample.records.length === 0) {
    if (!head.isWhole) return null;
    throw new DocumentError("EMPTY", t("the file has comments only: there are no numbers to normalize"));
  }
  const header = findHeader(text, codes, sample, options.header);
  const uses = guessUses(text, sample, header);
  const columns = header.columns.map(({ name }) => name);
  const names = columns.filter((_, c) => uses[c] === "numbers");
  const start = header.dataStart === 0 && text.startsWith(byteOrderMark) ? 1 : header.dataStart;
  return {
    format: "csv",
    rows: { kind: "table", format: sample.format, uses },
    lengths: [names.length],
    names,
    columns,
    dataStart: new TextEncoder().encode(text.slice(0, start)).length,
    dataLine: positionAt(codes, start).line,
    widthLine: positionAt(codes, header.place?.start ?? header.dataStart).line,
    path: "",
    arrays: [],
    notices: header.notices,
  };
}

/** The plan with other uses of its columns. */
export function withUses(plan: FilePlan, uses: readonly StreamedUse[]): FilePlan {
  const { rows } = plan;
  if ((rows.kind !== "table" && rows.kind !== "records") || plan.columns === null) return plan;
  const names = plan.columns.filter((_, c) => uses[c] === "numbers");
  return { ...plan, rows: { ...rows, uses }, lengths: [names.length], names };
}

/** Columns in which the first rows have texts only, or nothing at all, are taken for text; all rows are watched. */
function guessUses(text: string, { format, records }: CsvSample, header: CsvHeader): StreamedUse[] {
  const data = records.filter(([first]) => first.start >= header.dataStart);
  return header.columns.map((_, c) => {
    const kinds = data
      .filter((record) => c < record.length)
      .map((record) => cellKind(text.slice(record[c].start, record[c].end), format.decimalPoint));
    return kinds.includes("number") || (kinds.length === 0 && !kinds.includes("text")) ? "numbers" : "watch";
  });
}
