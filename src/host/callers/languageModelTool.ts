import * as vscode from "vscode";
import { type CancellationToken, type Disposable, type ProviderResult, Uri, l10n, workspace } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { modelAnswer } from "../../session/exports/modelAnswer.ts";
import { cancelled, Failure } from "../../shared/messages/failure.ts";
import { analyzeSource, type AnalyzedSource } from "./analyzeSource.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, openDocument } from "../sources/documentSource.ts";
import { isArrayFile, readLayerQuestion, readOrigin } from "../pick/origin.ts";
import { fileSource, wholeFile } from "../sources/fileSource.ts";

export const toolName = "analyze_batch_norm";

/** What the tool takes, as package.json describes it. A language model wrote it: nothing is taken on trust. */
interface ToolInput {
  readonly file: string;
  readonly lines: { readonly first: number; readonly last: number } | undefined;
  readonly features: readonly string[] | undefined;
  readonly options: unknown;
  readonly layer: { readonly file: string; readonly path: string | undefined } | undefined;
  readonly compareWith: string | undefined;
}

/** The part of VS Code's API for tools that is used here. It came with 1.95; the types are those of 1.91. */
export interface ToolApi {
  readonly lm: {
    registerTool(
      name: string,
      tool: {
        prepareInvocation(options: { input: unknown }): ProviderResult<object>;
        invoke(options: { input: unknown }, token: CancellationToken): ProviderResult<object>;
      },
    ): Disposable;
  };
  readonly LanguageModelToolResult: new (content: object[]) => object;
  readonly LanguageModelTextPart: new (text: string) => object;
}

/** Before 1.95 the functions are there as well, as a proposal: whoever calls them gets an error. */
export function hasTools(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  return major > 1 || minor >= 95;
}

/** VS Code gives extensions no document above this. */
const largestDocument = 50 * 1024 * 1024;

/** Offers the analysis of a file to language models, where this VS Code can. */
export function registerLanguageModelTool(createCompute: () => Compute): Disposable {
  const { lm, LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as ToolApi;
  if (!hasTools(vscode.version)) return new vscode.Disposable(() => undefined);
  return lm.registerTool(toolName, {
    prepareInvocation: ({ input }) => {
      const { file, layer, compareWith } = parseInput(input);
      const files = [file, layer?.file, compareWith].filter((name) => name !== undefined).join(", ");
      return {
        invocationMessage: l10n.t("Analyzing batch norm on {0}", file),
        confirmationMessages: {
          title: l10n.t("Analyze Batch Norm"),
          message: l10n.t(
            "Read {0} and give its statistics (no single values) and the doctor's findings to the language model?",
            files,
          ),
        },
      };
    },
    invoke: async ({ input }, token) => {
      const answer = await analyzeFile(createCompute, input, token);
      return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(answer, null, 1))]);
    },
  });
}

/**
 * What the tool answers, for other extensions too.
 *
 * @param given the tool's input: `{ file, lines?, features?, options?, layer?, compareWith? }`
 * @throws Failure that says what is wrong, and lists what is right
 */
export async function analyzeFile(
  createCompute: () => Compute,
  given: unknown,
  token?: CancellationToken,
): Promise<object> {
  const input = parseInput(given);
  let compute: Compute | undefined;
  const subscription = token?.onCancellationRequested(() => compute?.cancel());
  try {
    const analyzed = await readInput(input);
    if (token?.isCancellationRequested === true) throw cancelled();
    const create = (): Compute => (compute = createCompute());
    return await analyzeSource(create, analyzed, (snapshot, { findings }) =>
      modelAnswer(snapshot, findings, input.features),
    );
  } finally {
    subscription?.dispose();
  }
}

