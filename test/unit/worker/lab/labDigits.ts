import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labData, type LabData } from "../../../../src/worker/lab/labData.ts";
import { readLabTable, type LabTable } from "../../../../src/worker/lab/labTable.ts";

const samples = join(import.meta.dirname, "../../../../samples");

/** How the lab reads a whole file. */
export const wholeFile = {
  languageId: "csv",
  selections: [],
  missingValues: "omitRows",
  header: "auto",
} as const;

/** A sample's table as the lab reads it. */
export function sampleTable(name: string): LabTable {
  return readLabTable(readFileSync(join(samples, name), "utf8"), wholeFile, name);
}

/** The target as the lab guesses it, a fifth of the rows held back. */
export const guessed = { target: "", predict: "auto", validationShare: 0.2 } as const;

let cached: LabData | undefined;

/** The digits, read once: 1,437 training and 360 validation rows. */
export function digits(): LabData {
  return (cached ??= labData(sampleTable("digits.csv"), guessed));
}
