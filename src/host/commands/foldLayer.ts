import { l10n, window } from "vscode";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { pickOrigin, readOrigin } from "../pick/origin.ts";
import type { Report } from "../report/report.ts";
import type { Reports } from "../report/reports.ts";
import type { ChosenFile } from "../report/foldWeights.ts";

/**
 * The command **Fold into Preceding Layer…**: asks for the weights before batch norm, and shows W′, b′ and the proof in
 * the report that is there, or in a new one of the selection.
 */
export async function foldLayer(
  reports: Reports,
  errors: ErrorReporter,
  normalizeSelection: () => Promise<Summary>,
): Promise<void> {
  try {
    if (reports.current === undefined && (await normalizeSelection().catch(() => undefined)) === undefined) return;
    const report = reports.current;
    const chosen = report && (await chooseWeights(report));
    if (chosen) report.setFold(chosen);
  } catch (thrown) {
    errors.report(toFailure(thrown), undefined);
  }
}

async function chooseWeights({ session, name: subject }: Report): Promise<ChosenFile | undefined> {
  const title = l10n.t("Fold into Preceding Layer");
  const origin = await pickOrigin({
    title,
    subject,
    placeHolder: l10n.t(
      "Weights of the linear layer or convolution before (or after) batch norm: JSON, CSV, .npy, .safetensors …",
    ),
    without: session.source?.uri,
  });
  if (origin === undefined) return undefined;
  const file = await readOrigin(origin);
  const weights = await session.query("weights/list", { file });
  if (weights.length === 1) return { file, index: 0 };
  const numFeatures = session.snapshot?.source.featureCount;
  const items = weights.map(({ name, shape, hasBias }, index) => ({
    label: name === "" ? l10n.t("(without a name)") : name,
    description: shape.join(" × "),
    detail: hasBias ? l10n.t("with a bias") : l10n.t("no bias"),
    fits: numFeatures !== undefined && shape.includes(numFeatures),
    index,
  }));
  const picked = await window.showQuickPick(
    [...items.filter(({ fits }) => fits), ...items.filter(({ fits }) => !fits)],
    {
      title,
      placeHolder: l10n.t(
        "Choose the weights whose {0} outputs feed this batch norm, or whose inputs it feeds",
        numFeatures ?? 0,
      ),
    },
  );
  return picked && { file, index: picked.index };
}
