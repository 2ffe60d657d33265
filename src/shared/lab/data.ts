/** A column that can be predicted. */
export interface TargetColumn {
  readonly name: string;
  readonly numClasses: number;
}

/** What the lab says about the rows that it trains on. */
export interface DataSummary {
  /** "digits.csv", "digits.csv, lines 2–151". */
  readonly name: string;
  readonly rows: number;
  readonly trainingRows: number;
  readonly validationRows: number;
  readonly features: number;
  readonly constantFeatures: number;
  readonly classes: readonly string[];
  /** Every column that could be the target, as the data has them. */
  readonly targets: readonly TargetColumn[];
  readonly target: string;
  /** Whether the target was guessed and not chosen. */
  readonly guessed: boolean;
  /** Why nothing can be trained on it, with the control that can mend it. */
  readonly problem: { readonly field: "source" | "target" | "validationShare"; readonly message: string } | null;
}
