import { t } from "@vscode/l10n";
import type { DataSummary } from "../../../src/shared/lab/data.ts";
import { formatCount, formatMeasured } from "../../../src/shared/text/numbers.ts";

/** "1,797 rows, 64 features, 10 classes. 3 features are constant.", "… a target from 25 to 346." */
export function dataLine({ rows, features, classes, targetRange, constantFeatures }: DataSummary): string {
  const counts =
    targetRange === null
      ? t("{0} rows, {1} features, {2} classes.", formatCount(rows), features, classes.length)
      : t(
          "{0} rows, {1} features, a target from {2} to {3}.",
          formatCount(rows),
          features,
          ...targetRange.map((value) => formatMeasured(value, 3)),
        );
  if (constantFeatures === 0) return counts;
  const constant =
    constantFeatures === 1 ? t("1 feature is constant.") : t("{0} features are constant.", constantFeatures);
  return `${counts} ${constant}`;
}

/** How the rows are used, and whether the target was guessed. */
export function dataHint({ validationRows, guessed, target, classes, task }: DataSummary): string {
  const split = t("{0} rows validate.", formatCount(validationRows));
  if (!guessed) return split;
  const said =
    task === "classes"
      ? t("Target: {0} ({1} classes), guessed.", target, classes.length)
      : t("Target: {0} (a number), guessed.", target);
  return `${split} ${said}`;
}
