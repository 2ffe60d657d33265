import { t } from "@vscode/l10n";
import type { LoadedLayer } from "../../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../../shared/options.ts";
import type { AffineChange } from "../../../shared/report/protocol.ts";
import { isSameAffine, type AffineValues } from "../affineEdits.ts";
import type { ReportInput } from "../reportInput.ts";
import type { HistoryEntry } from "./editHistory.ts";

/** γ and β around a change of the person; null where nothing is other than before. */
export function affineEntry(
  change: AffineChange,
  layer: LoadedLayer | undefined,
  before: AffineValues,
  after: AffineValues,
): HistoryEntry | null {
  if (isSameAffine(before, after)) return null;
  const state = { layer, options: {} };
  return {
    label: affineLabel(change, before.names),
    before: { ...state, affine: before },
    after: { ...state, affine: after },
  };
}

/** The layer around a run that put another one on the data or took it off; null where the layer is the same. */
export function layerEntry(
  from: Pick<ReportInput, "layer" | "options">,
  to: Pick<ReportInput, "layer" | "options">,
  before: AffineValues,
  after: AffineValues,
): HistoryEntry | null {
  if (from.layer === to.layer) return null;
  return {
    label: layerLabel(from.layer, to.layer),
    before: { layer: from.layer, options: optionsOtherThan(from.options, to.options), affine: before },
    after: { layer: to.layer, options: optionsOtherThan(to.options, from.options), affine: after },
  };
}

function affineLabel({ feature, gamma, beta }: AffineChange, names: readonly string[]): string {
  if (feature < 0) {
    if (beta === undefined) return t("γ of All Features");
    return gamma === undefined ? t("β of All Features") : t("γ and β of All Features");
  }
  const name = names[feature];
  if (beta === undefined) return t("γ of {0}", name);
  return gamma === undefined ? t("β of {0}", name) : t("γ and β of {0}", name);
}

function layerLabel(from: LoadedLayer | undefined, to: LoadedLayer | undefined): string {
  if (to?.isLearned === true) return t("Learned Layer");
  if (to?.recalibration !== undefined) return t("Recalibration");
  if (from?.recalibration !== undefined) return t("End of Recalibration");
  return to === undefined ? t("Removal of {0}", titleOf(from)) : t("Loading of {0}", titleOf(to));
}

function titleOf(layer: LoadedLayer | undefined): string {
  const { name = "", fileName = "" } = layer ?? {};
  return name === "" ? fileName : name;
}

/** Those of the options that another set has otherwise. */
function optionsOtherThan(options: ReportOptions, other: ReportOptions): Partial<ReportOptions> {
  const isOther = ([name, value]: [string, unknown]): boolean => other[name as keyof ReportOptions] !== value;
  return Object.fromEntries(Object.entries(options).filter(isOther));
}
