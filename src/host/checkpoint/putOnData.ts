import { l10n, window } from "vscode";
import type { CheckpointSession } from "../../session/checkpoint/checkpointSession.ts";
import { layerParameters } from "../../session/checkpoint/stateFile.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { pickOrigin, type LayerOrigin } from "../pick/origin.ts";
import type { Reports } from "../report/reports.ts";

interface DataServices {
  readonly reports: Reports;
  readonly errors: ErrorReporter;
  readonly normalizeSelection: (argument: unknown) => Promise<Summary>;
  readonly normalizeFile: (argument: unknown) => Promise<Summary>;
}

/** **Put on Data…**: asks for numbers, and shows what a layer of a checkpoint does to them in the ordinary report. */
export type PutOnData = (session: CheckpointSession, layer: number) => Promise<void>;

export function createPutOnData({ reports, errors, normalizeSelection, normalizeFile }: DataServices): PutOnData {
  return async (session, index) => {
    const { opened, layers, channels } = session;
    if (opened === null) return;
    const parameters = layerParameters(layers[index], opened.framework, channels[index].eps);
    const layer: LoadedLayer = { ...parameters, fileName: opened.fileName };
    try {
      if (!(await usesShownReport(reports, layer))) {
        const origin = await pickOrigin({
          title: l10n.t("Put {0} on Data", layer.name),
          placeHolder: l10n.t("Numbers with {0} channels: JSON, CSV, .npy, .npz or .safetensors", layer.numFeatures),
        });
        if (origin === undefined) return;
        // Opening tells of its own failures.
        await open(origin, normalizeSelection, normalizeFile);
      }
    } catch {
      return;
    }
    try {
      await reports.current?.setLayer(layer);
    } catch (thrown) {
      errors.report(toFailure(thrown), undefined);
    }
  };
}

/** Whether the data are those of the report that is open, which has as many features as the layer: the person says. */
async function usesShownReport({ current }: Reports, { numFeatures }: LoadedLayer): Promise<boolean> {
  const source = current?.session.snapshot?.source;
  if (source?.featureCount !== numFeatures) return false;
  const shown = l10n.t("The Report on {0}", source.name);
  const picked = await window.showQuickPick([shown, l10n.t("Other Data…")], { placeHolder: l10n.t("Which data?") });
  if (picked === undefined) throw new Error("nothing was chosen");
  return picked === shown;
}

async function open(
  origin: LayerOrigin,
  normalizeSelection: DataServices["normalizeSelection"],
  normalizeFile: DataServices["normalizeFile"],
): Promise<void> {
  const uri = origin.kind === "editor" ? origin.document.uri : origin.uri;
  await (/\.(npy|npz|safetensors)$/i.test(uri.path) ? normalizeFile({ uri }) : normalizeSelection({ uri }));
}
