import { env } from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { FoldQuestion } from "../../session/compute/compute.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import type { FoldAnswer, FoldChoice, FoldFormat } from "../../shared/layer/fold/fold.ts";
import { weightLayouts } from "../../shared/layer/fold/weightLayout.ts";
import type { FoldRequest } from "../../shared/report/protocol.ts";
import { saveFile } from "../pages/saveFile.ts";

/** Weights in a file, by their number among the file's. */
export interface ChosenFile {
  readonly file: LayerFile;
  readonly index: number;
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
