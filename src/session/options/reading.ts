import type { ReadingOffer, ReadOptions } from "../../documents/types.ts";
import { delimiterNames, type DelimiterName, type Reading } from "../../shared/report/reading.ts";

const delimiters: Readonly<Record<Exclude<DelimiterName, "auto">, NonNullable<ReadOptions["delimiter"]>>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  pipe: "|",
  space: " ",
};

/** The part of the read options that a reading decides. */
type ReadingOptions = Pick<ReadOptions, "header" | "delimiter" | "decimal" | "indexColumn" | "exclude" | "mask">;

/** A reading as the readers take it: what is "auto" is left for them to find. */
export function readOptionsOf({ header, delimiter, decimal, indexColumn, exclude, mask }: Reading): ReadingOptions {
  return {
    header,
    ...(delimiter === "auto" ? {} : { delimiter: delimiters[delimiter] }),
    ...(decimal === "auto" ? {} : { decimal }),
    ...(indexColumn === "auto" ? {} : { indexColumn }),
    ...(exclude.length === 0 ? {} : { exclude }),
    ...(mask === "" ? {} : { mask }),
  };
}

/**
 * What a reader's offer changes of a reading. Names that it leaves out come to those that are left out already; where
 * none would remain they take their place.
 *
 * @param features names of the features as they are
 */
export function offeredReading(current: Reading, { change }: ReadingOffer, features: readonly string[]): Reading {
  const { delimiter, exclude = [], ...others } = change;
  const name = delimiterNames.find((known) => known !== "auto" && delimiters[known] === delimiter);
  const all = [...new Set([...current.exclude, ...exclude])];
  return {
    ...current,
    ...others,
    ...(name === undefined ? {} : { delimiter: name }),
    exclude: features.every((name) => all.includes(name)) ? exclude : all,
  };
}

/** Whether two readings give the same values of the same text. */
export function isSameReading(a: Reading, b: Reading): boolean {
  return JSON.stringify(readOptionsOf(a)) === JSON.stringify(readOptionsOf(b));
}
