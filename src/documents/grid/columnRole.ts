/** What the cells of a column were found to hold. */
export interface CellCounts {
  readonly numbers: number;
  readonly texts: number;
}

/**
 * What a column is. numeric: numbers and missing values. text: left out, with a notice. empty: has no value at all.
 * spoiled: a column of numbers in which a few texts stand, at most 5 % (or a single one): that is a mistake to mend,
 * which leaving the column out would hide.
 */
export type ColumnRole = "numeric" | "text" | "empty" | "spoiled";

export function columnRole({ numbers, texts }: CellCounts): ColumnRole {
  if (texts === 0) {
    return numbers === 0 ? "empty" : "numeric";
  }
  const isMostlyNumbers = numbers >= 2 * texts && texts <= Math.max(1, 0.05 * (numbers + texts));
  return isMostlyNumbers ? "spoiled" : "text";
}
