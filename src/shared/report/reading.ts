/** How a table's cells can be separated, by name: the characters themselves read badly in settings. */
export const delimiterNames = ["auto", "comma", "semicolon", "tab", "pipe", "space"] as const;
export const headerChoices = ["auto", "present", "absent"] as const;

export type DelimiterName = (typeof delimiterNames)[number];
export type HeaderChoice = (typeof headerChoices)[number];

/** What a person or a setting says about how a document is read. "auto" is found by looking. */
export interface Reading {
  readonly header: HeaderChoice;
  readonly delimiter: DelimiterName;
}

export const defaultReading: Reading = { header: "auto", delimiter: "auto" };
