import type { TensorData } from "../tensor.ts";

/** Sizes of a product: a (rows, depth), b (depth, columns), out (rows, columns). */
export interface ProductSizes {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** A matrix, row-major; or the transpose of what is given. */
export interface Factor {
  readonly data: TensorData;
  readonly isTransposed: boolean;
}
