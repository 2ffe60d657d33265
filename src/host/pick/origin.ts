import {
  l10n,
  QuickPickItemKind,
  RelativePattern,
  Uri,
  window,
  workspace,
  type QuickPickItem,
  type TextDocument,
} from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { LayerQuestion } from "../../session/layer/checkLayer.ts";
import { toFailure, Failure } from "../../shared/messages/failure.ts";
import { checkpointFile, nameOf } from "../checkpoint/checkpointFile.ts";
import { checkpointExtensions, isCheckpointName } from "../checkpoint/extensions.ts";
import { readOwnConvention } from "../configuration.ts";
import { documentSource, openDocument } from "../sources/documentSource.ts";

/** Where a layer, weights or another tensor can come from: a file, or what is selected in an editor. */
export type LayerOrigin =
  | { readonly kind: "file"; readonly uri: Uri }
  | { readonly kind: "editor"; readonly document: TextDocument; readonly text: string };

const arrayFiles = ["npy", "npz", "safetensors"];
/** Endings that hardly anything but a checkpoint has. */
const listedCheckpoints = ["pt", "pth", "ckpt", "keras", "onnx", "h5"];
const textFiles = ["json", "jsonc", "jsonl", "csv", "tsv"];
const filesListed = 200;

interface OriginItem extends QuickPickItem {
  readonly origin?: LayerOrigin;
}

/** What is asked for. */
export interface OriginQuestion {
  readonly title: string;
  /** What it is for, by its name. */
  readonly subject?: string | undefined;
  readonly placeHolder: string;
  /** A document that cannot be the answer: the data, where a layer is asked for. */
  readonly without?: string | undefined;
}

/**
 * Asks where something is: in the selection, in a file of the workspace, or in any other file.
 *
 * @returns undefined if the person changes their mind
 */
export async function pickOrigin(question: OriginQuestion): Promise<LayerOrigin | undefined> {
  const { placeHolder, without, subject = "" } = question;
  const title = subject === "" ? question.title : `${question.title}: ${subject}`;
  const choose: QuickPickItem = { label: l10n.t("$(folder-opened) Choose a File…"), alwaysShow: true };
  const items = [...selectionItems(without), choose, ...(await workspaceItems(without))];
  const picked = await window.showQuickPick<OriginItem>(items, { title, placeHolder, matchOnDescription: true });
  if (picked !== choose) return picked?.origin;
  const filters = { [l10n.t("Numbers")]: [...new Set([...textFiles, ...arrayFiles, ...checkpointExtensions])] };
  const [uri] = (await window.showOpenDialog({ title, filters })) ?? [];
  return (uri as Uri | undefined) && { kind: "file", uri };
}

/** What is selected in the editor, unless it is the data themselves; without a selection its whole text. */
function selectionItems(data: string | undefined): OriginItem[] {
  const editor =
    window.activeTextEditor ?? window.visibleTextEditors.find(({ document }) => document.uri.toString() !== data);
  if (editor === undefined) return [];
  const { document, selection } = editor;
  if (selection.isEmpty && document.uri.toString() === data) return [];
  const text = document.getText(selection.isEmpty ? undefined : selection);
  const label = selection.isEmpty
    ? l10n.t("$(file-code) The Text in the Editor")
    : l10n.t("$(selection) The Selection");
  return [{ label, description: nameOf(document.uri), origin: { kind: "editor", document, text } }];
}

/** Files beside what the person looks at come first: a layer mostly lies beside its data. */
async function workspaceItems(data: string | undefined): Promise<OriginItem[]> {
  const pattern = (extensions: readonly string[]): string => `*.{${extensions.join(",")}}`;
  const find = async (extensions: readonly string[]) =>
    (await workspace.findFiles(`**/${pattern(extensions)}`, "**/node_modules/**", filesListed)).sort(byPath);
  const folder = folderShown(data);
  const beside =
    folder === null
      ? []
      : await workspace.findFiles(
          new RelativePattern(folder, pattern([...arrayFiles, ...listedCheckpoints, ...textFiles])),
          null,
          filesListed,
        );
  const others = (await Promise.all([find([...arrayFiles, ...listedCheckpoints]), find(textFiles)])).flat();
  const uris = new Map([...beside.sort(byPath), ...others].map((uri) => [uri.toString(), uri]));
  const files = Array.from(uris.values())
    .filter((uri) => uri.toString() !== data)
    .map((uri): OriginItem => ({
      label: nameOf(uri),
      description: workspace.asRelativePath(uri),
      origin: { kind: "file", uri },
    }));
  const separator = { label: l10n.t("files of the workspace"), kind: QuickPickItemKind.Separator };
  return files.length === 0 ? [] : [separator, ...files];
}

/** The folder of the data, or of the file in the editor; null for what is in no folder of the workspace. */
function folderShown(data: string | undefined): Uri | null {
  const shown = data === undefined ? window.activeTextEditor?.document.uri : Uri.parse(data, true);
  const isInside = shown !== undefined && workspace.getWorkspaceFolder(shown) !== undefined;
  return isInside ? Uri.joinPath(shown, "..") : null;
}

function byPath(a: Uri, b: Uri): number {
  return a.path < b.path ? -1 : 1;
}

/** Whether a file is one of arrays or a checkpoint, and no text. */
export function isArrayFile(uri: Uri): boolean {
  return isCheckpointName(nameOf(uri)) || arrayFiles.includes(nameOf(uri).split(".").at(-1)?.toLowerCase() ?? "");
}

/** A file as the one that holds a layer, with its document where it has a text. */
export async function readLayerQuestion(uri: Uri, path: string | undefined): Promise<LayerQuestion> {
  const file = await readOrigin({ kind: "file", uri });
  return { file, path, ...(file.kind === "text" && { document: { uri: uri.toString(), offset: 0 } }) };
}

/**
 * Reads what was chosen: bytes for the formats of arrays, the place of a checkpoint, else the text as its editor has it.
 *
 * @throws Failure if it cannot be opened, or is of no kind that holds layers
 */
export async function readOrigin(origin: LayerOrigin): Promise<LayerFile> {
  const file = await readFile(origin);
  const own = readOwnConvention(origin.kind === "file" ? origin.uri : origin.document);
  return own === null ? file : { ...file, own };
}

async function readFile(origin: LayerOrigin): Promise<LayerFile> {
  if (origin.kind === "editor") return textFile(origin.document, origin.text);
  const { uri } = origin;
  if (isCheckpointName(nameOf(uri))) {
    const { name, source } = await checkpointFile(uri);
    return { kind: "bytes", fileName: name, bytes: new Uint8Array(0), checkpoint: source };
  }
  if (isArrayFile(uri)) {
    return { kind: "bytes", fileName: nameOf(uri), bytes: await readBytes(uri) };
  }
  const document = await openDocument(uri);
  return textFile(document, document.getText());
}

function textFile(document: TextDocument, selected: string): LayerFile {
  const { name, languageId } = documentSource(document);
  // A table needs its header, which may stand outside the selection; JSON is read from what is selected.
  const text = languageId.startsWith("json") ? selected : document.getText();
  return { kind: "text", fileName: name, text, languageId };
}

async function readBytes(uri: Uri): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(uri);
  } catch (thrown) {
    const message = l10n.t("Cannot open {0}: {1}", uri.path, toFailure(thrown).message);
    throw new Failure({ kind: "input", code: "CANNOT_OPEN", message, place: null });
  }
}
