import type { Uri } from "vscode";
import { auditAnswer } from "../../session/checkpoint/auditAnswer.ts";
import { CompareSession } from "../../session/checkpoint/compare/compareSession.ts";
import { summarizeComparison, type ComparisonSummary } from "../../session/checkpoint/compare/comparisonSummary.ts";
import type { CheckpointSummary } from "../../session/checkpoint/summary.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { summarize, type Summary } from "../../session/report/summary.ts";
import { checkedLayer, type CheckedLayer } from "../../session/exports/checkedLayer.ts";
import { checkpointFile } from "../checkpoint/checkpointFile.ts";
import { readCheckpoint } from "../checkpoint/readCheckpoint.ts";
import { analyzeFile } from "./languageModelTool.ts";
import { analyzeSource, type AnalyzedSource } from "./analyzeSource.ts";
import { readSettings } from "../configuration.ts";

/** What `activate()` returns to other extensions. */
export interface Api {
  /**
   * Normalizes the numbers of a text as the command does with nothing selected, without showing anything.
   *
   * @param text JSON, JSON Lines, CSV or TSV
   * @param languageId "json", "jsonc", "jsonl", "csv", "tsv" or "plaintext"
   * @param options those of the command's argument: mode, preset, eps, momentum, layout, gamma, beta, …
   * @returns the summary, and y row-major
   * @throws Error whose message says what is wrong, and whose `code` names it
   */
  normalize(
    text: string,
    languageId: string,
    options?: unknown,
  ): Promise<Summary & { output: { shape: number[]; data: number[] } }>;

  /**
   * Puts a layer on data as Check Layer with Data does, without showing anything.
   *
   * @param layer the text of its state, and which layer of it where there are several
   * @returns the summary with the gap between train() and eval() by cause, and the findings
   * @throws Error whose message says what is wrong and lists the layers that there are
   */
  checkLayer(data: ApiText, layer: ApiText & { readonly path?: string }, options?: unknown): Promise<CheckedLayer>;

  /**
   * What the language-model tool answers: `{ file, lines?, features?, options?, layer?, compareWith? }` by names of files.
   *
   * @throws Error whose message says what is wrong, and lists what is right
   */
  analyze(input: unknown): Promise<object>;

  /**
   * Reads the batch norm layers of a checkpoint as Open Checkpoint does, without showing anything.
   *
   * @param part which of several states in the file; by default the one that a person means first
   * @throws Error whose message says what is wrong with the file
   */
  openCheckpoint(uri: Uri, part?: string): Promise<CheckpointSummary>;

  /** What the tool audit_checkpoint answers: the layers in short, with findings and advice. */
  auditCheckpoint(uri: Uri, part?: string): Promise<object>;

  /**
   * What happened between two checkpoints, or two parts of one, as Compare Checkpoint with… says it.
   *
   * @throws Error whose message says what is wrong with one of the files
   */
  compareCheckpoints(a: CheckpointPart, b: CheckpointPart): Promise<ComparisonSummary>;
}

/** A checkpoint, and which part of it. */
export interface CheckpointPart {
  readonly uri: Uri;
  readonly part?: string;
}

/** A text as a document would have it. */
export interface ApiText {
  readonly text: string;
  /** "json", "jsonc", "jsonl", "csv", "tsv" or "plaintext". */
  readonly languageId: string;
}

export function createApi(createCompute: () => Compute): Api {
  const analyzedText = ({ text, languageId }: ApiText, options: unknown): AnalyzedSource => ({
    source: { uri: "", name: "", languageId, version: 0, getText: () => text },
    selections: [{ start: 0, end: 0 }],
    options,
    settings: readSettings(undefined),
  });
  return {
    checkLayer: (data, { text, languageId, path }, options) => {
      const layer = { file: { kind: "text", fileName: "layer", text, languageId }, path } as const;
      return analyzeSource(createCompute, { ...analyzedText(data, options), layer }, (snapshot, { findings }) =>
        checkedLayer(snapshot, findings),
      );
    },
    analyze: (input) => analyzeFile(createCompute, input),
    openCheckpoint: (uri, part) =>
      readCheckpoint(createCompute, uri, part, (session) => session.summary(uri.toString())),
    auditCheckpoint: (uri, part) =>
      readCheckpoint(createCompute, uri, part, ({ snapshot }) => (snapshot === null ? {} : auditAnswer(snapshot))),
    compareCheckpoints: async (...sides) => {
      const [a, b] = await Promise.all(
        sides.map(async ({ uri, part }) => ({ file: await checkpointFile(uri), uri: uri.toString(), part })),
      );
      return summarizeComparison(await new CompareSession(createCompute).compare(a, b));
    },
    normalize: (text, languageId, options) => {
      const analyzed = analyzedText({ text, languageId }, options);
      return analyzeSource(createCompute, analyzed, async (snapshot, session) => {
        const { gamma, beta } = snapshot.features;
        const { shape, data } = await session.query("dataset/output", { gamma, beta });
        return { ...summarize(snapshot), output: { shape: [...shape], data: Array.from(data) } };
      });
    },
  };
}
