import { l10n, window } from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { LayerParameters, LoadedLayer } from "../../shared/layer/parameters.ts";
import { pickOrigin, readOrigin } from "./origin.ts";

type Role = "gamma" | "beta" | "runningMean" | "runningVar";

/**
 * The layer that an .npy file of one list makes, whose name does not tell which parameter it is: the person says. It
 * takes its place in the layer that is loaded already, so that four files make a layer one after the other; a running
 * mean or variance asks for the other one where that is missing.
 *
 * @returns undefined for any other file; null where the person changes their mind
 * @throws Failure PARTS_MISMATCH for lists of different lengths
 */
export async function unnamedArray(
  file: LayerFile,
  compute: Compute,
  loaded: LoadedLayer | undefined,
): Promise<LayerParameters | null | undefined> {
  const values = await compute.request("array/list", { file });
  if (values === null) return undefined;
  const role = await pickRole(file.fileName, values.length);
  if (role === undefined) return null;
  const base = loaded?.numFeatures === values.length ? loaded : newLayer(values.length);
  const layer = { ...base, [role]: values };
  const missing = missingStatistics(layer);
  if (missing === null) return layer;
  const other = await pickOther(missing, compute);
  if (other === null) return null;
  if (other.length !== values.length) {
    const message = l10n.t(
      "Running mean and variance require as many values, got {0} and {1}",
      values.length,
      other.length,
    );
    throw new Failure({ kind: "input", code: "PARTS_MISMATCH", message, place: null });
  }
  return { ...layer, [missing]: other };
}

async function pickRole(fileName: string, length: number): Promise<Role | undefined> {
  const items: readonly { label: string; description: string; role: Role }[] = [
    { label: "γ", description: l10n.t("weight, gamma, scale"), role: "gamma" },
    { label: "β", description: l10n.t("bias, beta, B"), role: "beta" },
    { label: l10n.t("running mean"), description: "running_mean, moving_mean, input_mean", role: "runningMean" },
    { label: l10n.t("running variance"), description: "running_var, moving_variance, input_var", role: "runningVar" },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Load Layer Parameters"),
    placeHolder: l10n.t("What are the {0} values of {1}? Its name does not tell", length, fileName),
    matchOnDescription: true,
  });
  return picked?.role;
}

function missingStatistics({ runningMean, runningVar }: LayerParameters): "runningMean" | "runningVar" | null {
  if ((runningMean === null) === (runningVar === null)) return null;
  return runningMean === null ? "runningMean" : "runningVar";
}

async function pickOther(role: "runningMean" | "runningVar", compute: Compute): Promise<Float64Array | null> {
  const origin = await pickOrigin({
    title: l10n.t("Load Layer Parameters"),
    placeHolder:
      role === "runningVar"
        ? l10n.t("And which file is the running variance?")
        : l10n.t("And which file is the running mean?"),
  });
  return origin === undefined ? null : compute.request("array/list", { file: await readOrigin(origin) });
}

function newLayer(numFeatures: number): LayerParameters {
  return {
    ...{ name: "", framework: "pytorch", numFeatures, gamma: null, beta: null, runningMean: null, runningVar: null },
    ...{ numBatchesTracked: null, eps: null, momentum: null },
  };
}
