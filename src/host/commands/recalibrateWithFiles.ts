import { l10n, window } from "vscode";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { recalibrate } from "../../session/layer/recalibrate.ts";
import type { Estimate } from "../../shared/layer/statistics/recalibration.ts";
import { readOrigin } from "../pick/origin.ts";

/** Gives the layer of a report the statistics of its data and of files that the person chooses; undefined for none. */
export async function recalibrateWithFiles(session: ReportSession): Promise<undefined> {
  const title = l10n.t("Recalibrate with Several Files");
  const uris = await window.showOpenDialog({
    title,
    openLabel: l10n.t("Recalibrate"),
    canSelectMany: true,
    filters: { [l10n.t("Numbers")]: ["json", "jsonc", "jsonl", "csv", "tsv", "npy", "npz", "safetensors"] },
  });
  if (uris === undefined || uris.length === 0) return undefined;
  const items: readonly { label: string; detail: string; estimate: Estimate }[] = [
    {
      label: l10n.t("All values together"),
      detail: l10n.t("mean and variance of every value in the report and in the files"),
      estimate: "pooled",
    },
    {
      label: l10n.t("Mean over the files"),
      detail: l10n.t("every file is one mini-batch, as for PyTorch's update_bn"),
      estimate: "batches",
    },
  ];
  const picked = await window.showQuickPick(items, { title, placeHolder: l10n.t("Which estimate?") });
  if (picked === undefined) return undefined;
  const files = await Promise.all(uris.map((uri) => readOrigin({ kind: "file", uri })));
  await recalibrate(session, { estimate: picked.estimate, batchSize: 1 }, files);
  return undefined;
}
