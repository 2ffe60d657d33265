import type { Compute } from "../../session/compute/compute.ts";
import { compareWith } from "../../session/layer/compareWith.ts";
import { parseOptions } from "../../session/options/optionGuards.ts";
import { inputOf, type ReportSettings } from "../../session/report/inputOf.ts";
import type { TextSource } from "../../session/report/reportInput.ts";
import { ReportSession } from "../../session/report/reportSession.ts";
import type { LayerFile } from "../../documents/layers/index.ts";
import { checkLayer, checkOwnLayer, type LayerQuestion } from "../../session/layer/checkLayer.ts";
import type { Span } from "../../documents/types.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";

/** What to normalize without showing anything: for other extensions and language models. */
export interface AnalyzedSource {
  readonly source: TextSource;
  readonly selections: readonly Span[];
  /** Options as the caller gave them; they are checked. */
  readonly options: unknown;
  readonly settings: ReportSettings;
  /** A layer to put on the data; where none is given, one that stands beside them in their own file is taken. */
  readonly layer?: LayerQuestion | undefined;
  readonly ownLayer?: LayerQuestion | undefined;
  /** Another file whose features these are compared with. */
  readonly compareWith?: LayerFile | undefined;
}

/**
 * Normalizes a source in a session of its own, and ends it.
 *
 * @param use takes what it needs of the session while it lives
 * @throws Failure if the text cannot be read or an option is not valid
 */
export async function analyzeSource<Result>(
  createCompute: () => Compute,
  { source, selections, options, settings, layer, ownLayer, compareWith: other }: AnalyzedSource,
  use: (snapshot: ReportSnapshot, session: ReportSession) => Promise<Result> | Result,
): Promise<Result> {
  const given = parseOptions(options);
  const input = inputOf(source, selections, given, settings);
  const session = new ReportSession(createCompute());
  try {
    await session.open(input);
    const { report } = given;
    if (layer !== undefined) await checkLayer(session, layer, report);
    else if (ownLayer !== undefined) await checkOwnLayer(session, ownLayer, report);
    if (other !== undefined) await compareWith(session, other);
    const { snapshot } = session;
    if (snapshot === null) throw new Error("a session that was opened has a snapshot");
    return await use(snapshot, session);
  } finally {
    session.dispose();
  }
}
