/** What the cells of a column were found to hold. */
export interface CellCounts {
  readonly numbers: number;
  readonly texts: number;
}

/**
 * What a column is. numeric: numbers and missing values. text: left out, with a notice. empty: has no value at all.
 * spoiled: at least two thirds are numbers, however many rows there are: its texts are mistakes to mend, which leaving the
 * column out would hide.
 */
export type ColumnRole = "numeric" | "text" | "empty" | "spoiled";

export function columnRole({ numbers, texts }: CellCounts): ColumnRole {
  if (texts === 0) {
    return numbers === 0 ? "empty" : "numeric";
  }
  return numbers >= 2 * texts ? "spoiled" : "text";
}
