import { t } from "@vscode/l10n";
import { isCounterReset } from "../doctor/layers/newLayer.ts";
import type { DatasetNotice } from "../compute/compute.ts";
import { describeAssumption } from "../../shared/layer/assumptions.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";

/** What a person should know of how a layer was read: what its file does not say, and what stands in for it. */
export function layerNotices(layer: LoadedLayer | undefined, options: ReportOptions): DatasetNotice[] {
  if (layer === undefined || layer.isLearned === true || layer.recalibration !== undefined) return [];
  const notices: DatasetNotice[] = [];
  const add = (code: string, message: string): void => {
    notices.push({ code, severity: "info", message, place: null });
  };
  if (isCounterReset(layer)) {
    add(
      "COUNTER_RESET",
      t(
        "The counter was reset: num_batches_tracked is 0 beside running statistics that are not a new layer's. How warm they are is unknown, and with momentum=None the first batch would overwrite them.",
      ),
    );
  }
  if (layer.isGammaFixed === true) {
    add("FIX_GAMMA", t("γ is 1: the file says fix_gamma, with which MXNet does not use the γ that is stored."));
  }
  const assumed = (layer.assumed ?? []).map((name) => describeAssumption(layer, name, options));
  if (assumed.length > 0) add("ASSUMED", assumed.join(" "));
  return notices;
}
