import type { Compute } from "../../session/compute/compute.ts";
import { parseOptions } from "../../session/options/optionGuards.ts";
import { inputOf, type ReportSettings } from "../../session/report/inputOf.ts";
import type { TextSource } from "../../session/report/reportInput.ts";
import { ReportSession } from "../../session/report/reportSession.ts";
import type { Span } from "../../documents/types.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";

/** What to normalize without showing anything: for other extensions and language models. */
export interface AnalyzedSource {
  readonly source: TextSource;
  readonly selections: readonly Span[];
  /** Options as the caller gave them; they are checked. */
  readonly options: unknown;
  readonly settings: ReportSettings;
}

/**
 * Normalizes a source in a session of its own, and ends it.
 *
 * @param use takes what it needs of the session while it lives
 * @throws Failure if the text cannot be read or an option is not valid
 */
export async function analyzeSource<Result>(
  createCompute: () => Compute,
  { source, selections, options, settings }: AnalyzedSource,
  use: (snapshot: ReportSnapshot, session: ReportSession) => Promise<Result> | Result,
): Promise<Result> {
  const input = inputOf(source, selections, parseOptions(options), settings);
  const session = new ReportSession(createCompute());
  try {
    return await use(await session.open(input), session);
  } finally {
    session.dispose();
  }
}
