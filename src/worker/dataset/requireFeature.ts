import { t } from "@vscode/l10n";
import { Failure } from "../../shared/messages/failure.ts";

/**
 * Checks the number of a feature, or of a column, that a page asks about: its own may be that of an older report. Beyond
 * the last one stand the values of others, which nobody would notice.
 *
 * @throws Failure NO_FEATURE
 */
export function requireFeature(feature: number, numFeatures: number): void {
  if (Number.isInteger(feature) && feature >= 0 && feature < numFeatures) return;
  const message = t("There is no feature number {0} any more: the report has {1}", feature + 1, numFeatures);
  throw new Failure({ kind: "input", code: "NO_FEATURE", message, place: null });
}
