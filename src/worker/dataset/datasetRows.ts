import type { LeftOutColumn } from "../../documents/types.ts";
import type { Tensor } from "../../engine/index.ts";
import type { ReportOptions } from "../../shared/options.ts";

/** The data of a report as rows, (m, C) whatever the shape, and what belongs to them. */
export interface DatasetRows {
  readonly rows: Tensor;
  /** Rows of one sample: 1 for tables, the spatial positions otherwise. */
  readonly valuesPerSample: number;
  /** The axes that those positions lie on: [H, W]; none for tables. Rows go through them last axis first. */
  readonly spatial: readonly number[];
  /** The columns of texts beside the numbers. */
  readonly leftOut: readonly LeftOutColumn[];
  /** How the data are normalized. */
  readonly options: ReportOptions;
}
