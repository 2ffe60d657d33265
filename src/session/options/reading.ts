import type { ReadOptions } from "../../documents/types.ts";
import type { DelimiterName, Reading } from "../../shared/report/reading.ts";

const delimiters: Readonly<Record<Exclude<DelimiterName, "auto">, NonNullable<ReadOptions["delimiter"]>>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  pipe: "|",
  space: " ",
};

/** A reading as the readers take it: what is "auto" is left for them to find. */
export function readOptionsOf({ header, delimiter }: Reading): Pick<ReadOptions, "header" | "delimiter"> {
  return { header, ...(delimiter === "auto" ? {} : { delimiter: delimiters[delimiter] }) };
}

/** Whether two readings give the same values of the same text. */
export function isSameReading(a: Reading, b: Reading): boolean {
  return JSON.stringify(readOptionsOf(a)) === JSON.stringify(readOptionsOf(b));
}
