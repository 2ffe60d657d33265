import { t } from "@vscode/l10n";
import type { CheckpointNotice } from "../types.ts";

/** Something about one layer that many layers of a model may share. */
export type LayerRemark =
  | { readonly about: "shared"; readonly layer: string; readonly numCalls: number }
  | { readonly about: "input" | "computed" | "training" | "perActivation"; readonly layer: string }
  /** `fault` is a sentence without a full stop. */
  | { readonly about: "fault"; readonly layer: string; readonly fault: string };

/** Remarks as notices: what many layers share is told once, with the first of them. */
export function noticesOf(remarks: readonly LayerRemark[]): CheckpointNotice[] {
  const groups = new Map<string, LayerRemark[]>();
  for (const remark of remarks) {
    const key = remark.about === "shared" ? remark.layer : remark.about === "fault" ? remark.fault : remark.about;
    const group = groups.get(key) ?? [];
    if (group.at(-1)?.layer !== remark.layer) group.push(remark);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => noticeOf(group[0], group.length));
}

function noticeOf(remark: LayerRemark, numLayers: number): CheckpointNotice {
  const { layer } = remark;
  const subject = numLayers === 1 ? layer : t("{0} and {1} more", layer, numLayers - 1);
  switch (remark.about) {
    case "shared":
      return {
        code: "SHARED_LAYER",
        severity: "info",
        message: t("{0} is called {1} times with the same parameters: it is one layer.", layer, remark.numCalls),
      };
    case "input":
      return {
        code: "VALUES_NOT_IN_FILE",
        severity: "warning",
        message: t("Parameters of {0} are inputs of the model: their values are not in the file.", subject),
      };
    case "computed":
      return {
        code: "VALUES_NOT_IN_FILE",
        severity: "warning",
        message: t("Parameters of {0} are computed in the graph: their values are not in the file.", subject),
      };
    case "training":
      return {
        code: "TRAINING_EXPORT",
        severity: "warning",
        message: t("Exported in training mode: {0}, normalizing with each batch's own statistics.", subject),
      };
    case "perActivation":
      return {
        code: "PER_ACTIVATION",
        severity: "info",
        message: t("Each activation is normalized by itself (spatial=0): {0}.", subject),
      };
    case "fault":
      return {
        code: "VALUES_OUT_OF_REACH",
        severity: "warning",
        message: t("Values are missing in {0}: {1}.", subject, remark.fault),
      };
  }
}

/** Convolutions that took a batch norm in; null where none shows it. */
export function foldNotice(numRewritten: number, numConvolutions: number, numLayers: number): CheckpointNotice | null {
  if (numRewritten > 0) {
    const message = t("{0} convolutions carry a batch norm that the export folded into them.", numRewritten);
    return { code: "FOLDED", severity: "info", message };
  }
  if (numLayers > 0 || numConvolutions === 0) return null;
  const message = t("No batch norm layer is left: exporters fold them into the convolutions before them.");
  return { code: "FOLDED", severity: "info", message };
}
