/** What the cells of a column were found to hold. */
export interface CellCounts {
  readonly numbers: number;
  readonly texts: number;
}

/**
 * What a column is. numeric: numbers and missing values. text: left out, with a notice that says if numbers are among its
 * values. empty: has no value at all. spoiled: a column of numbers of which at most 5% are texts, however many rows there
 * are: those are mistakes to mend, which leaving the column out would hide.
 */
export type ColumnRole = "numeric" | "text" | "empty" | "spoiled";

const mostSpoiled = 0.05;

export function columnRole({ numbers, texts }: CellCounts): ColumnRole {
  if (texts === 0) {
    return numbers === 0 ? "empty" : "numeric";
  }
  return texts <= mostSpoiled * (numbers + texts) ? "spoiled" : "text";
}
