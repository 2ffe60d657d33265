import type { Tensor } from "../../engine/index.ts";

export * from "../../shared/report/learn.ts";

/** What γ and β are to bring the output to. */
export type LearnTarget =
  /** The numbers of a tensor of the input's shape, by mean squared error. */
  | { readonly kind: "values"; readonly values: Tensor }
  /** A class per row, through a linear head that learns with them, by softmax and cross-entropy. */
  | { readonly kind: "labels"; readonly labels: ArrayLike<number>; readonly numClasses: number };
