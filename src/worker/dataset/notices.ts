import { t } from "@vscode/l10n";
import type { DatasetNotice, GivenStatistics } from "../../session/compute/compute.ts";
import { frameworkTitles, type ReportOptions } from "../../shared/options.ts";

/** What a person should know about the statistics beyond the numbers. What is wrong with them the doctor says. */
export function analysisNotices(
  { mode, preset, momentum }: ReportOptions,
  statistics: GivenStatistics | null,
): DatasetNotice[] {
  if (mode === "train" || statistics !== null) return [];
  const message =
    momentum === null
      ? t("The running statistics are those of a new layer after one update with this selection (cumulative average).")
      : t(
          "The running statistics are those of a new layer after one update with this selection ({0}, momentum {1}).",
          frameworkTitles[preset],
          momentum,
        );
  return [{ code: "NEW_LAYER", severity: "info", message, place: null }];
}
