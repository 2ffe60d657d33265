/** How a table's cells can be separated, by name: the characters themselves read badly in settings. */
export const delimiterNames = ["auto", "comma", "semicolon", "tab", "pipe", "space"] as const;
export const headerChoices = ["auto", "present", "absent"] as const;
export const decimalChoices = ["auto", ".", ","] as const;
export const indexColumnChoices = ["auto", "feature", "omit"] as const;

export type DelimiterName = (typeof delimiterNames)[number];
export type HeaderChoice = (typeof headerChoices)[number];
export type DecimalChoice = (typeof decimalChoices)[number];
export type IndexColumnChoice = (typeof indexColumnChoices)[number];

/** What a person or a setting says about how a document is read. "auto" is found by looking. */
export interface Reading {
  readonly header: HeaderChoice;
  readonly delimiter: DelimiterName;
  /** What separates the decimals of a number. */
  readonly decimal: DecimalChoice;
  /** What a first column without a name is that only counts the rows. */
  readonly indexColumn: IndexColumnChoice;
  /** Names of features that are left out. */
  readonly exclude: readonly string[];
  /** Name of the mask or the lengths that leave padding out; "": every position counts. */
  readonly mask: string;
}

export const defaultReading: Reading = {
  header: "auto",
  delimiter: "auto",
  decimal: "auto",
  indexColumn: "auto",
  exclude: [],
  mask: "",
};
