import { env, l10n, window } from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { FoldQuestion } from "../../session/compute/compute.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { FoldAnswer, FoldChoice, FoldFormat } from "../../shared/layer/fold/fold.ts";
import { weightLayouts } from "../../shared/layer/fold/weightLayout.ts";
import type { FoldRequest } from "../../shared/report/protocol.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { pickOrigin, readOrigin } from "../pick/origin.ts";
import type { Report } from "../report/report.ts";
import type { Reports } from "../report/reports.ts";
import { saveFile } from "../pages/saveFile.ts";

/** Weights in a file, by their number among the file's. */
export interface ChosenFile {
  readonly file: LayerFile;
  readonly index: number;
}

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

/** Folds the report's layer, with the γ and β that the page shows. */
export async function foldChosen(
  session: ReportSession,
  { file, index }: ChosenFile,
  request: FoldRequest,
): Promise<FoldAnswer | null> {
  const layer = evaluatedLayer(session, request);
  return layer && session.query("dataset/fold", { file, index, layer, choice: choiceOf(request) });
}

/** Saves the folded weights as JSON, or copies the code that makes a layer of that JSON. */
export async function exportFold(
  session: ReportSession,
  { file, index }: ChosenFile,
  { format, ...request }: FoldRequest & { readonly format: FoldFormat },
): Promise<void> {
  const layer = evaluatedLayer(session, request);
  if (layer === null) return;
  const jsonName = `${file.fileName.replace(/\.[^.]*$/, "")}-folded.json`;
  const text = await session.query("dataset/foldExport", {
    ...{ file, index, layer, format, jsonName },
    choice: choiceOf(request),
  });
  if (format === "code") await env.clipboard.writeText(text);
  else await saveFile(jsonName, new TextEncoder().encode(text));
}

/** What came from the page, checked. */
function choiceOf({ place, layout, groups }: FoldChoice): FoldChoice {
  return {
    place: place === "after" ? "after" : "before",
    layout: weightLayouts.find((name) => name === layout) ?? null,
    groups: typeof groups === "number" ? groups : null,
  };
}

function evaluatedLayer({ snapshot }: ReportSession, { gamma, beta }: FoldRequest): FoldQuestion["layer"] | null {
  if (snapshot === null) return null;
  const { layer, features, options } = snapshot;
  const runningMean = layer?.runningMean ?? features.runningMean;
  const runningVar = layer?.runningVar ?? features.runningVar;
  return { gamma, beta, runningMean, runningVar, eps: options.eps };
}
