/**
 * How files write that a value is missing, in lower case: nothing, IEEE's and R's words, SQL's and JSON's null, UCI's
 * question mark, spreadsheets' errors, Stata's and SAS's dot, Minitab's asterisk, dumps' \N, the World Bank's two dots.
 */
const missingTexts = new Set([
  "",
  "na",
  "n/a",
  "n.a.",
  "#n/a",
  "#n/a n/a",
  "#na",
  "<na>",
  "nat",
  "null",
  "(null)",
  "<null>",
  "#null!",
  "#div/0!",
  "#value!",
  "#ref!",
  "#name?",
  "#num!",
  "none",
  "nil",
  "missing",
  "\\n",
  "?",
  "-",
  "--",
  "---",
  "*",
  "\u2212",
  "\u2013",
  "\u2014",
  ".",
  "..",
]);

/** NaN with its sign, its kind or its payload: "-nan(ind)", "qNaN", "1.#QNAN", "-1.#IND0". */
const notANumber = /^[+-]?(?:[qs]?nan(?:\([^)]*\))?|1[.,]#(?:[qs]?nan|ind)0*)$/;

const longestText = 24;

/** Whether a cell or string says that there is no value. */
export function isMissingText(text: string): boolean {
  if (text.length > longestText) return false;
  const lower = text.toLowerCase();
  return missingTexts.has(lower) || notANumber.test(lower);
}
