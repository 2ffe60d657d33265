import type { Summary } from "../../session/report/summary.ts";
import type { Reports } from "../report/reports.ts";

/**
 * The command **Learn Gamma and Beta…**: shows the tab where target and optimizer are chosen, on the report that is there
 * or on a new one of the selection.
 */
export async function learnParameters(reports: Reports, normalizeSelection: () => Promise<Summary>): Promise<void> {
  try {
    if (reports.current === undefined) await normalizeSelection();
  } catch {
    // The command that failed has told why.
    return;
  }
  reports.current?.showPart("learn");
}
