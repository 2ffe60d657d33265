import { t } from "@vscode/l10n";
import { Failure } from "../../shared/messages/failure.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { NumberEdits } from "../../documents/write/index.ts";
import type { WriteFormat, WrittenValues } from "../compute/compute.ts";
import type { ReportSession } from "./reportSession.ts";

/** x̂, or y = γ · x̂ + β with the γ and β of the report. */
export type ValuesChoice = "normalized" | "output";

/** Whether x̂ and y differ, so that a person has to say which is meant. */
export function hasOwnOutput({ features: { gamma, beta } }: ReportSnapshot): boolean {
  return gamma.some((value) => value !== 1) || beta.some((value) => value !== 0);
}

/**
 * The edits that put the chosen values into the document of the report.
 *
 * @param significantDigits null for as many as the numbers that were read have
 * @throws Failure CHANGED if the document is not the one that was read any more
 */
export async function replacementEdits(
  session: ReportSession,
  choice: ValuesChoice,
  significantDigits: number | null,
): Promise<NumberEdits> {
  const { source, snapshot, live } = session;
  const { readVersion } = live;
  const changed = (): Failure => {
    const message = t("{0} has changed since it was read: nothing was replaced", source?.name ?? "");
    return new Failure({ kind: "input", code: "CHANGED", message, place: null });
  };
  if (source === null || snapshot === null || source.version !== readVersion) throw changed();
  const edits = await session.query("dataset/edits", writtenValues(snapshot, choice, significantDigits));
  if (source.version !== readVersion) throw changed();
  return edits;
}

/** The chosen values as a new text, or as the bytes of a .npy file. */
export async function writeValues(
  session: ReportSession,
  format: WriteFormat,
  choice: ValuesChoice,
  significantDigits: number | null,
): Promise<string | Uint8Array> {
  const { snapshot } = session;
  if (snapshot === null) throw new Error("no report to write");
  return session.query("dataset/write", { ...writtenValues(snapshot, choice, significantDigits), format });
}

function writtenValues(
  { features }: ReportSnapshot,
  choice: ValuesChoice,
  significantDigits: number | null,
): WrittenValues {
  const digits = significantDigits ?? "input";
  if (choice === "output") return { gamma: features.gamma, beta: features.beta, digits };
  const { length } = features.names;
  return { gamma: new Float64Array(length).fill(1), beta: new Float64Array(length), digits };
}
