import { t } from "@vscode/l10n";
import type { DataSummary } from "../../../src/shared/lab/data.ts";
import { formatCount } from "../../../src/shared/numbers.ts";

/** "1,797 rows, 64 features, 10 classes. 3 features are constant." */
export function dataLine({ rows, features, classes, constantFeatures }: DataSummary): string {
  const counts = t("{0} rows, {1} features, {2} classes.", formatCount(rows), features, classes.length);
  if (constantFeatures === 0) return counts;
  const constant =
    constantFeatures === 1 ? t("1 feature is constant.") : t("{0} features are constant.", constantFeatures);
  return `${counts} ${constant}`;
}

/** How the rows are used, and whether the target was guessed. */
export function dataHint({ validationRows, guessed, target, classes }: DataSummary): string {
  const split = t("{0} rows validate.", formatCount(validationRows));
  return guessed ? `${split} ${t("Target: {0} ({1} classes), guessed.", target, classes.length)}` : split;
}
