import { l10n, Uri, workspace } from "vscode";
import { checkLayer, type LayerQuestion } from "../../session/layer/checkLayer.ts";
import { checkedLayer, type CheckedLayer } from "../../session/exports/checkedLayer.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { pickOrigin, readLayerQuestion, readOrigin } from "../pick/origin.ts";
import { openData } from "../report/openData.ts";
import type { Reports } from "../report/reports.ts";

/** What the command takes from a keybinding, a tree or another extension. */
interface CheckArguments {
  readonly data: Uri | undefined;
  readonly layer: Uri | undefined;
  readonly path: string | undefined;
}

/**
 * The command **Check Layer with Data**: puts a layer on data in one step, and says why evaluation differs from training.
 *
 * @param argument `{ data?, layer?, path? }`, each file a Uri or a path. Without `data` the report that is there is meant,
 * without `layer` it is asked for; the same file can hold both.
 * @returns the summary with the gap by cause and the findings; undefined if the person changes their mind or a
 * notification told what is wrong
 * @throws Error with the message that the user sees, for a caller that named the files
 */
export async function checkLayerWithData(
  {
    reports,
    errors,
    normalizeSelection,
  }: {
    readonly reports: Reports;
    readonly errors: ErrorReporter;
    /** Makes the report that the layer is for, where a person starts from their editor. */
    readonly normalizeSelection: () => Promise<unknown>;
  },
  argument: unknown,
): Promise<CheckedLayer | undefined> {
  try {
    const { data, layer, path } = parseArguments(argument);
    const question =
      layer === undefined
        ? await askForLayer(path, argument === undefined ? reports.current?.name : undefined)
        : await readLayerQuestion(layer, path);
    if (question === undefined) return undefined;
    if (data !== undefined) await openData(reports, data);
    else if (reports.current === undefined && argument === undefined) await normalizeSelection();
    return await check(reports, question);
  } catch (thrown) {
    const failure = toFailure(thrown);
    errors.report(failure, undefined);
    // A command that rejects makes the palette show a dialog of its own. People have seen our notification already.
    if (argument === undefined) return undefined;
    throw failure;
  }
}

async function check(reports: Reports, question: LayerQuestion): Promise<CheckedLayer | undefined> {
  const report = reports.current;
  if (report === undefined) {
    const message = l10n.t("Select the data and run Normalize Selection first: the layer is then checked with it");
    throw new Failure({ kind: "input", code: "NO_REPORT", message, place: null });
  }
  const snapshot = await checkLayer(report.session, question);
  report.showPart("verdict");
  return checkedLayer(snapshot, report.session.findings);
}

async function askForLayer(path: string | undefined, subject: string | undefined): Promise<LayerQuestion | undefined> {
  const origin = await pickOrigin({
    title: l10n.t("Check Layer with Data"),
    subject,
    placeHolder: l10n.t("γ, β and running statistics: JSON, CSV, .npy, .npz or .safetensors"),
  });
  if (origin === undefined) return undefined;
  return origin.kind === "file" ? readLayerQuestion(origin.uri, path) : { file: await readOrigin(origin), path };
}

/** @throws Failure that says what the argument has to be */
function parseArguments(argument: unknown): CheckArguments {
  if (argument instanceof Uri) return { data: undefined, layer: argument, path: undefined };
  if (argument === undefined || argument === null) return { data: undefined, layer: undefined, path: undefined };
  const { data, layer, path } = Object(argument) as Record<string, unknown>;
  return {
    data: parseUri(data, "data"),
    layer: parseUri(layer, "layer"),
    path: typeof path === "string" ? path : undefined,
  };
}

function parseUri(value: unknown, name: string): Uri | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uri) return value;
  if (typeof value === "string") return /^[a-z][a-z0-9+.-]+:/i.test(value) ? Uri.parse(value, true) : uriOfPath(value);
  const { scheme, authority, path } = Object(value) as Record<string, unknown>;
  if (typeof scheme === "string" && typeof path === "string") {
    return Uri.from({ scheme, path, ...(typeof authority === "string" && { authority }) });
  }
  const message = l10n.t("{0} requires a Uri or a path, got {1}", name, JSON.stringify(value));
  throw new Failure({ kind: "input", code: "INVALID_INPUT", message, place: null });
}

/** A path on disk; in a window without a disk (VS Code for the Web) one of the folder's file system. */
function uriOfPath(path: string): Uri {
  const folder = workspace.workspaceFolders?.at(0);
  return folder === undefined || folder.uri.scheme === "file" ? Uri.file(path) : folder.uri.with({ path });
}
