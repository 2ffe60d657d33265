import { t } from "@vscode/l10n";
import type { DatasetNotice, GivenStatistics } from "../../session/compute/compute.ts";
import { formatShare } from "../../shared/text/numbers.ts";
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

/**
 * Padding is not told from values: a sequence or an image of which half is exactly 0 may be padded, and then its zeros
 * pull the mean to 0. null for tables, whose zeros are counts, and where fewer are 0.
 */
export function zerosNotice(data: ArrayLike<number>, shape: readonly number[]): DatasetNotice | null {
  if (shape.length < 3) return null;
  let [zeros, present] = [0, 0];
  for (let k = 0; k < data.length; k++) {
    if (Number.isNaN(data[k])) continue;
    present++;
    if (data[k] === 0) zeros++;
  }
  if (present === 0 || 2 * zeros < present) return null;
  const message = t(
    "{0} of the values are exactly 0. Behind ReLU that is usual; if they are padding, they count in mean and variance as the layer counts them. A list beside the tensor that is named lengths or mask leaves padding out.",
    formatShare(zeros, present),
  );
  return { code: "MANY_ZEROS", severity: "info", message, place: null };
}
