import { t } from "@vscode/l10n";
import { momentumFromFramework } from "../../../../../src/shared/layer/momentum.ts";
import { constructorCode } from "../../../../../src/shared/layer/constructorCode.ts";
import type { FrameworkTwin, TwinDifference } from "../../../../../src/shared/layer/twin.ts";
import { formatMeasured, formatParameter } from "../../../../../src/shared/text/numbers.ts";
import { frameworkTitles, type PresetName } from "../../../../../src/shared/options.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";

/** The same layer in one framework, as the page prints it. */
export interface TwinRow {
  readonly framework: PresetName;
  readonly title: string;
  /** "ε 1e-3, momentum 0.99", momentum as the framework writes it. */
  readonly conventions: string;
  /** The first number that differs, in a sentence. */
  readonly difference: string;
  readonly isSame: boolean;
  readonly code: string;
}

/** One row per framework; the report's own first. */
export function twinRows(twins: readonly FrameworkTwin[], snapshot: ReportSnapshot): TwinRow[] {
  const { options, source, features } = snapshot;
  const rows = twins.map(({ framework, options: own, difference }): TwinRow => {
    const { eps, momentum } = own;
    const written = momentumFromFramework(framework, momentum);
    return {
      framework,
      title: frameworkTitles[framework],
      conventions: t(
        "ε {0}, momentum {1}",
        formatParameter(eps),
        written === null ? t("None") : formatParameter(written),
      ),
      difference:
        framework === options.preset
          ? t("the report's own framework")
          : difference === null
            ? t("the same numbers, in training and in evaluation")
            : differenceText(difference, features.names),
      isSame: difference === null,
      code: constructorCode(framework, { numFeatures: source.featureCount, rank: source.shape.length, eps, momentum }),
    };
  });
  return [...rows.filter(isOwn), ...rows.filter((row) => !isOwn(row))];

  function isOwn({ framework }: TwinRow): boolean {
    return framework === options.preset;
  }
}

function differenceText({ stage, feature, row, expected, got }: TwinDifference, names: readonly string[]): string {
  const [name, line, shown, wanted] = [names[feature], row + 1, ...distinct(got, expected)];
  switch (stage) {
    case "trained":
      return t(
        "first different number: y of {0} in row {1} in training, {2} instead of {3}",
        name,
        line,
        shown,
        wanted,
      );
    case "runningMean":
      return t("first different number: running mean of {0} after one update, {1} instead of {2}", name, shown, wanted);
    case "runningVar":
      return t(
        "same outputs in training; first different number: running variance of {0} after one update, {1} instead of {2}",
        name,
        shown,
        wanted,
      );
    case "evaluated":
      return t(
        "first different number: y of {0} in row {1} in evaluation, {2} instead of {3}",
        name,
        line,
        shown,
        wanted,
      );
  }
}

/** Two numbers with as many digits as it takes to tell them apart. */
function distinct(a: number, b: number): [string, string] {
  for (let digits = 5; digits < 15; digits++) {
    const texts: [string, string] = [formatMeasured(a, digits, digits), formatMeasured(b, digits, digits)];
    if (texts[0] !== texts[1]) return texts;
  }
  return [String(a), String(b)];
}
