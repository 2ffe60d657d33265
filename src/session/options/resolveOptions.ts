import { t } from "@vscode/l10n";
import type { LayerParameters } from "../../shared/layer/parameters.ts";
import { presetDefaults, type ReportOptions } from "../../shared/options.ts";
import { optionFailure } from "./optionGuards.ts";

/**
 * The options after a change, checked. A new preset brings its own eps and momentum unless the change names them.
 *
 * @throws Failure of kind "option" whose `field` names the control: nothing is changed then.
 */
export function changeOptions(current: ReportOptions, change: Partial<ReportOptions>): ReportOptions {
  const conventions =
    change.preset !== undefined && change.preset !== current.preset ? presetDefaults(change.preset) : {};
  const next = { ...current, ...conventions, ...change };
  checkOptions(next);
  return next;
}

/**
 * The options that show a loaded layer: the conventions of the framework whose names it uses, its own eps and momentum
 * where the file tells them, and evaluation where it has running statistics.
 *
 * @throws Failure of kind "option" for an eps or a momentum that is out of range
 */
export function optionsForLayer(current: ReportOptions, layer: LayerParameters): ReportOptions {
  const { framework, runningMean, eps, momentum, isCumulative, defaultEps, defaultMomentum, layout } = layer;
  const isSame = framework === current.preset || (framework === "keras" && current.preset === "tfjs");
  return changeOptions(current, {
    ...(runningMean === null ? {} : { mode: "eval" }),
    ...(isSame ? {} : { preset: framework }),
    ...(layout === undefined || current.layout !== "auto" ? {} : { layout }),
    ...(defaultEps === undefined ? {} : { eps: defaultEps }),
    ...(defaultMomentum === undefined ? {} : { momentum: defaultMomentum }),
    ...(eps === null ? {} : { eps }),
    ...(momentum !== null ? { momentum } : isCumulative === true ? { momentum: null } : {}),
  });
}

function checkOptions({ eps, momentum, preset }: ReportOptions): void {
  if (!Number.isFinite(eps) || eps < 0) {
    throw optionFailure("eps", t("eps must be 0 or greater, got {0}", eps));
  }
  if (momentum === null) {
    if (preset !== "pytorch") {
      throw optionFailure(
        "momentum",
        t("momentum must be a number from 0 to 1; only PyTorch has a cumulative average"),
      );
    }
  } else if (!(momentum >= 0 && momentum <= 1)) {
    throw optionFailure("momentum", t("momentum must be from 0 to 1, got {0}", momentum));
  }
}
