import * as vscode from "vscode";
import { type CancellationToken, type Disposable, type ProviderResult, Uri, l10n, workspace } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { modelAnswer } from "../../session/exports/modelAnswer.ts";
import { cancelled, Failure } from "../../shared/messages/failure.ts";
import { analyzeSource, type AnalyzedSource } from "./analyzeSource.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, openDocument } from "../sources/documentSource.ts";
import { fileSource, wholeFile } from "../sources/fileSource.ts";

export const toolName = "analyze_batch_norm";

/** What the tool takes, as package.json describes it. A language model wrote it: nothing is taken on trust. */
interface ToolInput {
  readonly file: string;
  readonly lines: { readonly first: number; readonly last: number } | undefined;
  readonly features: readonly string[] | undefined;
  readonly options: unknown;
}

/** The part of VS Code's API for tools that is used here. It came with 1.95; the types are those of 1.91. */
interface ToolApi {
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
function hasTools(version: string): boolean {
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
      const { file } = parseInput(input);
      return {
        invocationMessage: l10n.t("Analyzing batch norm on {0}", file),
        confirmationMessages: {
          title: l10n.t("Analyze Batch Norm"),
          message: l10n.t(
            "Read {0} and give its statistics (no single values) and the doctor's findings to the language model?",
            file,
          ),
        },
      };
    },
    invoke: async ({ input }, token) => {
      const answer = await analyze(createCompute, parseInput(input), token);
      return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(answer, null, 1))]);
    },
  });
}

async function analyze(createCompute: () => Compute, input: ToolInput, token: CancellationToken): Promise<object> {
  let compute: Compute | undefined;
  const subscription = token.onCancellationRequested(() => compute?.cancel());
  try {
    const analyzed = await readInput(input);
    if (token.isCancellationRequested) throw cancelled();
    const create = (): Compute => (compute = createCompute());
    return await analyzeSource(create, analyzed, (snapshot, { findings }) =>
      modelAnswer(snapshot, findings, input.features),
    );
  } finally {
    subscription.dispose();
  }
}

/** The text as its editor has it, or a file that is too large for one. */
async function readInput({ file, lines, options }: ToolInput): Promise<AnalyzedSource> {
  const uri = await locate(file);
  const settings = readSettings(uri);
  const { size } = await workspace.fs.stat(uri).then(undefined, () => ({ size: 0 }));
  if (size > largestDocument) {
    const source = await fileSource(uri, { ...wholeFile, lines: lines ?? null });
    return { source, selections: [], options, settings };
  }
  const document = await openDocument(uri);
  const selections: Span[] = [{ start: 0, end: 0 }];
  if (lines !== undefined) {
    const start = document.offsetAt(new vscode.Position(lines.first - 1, 0));
    const { end } = document.lineAt(Math.min(lines.last, document.lineCount) - 1).range;
    selections[0] = { start, end: document.offsetAt(end) };
  }
  return { source: documentSource(document), selections, options, settings };
}

/** A Uri, a path from the root, or one from a folder of the workspace. */
async function locate(file: string): Promise<Uri> {
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
  const { file, lines, features, options } = Object(input) as Record<string, unknown>;
  if (typeof file !== "string" || file === "") {
    throw inputFailure(
      l10n.t("file requires a path or a URI, got {0}", file === undefined ? "undefined" : JSON.stringify(file)),
    );
  }
  return { file, lines: parseLines(lines), features: parseNames(features), options };
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

function inputFailure(message: string): Failure {
  return new Failure({ kind: "input", code: "INVALID_INPUT", message, place: null });
}
