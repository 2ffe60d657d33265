import { t } from "@vscode/l10n";
import { presetDefaults, type ReportOptions } from "../shared/options.ts";
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
