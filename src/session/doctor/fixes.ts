import { t } from "@vscode/l10n";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { recalibrate } from "../layer/recalibrate.ts";
import type { ReportSession } from "../report/reportSession.ts";
import type { RuleId, Thresholds } from "./types.ts";

/** A change of the report that makes a finding go away. */
export interface Fix {
  readonly title: string;
  apply(session: ReportSession): Promise<unknown>;
}

/** The fix of a finding, or null where the report cannot offer one: the data or the network have to change. */
export function fixOf(rule: RuleId, feature: number, snapshot: ReportSnapshot, limits: Thresholds): Fix | null {
  switch (rule) {
    case "BN002":
      // A layer keeps the ε that it trained with: another one is no mending.
      return snapshot.layer === undefined ? lowerEps(snapshot.features.usedVariance[feature], limits) : null;
    case "BN015":
      return swapStatistics(snapshot);
    case "BN005":
    case "BN010":
    case "BN011":
      return {
        title: t("Recalibrate the running statistics with these data"),
        apply: (session) => recalibrate(session),
      };
    case "BN007":
      return snapshot.options.precision === "float64"
        ? null
        : { title: t("Compute in float64"), apply: (session) => session.setOptions({ precision: "float64" }) };
    case "BN001":
    case "BN003":
    case "BN004":
    case "BN006":
    case "BN008":
    case "BN009":
    case "BN012":
    case "BN013":
    case "BN014":
      return null;
  }
}

function swapStatistics({ layer }: ReportSnapshot): Fix | null {
  if (layer === undefined || layer.runningMean === null || layer.runningVar === null) return null;
  const { runningMean, runningVar } = layer.places ?? {};
  const swapped = {
    ...layer,
    runningMean: layer.runningVar,
    runningVar: layer.runningMean,
    ...(runningMean && runningVar && { places: { ...layer.places, runningMean: runningVar, runningVar: runningMean } }),
  };
  return {
    title: t("Swap the running mean and the running variance"),
    apply: (session) => session.setLayer(swapped),
  };
}

/** The largest power of ten that is small enough beside the variance. */
function lowerEps(variance: number, { varianceOverEps }: Thresholds): Fix | null {
  const eps = 10 ** Math.floor(Math.log10(variance / varianceOverEps));
  if (!(eps > 0)) return null;
  return { title: t("Lower ε to {0}", eps.toExponential()), apply: (session) => session.setOptions({ eps }) };
}
