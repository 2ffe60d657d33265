/** The statistics of another file's features, in the order of the report's. */
export interface ComparedData {
  readonly fileName: string;
  readonly mean: Float64Array;
  /** Biased. */
  readonly variance: Float64Array;
  readonly count: Float64Array;
}
