import { readFully, type ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import type { FilePlan } from "../../../documents/stream/plans/filePlan.ts";
import { Failure } from "../../../shared/messages/failure.ts";
import type { FileScan } from "./fileScan.ts";

/** What is wrong with the file itself, not with what it says. */
const fileCodes = new Set(["CANNOT_OPEN", "CANNOT_READ", "FILE_CHANGED"]);

/** Whether a failure is about rows that are not as the first ones: the reader of the whole text may know better. */
export function isAboutRows(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.kind === "input" && !fileCodes.has(thrown.code);
}

/**
 * Whether the rows of JSON are all as the first ones were: numbers under the same keys. Other rows mean what the reader of
 * texts says that they mean; so does a single line, and an array without any number.
 *
 * @param first the plan that the scan began with
 */
export function isAlike({ plan, totals }: FileScan, first: FilePlan): boolean {
  const { rows } = plan;
  const numRows = totals.rows + totals.incompleteRows;
  const isOneLine = (rows.kind === "array" || rows.kind === "records") && rows.isLines && numRows < 2;
  const hasNumbers = totals.moments.some(({ count }) => count > 0);
  return (
    plan === first &&
    !isOneLine &&
    hasNumbers &&
    totals.rows > 0 &&
    totals.unknownMembers === 0 &&
    totals.texts.size === 0
  );
}

/** Whether anything but the closing bracket and blanks stands behind the rows. */
export function hasMore(source: ByteSource, { rest, end }: FileScan): boolean {
  const bytes = new Uint8Array(Math.min(rest, 1 << 12));
  const read = readFully(source, bytes, end);
  return rest > bytes.length || !/^\s*\]?\s*$/.test(new TextDecoder().decode(bytes.subarray(0, read)));
}
