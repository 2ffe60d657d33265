import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArrays } from "../../../../../src/documents/arrays/index.ts";
import { applyNumberEdits } from "../../../../../src/documents/write/index.ts";
import type { WriteFormat } from "../../../../../src/session/compute/compute.ts";
import type { FileExportFormat } from "../../../../../src/session/compute/fileRequest.ts";
import { reportHtml } from "../../../../../src/session/exports/html.ts";
import { reportMarkdown } from "../../../../../src/session/exports/markdown.ts";
import { normalizedView, sqlDialects, statisticsQuery } from "../../../../../src/session/exports/statisticsQuery.ts";
import { replacementEdits, writeValues } from "../../../../../src/session/report/normalizedValues.ts";
import { featuresOf, inputOfKind, normalizedOf, type MatrixReport } from "../report.ts";
import { assertClose, needsAllValues, type Action } from "./action.ts";

/** All numbers of a text in its order: of CSV without its header. */
const numbersIn = (text: string): number[] => (text.match(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi) ?? []).map(Number);

const readers: Readonly<Record<WriteFormat, (content: string | Uint8Array) => number[]>> = {
  json: (content) => [JSON.parse(String(content))].flat(Infinity) as number[],
  csv: (content) => numbersIn(String(content).split("\n").slice(1).join("\n")),
  pytorch: (content) => numbersIn(/\((\[.*\])/s.exec(String(content))?.[1] ?? ""),
  numpy: (content) => numbersIn(/\((\[.*\])/s.exec(String(content))?.[1] ?? ""),
  npy: (content) => [...readArrays(content as Uint8Array, "y.npy")[0].read()],
};

const writeAction = (format: WriteFormat): Action => ({
  name: `write as ${format}`,
  refusal: needsAllValues,
  run: async ({ kind, session }) => {
    const content = await writeValues(session, format, "normalized", 17);
    assertClose(readers[format](content), normalizedOf(kind), format);
  },
});

const fileReaders: Readonly<Record<FileExportFormat, (bytes: Buffer) => number[]>> = {
  csv: (bytes) => readers.csv(bytes.toString()),
  jsonl: (bytes) =>
    bytes
      .toString()
      .trim()
      .split("\n")
      .flatMap((line) => readers.json(line)),
  npy: (bytes) => readers.npy(new Uint8Array(bytes)),
};

const exportAction = (format: FileExportFormat): Action => ({
  name: `export a file as ${format}`,
  refusal: ({ way }) => (way === "file" ? null : "NO_FILE"),
  run: async ({ kind, session, snapshot }) => {
    // A text that cannot be read leaves the file's report, and its file.
    const empty = { uri: "file:///empty.csv", name: "empty.csv", languageId: "csv", version: 1, getText: () => "" };
    await assert.rejects(session.open(inputOfKind(kind, empty)), { code: "EMPTY" });
    const folder = mkdtempSync(join(tmpdir(), "batchnorm-matrix-"));
    try {
      const target = join(folder, `out.${format}`);
      const { gamma, beta } = snapshot.features;
      const rows = await session.query("file/export", { target, format, gamma, beta });
      assert.equal(rows, kind.shape[0]);
      assertClose(fileReaders[format](readFileSync(target)), normalizedOf(kind), format);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

/** The text of the report's document with the normalized values in it. */
async function replaced({ session, source }: MatrixReport): Promise<string> {
  const edits = await replacementEdits(session, "normalized", 17);
  return applyNumberEdits(source.text, edits, { start: 0, end: source.text.length });
}

/** What writes numbers: into the text, a new one, a file, a report. */
export const writingActions: readonly Action[] = [
  {
    name: "replace",
    refusal: needsAllValues,
    run: async (report) => {
      const { kind, session, source, nextSnapshot } = report;
      const text = await replaced(report);
      const next = nextSnapshot();
      session.live.set(false);
      session.live.documentChanged(source.uri, [
        { offset: 0, length: source.text.length, insertedLength: text.length },
      ]);
      source.text = text;
      source.version++;
      session.live.set(true);
      await next;
      const expected = featuresOf({ shape: kind.shape, values: normalizedOf(kind) });
      for (const [feature, column] of expected.entries()) {
        const { x } = await session.query("dataset/values", { feature, start: 0, count: column.length });
        assertClose(x, column, "x̂ read again");
      }
    },
  },
  {
    name: "replace after an edit",
    refusal: () => "CHANGED",
    run: async (report) => {
      report.source.version++;
      await replaced(report);
    },
  },
  ...(["json", "csv", "pytorch", "numpy", "npy"] as const).map(writeAction),
  ...(["csv", "jsonl", "npy"] as const).map(exportAction),
  {
    name: "export the report",
    run: async ({ snapshot }) => {
      for (const text of [reportHtml(snapshot), reportMarkdown(snapshot)]) {
        assert.ok(!text.includes("undefined"));
        for (const name of snapshot.features.names) assert.ok(text.includes(name), name);
      }
      await Promise.resolve();
    },
  },
  {
    name: "copy the statistics query",
    run: async ({ snapshot }) => {
      const { names, gamma, beta } = snapshot.features;
      const columns = names.map((_, c) => ({ statistics: null, gamma: gamma[c], beta: beta[c] }));
      for (const dialect of sqlDialects) {
        const subject = { table: "t", columns: names };
        const text = statisticsQuery(dialect, subject) + normalizedView(dialect, subject, columns, 1e-5);
        for (const name of names) assert.ok(text.includes(name), name);
      }
      await Promise.resolve();
    },
  },
];
