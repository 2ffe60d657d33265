import { t } from "@vscode/l10n";
import type { TextTensor } from "../../documents/types.ts";
import type { DatasetNotice, GivenStatistics } from "../../session/compute/compute.ts";
import { frameworkTitles, type ReportOptions } from "../../shared/options.ts";
import type { FeatureColumns } from "../../shared/report/report.ts";

/** At most this many names stand in one sentence. */
const namesShown = 3;

/** What a person should know about the numbers beyond the numbers. */
export function analysisNotices(
  features: FeatureColumns,
  tensor: Pick<TextTensor, "features">,
  { mode, preset, momentum }: ReportOptions,
  statistics: GivenStatistics | null,
): DatasetNotice[] {
  const notices: DatasetNotice[] = [];
  const add = (code: string, severity: "info" | "warning", message: string, feature: number | null): void => {
    const place = feature === null ? null : (tensor.features[feature]?.place ?? null);
    notices.push({ code, severity, message, place });
  };

  const constant = indicesWhere(features.variance, (variance) => variance === 0);
  if (constant.length > 0) {
    const names = list(constant.map((c) => features.names[c]));
    const message =
      constant.length === 1
        ? t("{0} is constant: there is nothing to normalize, its output is β.", names)
        : t("{0} are constant: there is nothing to normalize, their output is β.", names);
    add("BN001", "info", message, constant[0]);
  }

  const infinite = indicesWhere(features.infinite, (count) => count > 0);
  if (infinite.length > 0) {
    const names = list(infinite.map((c) => features.names[c]));
    const message =
      infinite.length === 1
        ? t("{0} has infinite values: its mean and variance are not numbers.", names)
        : t("{0} have infinite values: their means and variances are not numbers.", names);
    add("BN004", "warning", message, infinite[0]);
  }

  if (mode === "eval" && statistics === null) {
    const message =
      momentum === null
        ? t(
            "The running statistics are those of a new layer after one update with this selection (cumulative average).",
          )
        : t(
            "The running statistics are those of a new layer after one update with this selection ({0}, momentum {1}).",
            frameworkTitles[preset],
            momentum,
          );
    add("NEW_LAYER", "info", message, null);
  }
  return notices;
}

function indicesWhere(column: Float64Array, test: (value: number) => boolean): number[] {
  const indices: number[] = [];
  column.forEach((value, c) => {
    if (test(value)) indices.push(c);
  });
  return indices;
}

/** "A, B and C" or "A, B, C and 4 more". */
function list(names: readonly string[]): string {
  if (names.length === 1) return names[0];
  if (names.length <= namesShown) {
    return t({
      message: "{0} and {1}",
      args: [names.slice(0, -1).join(", "), names.at(-1) ?? ""],
      comment: ["{0} is one or more names separated by commas, {1} the last name"],
    });
  }
  return t("{0} and {1} more", names.slice(0, namesShown).join(", "), names.length - namesShown);
}
