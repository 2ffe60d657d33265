import type { LeftOutColumn } from "../../documents/types.ts";

/** The columns of a table: its features, read one at a time, and those beside them. */
export interface DatasetColumns {
  /** Names of the features. */
  readonly names: readonly string[];
  /** One value per row; NaN where it is missing. */
  readonly valuesOf: (feature: number) => Float64Array;
  readonly leftOut: readonly LeftOutColumn[];
}
