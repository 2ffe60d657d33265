import { t } from "@vscode/l10n";
import { frameworkTitles, type ReportOptions } from "../options.ts";
import { formatMeasured, formatParameter } from "../text/numbers.ts";
import type { LayerParameters } from "./parameters.ts";

/**
 * What stands in for something that a layer's file does not say, and what would change with it.
 *
 * @param name one of the layer's `assumed`
 * @param options of the report, which the person may have changed
 */
export function describeAssumption(layer: LayerParameters, name: string, { eps, momentum }: ReportOptions): string {
  const framework = layer.convention ?? frameworkTitles[layer.framework];
  switch (name) {
    case "eps":
      return [
        t("ε {0} is assumed: the file does not say it, its names are those of {1}.", formatParameter(eps), framework),
        epsEffect(layer, eps),
      ]
        .join(" ")
        .trim();
    case "momentum":
      return t(
        "Momentum {0} is assumed: it changes no output, only how warm the running statistics are taken to be.",
        momentum === null ? "None" : formatParameter(momentum),
      );
    case "parts":
      return t(
        "The lists have no names: their order is assumed to be that of Keras' get_weights(). In another order every output would be another.",
      );
    case "fixGamma":
      return t(
        "fix_gamma is assumed to be off: the file does not say it, and with it γ would be 1 whatever is stored.",
      );
    default:
      return name;
  }
}

/** How much another usual ε would change: the scale of the channel with the smallest variance. */
function epsEffect({ runningVar }: LayerParameters, eps: number): string {
  if (runningVar === null) return "";
  let smallest: number | null = null;
  for (const [c, variance] of runningVar.entries()) {
    if (variance > 0 && (smallest === null || variance < runningVar[smallest])) smallest = c;
  }
  if (smallest === null) return "";
  const other = eps < 1e-4 ? 1e-3 : 1e-5;
  const ratio = Math.sqrt((runningVar[smallest] + eps) / (runningVar[smallest] + other));
  return t(
    "With {0} the scale of channel {1} would be {2} times what it is.",
    formatParameter(other),
    `[${smallest}]`,
    formatMeasured(ratio, 4),
  );
}
