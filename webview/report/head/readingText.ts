import { t } from "@vscode/l10n";
import { defaultReading, type Reading } from "../../../src/shared/report/reading.ts";

/** Something that a person or a setting says about how the document is read, and what takes it back. */
export interface ReadingChip {
  readonly text: string;
  readonly undo: Partial<Reading>;
}

/** What differs from how the document would be read by looking: each a chip that can be removed. */
export function readingChips({ header, delimiter, decimal, indexColumn, exclude, mask }: Reading): ReadingChip[] {
  const undo = (name: keyof Reading): Partial<Reading> => ({ [name]: defaultReading[name] });
  return [
    ...(header === "auto"
      ? []
      : [{ text: header === "present" ? t("Header: first line") : t("Header: none"), undo: undo("header") }]),
    ...(delimiter === "auto" ? [] : [{ text: t("Delimiter: {0}", delimiterText(delimiter)), undo: undo("delimiter") }]),
    ...(decimal === "auto"
      ? []
      : [{ text: decimal === "," ? t("Decimal: comma") : t("Decimal: point"), undo: undo("decimal") }]),
    ...(indexColumn === "auto"
      ? []
      : [
          {
            text: indexColumn === "omit" ? t("Index column: left out") : t("Index column: a feature"),
            undo: undo("indexColumn"),
          },
        ]),
    ...(exclude.length === 0
      ? []
      : [
          {
            text: exclude.length === 1 ? t("Without {0}", exclude[0]) : t("Without {0} columns", exclude.length),
            undo: undo("exclude"),
          },
        ]),
    ...(mask === "" ? [] : [{ text: t("Without padding ({0})", mask), undo: undo("mask") }]),
  ];
}

function delimiterText(delimiter: Exclude<Reading["delimiter"], "auto">): string {
  switch (delimiter) {
    case "comma":
      return t("comma");
    case "semicolon":
      return t("semicolon");
    case "tab":
      return t("tab");
    case "pipe":
      return t("pipe");
    case "space":
      return t("space");
  }
}
