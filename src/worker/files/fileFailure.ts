import { t } from "@vscode/l10n";
import { ArrayFileError } from "../../documents/arrays/index.ts";
import { DocumentError } from "../../documents/documentError.ts";
import { scanStatus } from "../../documents/scanner/scannerModule.ts";
import type { ScanFault } from "../../documents/stream/rangeReader.ts";
import { excerpt } from "../../documents/text/excerpt.ts";
import { binaryMessage, missingMessage, raggedMessage, unclosedMessage } from "../../documents/table/tableWords.ts";
import { Failure } from "../../shared/messages/failure.ts";

/** A failure about a file: the person's to mend. It has no place, as the editor does not show such a file. */
export function fileFailure(code: string, message: string): Failure {
  return new Failure({ kind: "input", code, message, place: null });
}

/** What a reader threw, as a failure about the file: a place in a text that no editor shows is of no use. */
export function readingFailure(thrown: unknown): unknown {
  const isAboutFile = thrown instanceof DocumentError || thrown instanceof ArrayFileError;
  return isAboutFile ? fileFailure(thrown.code, thrown.message) : thrown;
}

/** What a thread reports about a fault: `ScanFault` without what an error has. */
export type FaultData = Pick<ScanFault, "status" | "offset" | "line" | "column" | "count" | "expected" | "excerpt">;

/**
 * The message for a fault in the rows.
 *
 * @param line 1-based line of the row
 * @param firstLine 1-based line of the row that says how many values a row has
 */
export function faultFailure(
  { status, column, count, expected, excerpt: text, offset }: FaultData,
  line: number,
  firstLine: number,
): Failure {
  switch (status) {
    case scanStatus.ragged:
      return fileFailure("RAGGED", raggedMessage(line, count, expected, firstLine));
    case scanStatus.unclosedQuote:
      return fileFailure("UNCLOSED_QUOTE", unclosedMessage(line, column));
    case scanStatus.binary:
      return fileFailure("BINARY", binaryMessage(line, column));
    case scanStatus.missingValue:
      return fileFailure(
        "MISSING_VALUE",
        column > 0 ? missingMessage(line, column) : t("a value is missing (line {0})", line),
      );
    case scanStatus.unexpected:
      return text === ""
        ? fileFailure("BROKEN_JSON", t("the text ends where {0} is expected", t("a value, a comma or a bracket")))
        : fileFailure(
            "NOT_A_NUMBER",
            t("expected a number, a comma or a bracket, got {0} (line {1})", excerpt(tokenOf(text)), line),
          );
    default:
      return fileFailure("TOO_LONG", t("the row in line {0} is too long (byte {1})", line, offset));
  }
}

function tokenOf(text: string): string {
  return /^[^\s,\][{}:]+|^./u.exec(text)?.[0] ?? text;
}
