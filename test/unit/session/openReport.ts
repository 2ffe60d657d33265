import { ReportSession } from "../../../src/session/report/reportSession.ts";
import type { ReportInput, TextSource } from "../../../src/session/report/reportInput.ts";
import { defaultReportOptions } from "../../../src/shared/options.ts";
import { defaultReading } from "../../../src/shared/report/reading.ts";
import { DirectCompute } from "./directCompute.ts";

function sourceOf(text: string, languageId: string): TextSource {
  return { uri: `file:///data.${languageId}`, name: `data.${languageId}`, languageId, version: 1, getText: () => text };
}

/** A session with a report of a text, and what it was made from. */
export async function open(text: string, languageId = "csv", more: Partial<ReportInput> = {}) {
  const session = new ReportSession(new DirectCompute());
  const source = sourceOf(text, languageId);
  const input: ReportInput = {
    source,
    selections: [],
    options: defaultReportOptions,
    reading: defaultReading,
    ...more,
  };
  await session.open(input);
  return { session, input };
}
