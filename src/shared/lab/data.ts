/** What is predicted of a row: its class, or a number (regression). */
export const labTasks = ["classes", "number"] as const;
export type LabTask = (typeof labTasks)[number];

/** A column that can be predicted. */
export interface TargetColumn {
  readonly name: string;
  /** Both where whole numbers may be classes. */
  readonly tasks: readonly LabTask[];
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
  readonly task: LabTask;
  /** Empty where the target is a number. */
  readonly classes: readonly string[];
  /** Least and largest number of the target; null where it has classes. */
  readonly targetRange: readonly [number, number] | null;
  /** Every column that could be the target, as the data has them. */
  readonly targets: readonly TargetColumn[];
  readonly target: string;
  /** Whether the target was guessed and not chosen. */
  readonly guessed: boolean;
  /** Why nothing can be trained on it, with the control that can mend it. */
  readonly problem: { readonly field: "source" | "target" | "validationShare"; readonly message: string } | null;
}

/** The loss of a network that knows nothing but how often each class comes, all alike; or the mean of the target. */
export function guessingLoss({ task, classes }: Pick<DataSummary, "task" | "classes">): number {
  return task === "classes" ? Math.log(classes.length) : 1;
}
