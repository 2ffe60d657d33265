/**
 * How files write that a value is missing, in lower case: nothing, IEEE's and R's words, SQL's and JSON's null, UCI's
 * question mark, spreadsheets' errors, Stata's and SAS's dot.
 */
const missingTexts = new Set([
  "",
  "nan",
  "-nan",
  "na",
  "n/a",
  "#n/a",
  "<na>",
  "null",
  "#null!",
  "none",
  "nil",
  "missing",
  "?",
  "-",
  "--",
  ".",
]);

const longestText = Math.max(...Array.from(missingTexts, (text) => text.length));

/** Whether a cell or string says that there is no value. */
export function isMissingText(text: string): boolean {
  return text.length <= longestText && missingTexts.has(text.toLowerCase());
}