/** The text as its editor has it, or a file that is too large for one. */
async function readInput(input: ToolInput): Promise<AnalyzedSource> {
  const { file, lines, options } = input;
  const uri = await locate(file);
  const settings = readSettings(uri);
  const { size } = await workspace.fs.stat(uri).then(undefined, () => ({ size: 0 }));
  if (size > largestDocument) {
    const source = await fileSource(uri, { ...wholeFile, lines: lines ?? null });
    return { source, selections: [], options, settings, ...(await readOthers(input)) };
  }
  if (isArrayFile(uri)) {
    const source = await fileSource(uri, wholeFile);
    return { source, selections: [], options, settings, ...(await readOthers(input)) };
  }
  const document = await openDocument(uri);
  const selections: Span[] = [{ start: 0, end: 0 }];
  if (lines !== undefined) {
    const start = document.offsetAt(new vscode.Position(lines.first - 1, 0));
    const { end } = document.lineAt(Math.min(lines.last, document.lineCount) - 1).range;
    selections[0] = { start, end: document.offsetAt(end) };
  }
  const ownLayer = await readLayerQuestion(uri, undefined);
  return { source: documentSource(document), selections, options, settings, ownLayer, ...(await readOthers(input)) };
}

/** The layer and the other file that are asked about beside the data. */
async function readOthers({ layer, compareWith }: ToolInput): Promise<Pick<AnalyzedSource, "layer" | "compareWith">> {
  return {
    layer: layer && (await readLayerQuestion(await locate(layer.file), layer.path)),
    compareWith:
      compareWith === undefined ? undefined : await readOrigin({ kind: "file", uri: await locate(compareWith) }),
  };
}

/** A Uri, a path from the root, or one from a folder of the workspace. */
export async function locate(file: string): Promise<Uri> {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return Uri.parse(file, true);
  if (/^(\/|[a-z]:[\\/])/i.test(file)) return Uri.file(file);
  const candidates = (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, file));
  for (const uri of candidates) {
    const isThere = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (isThere) return uri;
  }
  throw inputFailure(l10n.t("Cannot open {0}: no folder of the workspace has it", file));
}

function parseInput(input: unknown): ToolInput {
  const { file, lines, features, options, layer, compareWith, ...others } = Object(input) as Record<string, unknown>;
  if (typeof file !== "string" || file === "") {
    throw inputFailure(
      l10n.t("file requires a path or a URI, got {0}", file === undefined ? "undefined" : JSON.stringify(file)),
    );
  }
  const unknown = Object.keys(others).at(0);
  if (unknown !== undefined) {
    const known = "file, lines, features, options, layer, compareWith";
    throw inputFailure(l10n.t("unknown input {0}; known are {1}", unknown, known));
  }
  return {
    file,
    lines: parseLines(lines),
    features: parseNames(features),
    options,
    layer: parseLayer(layer),
    compareWith: parsePath(compareWith, "compareWith"),
  };
}

/** `{ file, path? }`, or the file alone. */
function parseLayer(value: unknown): ToolInput["layer"] {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return { file: value, path: undefined };
  const { file, path } = Object(value) as Record<string, unknown>;
  const given = parsePath(file, "layer.file");
  if (given === undefined) {
    throw inputFailure(l10n.t("layer requires {0}, got {1}", "{ file, path? }", JSON.stringify(value)));
  }
  return { file: given, path: parsePath(path, "layer.path") };
}

function parsePath(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw inputFailure(l10n.t("{0} requires a text, got {1}", name, JSON.stringify(value)));
}

function parseLines(value: unknown): ToolInput["lines"] {
  if (value === undefined || value === null) return undefined;
  const { first, last } = Object(value) as Record<string, unknown>;
  if (isLine(first) && isLine(last) && first <= last) return { first, last };
  throw inputFailure(l10n.t("lines requires {0}, got {1}", "{ first, last }, 1 ≤ first ≤ last", JSON.stringify(value)));
}

function isLine(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1;
}

function parseNames(value: unknown): ToolInput["features"] {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
  throw inputFailure(l10n.t("features requires a list of names, got {0}", JSON.stringify(value)));
}

export function inputFailure(message: string): Failure {
  return new Failure({ kind: "input", code: "INVALID_INPUT", message, place: null });
}
