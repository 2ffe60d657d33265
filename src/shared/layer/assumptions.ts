import { t } from "@vscode/l10n";
import { frameworkTitles, presetDefaults } from "../options.ts";
import { formatMeasured, formatParameter } from "../text/numbers.ts";
import type { LayerParameters } from "./parameters.ts";

/** What a file can leave open. */
export const assumptionNames = ["framework", "parts", "eps", "momentum"] as const;
export type AssumptionName = (typeof assumptionNames)[number];

/** What stands in for something that a layer's file does not say, and what would change with it: one sentence or two. */
export function describeAssumption(layer: LayerParameters, name: string): string {
  const framework = layer.convention ?? frameworkTitles[layer.framework];
  const { eps, momentum } = presetDefaults(layer.framework);
  switch (name) {
    case "eps":
      return `${t("ε {0} is assumed ({1}); the file does not say it.", formatParameter(layer.defaultEps ?? eps), framework)} ${epsEffect(layer)}`.trim();
    case "momentum":
      return t(
        "Momentum {0} is assumed ({1}): it decides how warm the statistics are taken to be, no output.",
        formatParameter(layer.defaultMomentum ?? momentum ?? 0),
        framework,
      );
    case "parts":
      return t(
        "Which list is which is assumed from their order, as Keras' get_weights() has it: γ, β, mean, variance, without γ or β where there are fewer.",
      );
    case "framework":
      return t("{0}'s conventions are assumed: other frameworks have another ε and keep another variance.", framework);
    default:
      return name;
  }
}

/** How much another ε would change: the channel with the smallest variance. */
function epsEffect({ runningVar, defaultEps, framework }: LayerParameters): string {
  if (runningVar === null) return "";
  const eps = defaultEps ?? presetDefaults(framework).eps;
  let smallest = -1;
  runningVar.forEach((variance, c) => {
    if (variance > 0 && (smallest < 0 || variance < runningVar[smallest])) smallest = c;
  });
  if (smallest < 0) return "";
  const other = eps < 1e-4 ? 1e-3 : 1e-5;
  const ratio = Math.sqrt((runningVar[smallest] + eps) / (runningVar[smallest] + other));
  return t(
    "With {0} the scale of channel {1} would be {2} times what it is.",
    formatParameter(other),
    `[${smallest}]`,
    formatMeasured(ratio, 4),
  );
}
