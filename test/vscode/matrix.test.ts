import assert from "node:assert/strict";
import { commands, env, extensions, Uri, window, workspace, type TextDocument } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";
import { closeAll, show } from "./show.ts";

/** Three samples of two features, as people write them. */
const rows = [
  [1.5, 2],
  [2.5, 4],
  [5, 9],
];
const records = rows.map(([a, b]) => ({ a, b }));
const kinds = [
  { name: "an array", extension: "json", text: JSON.stringify(rows, null, 1) },
  { name: "records", extension: "json", text: JSON.stringify(records) },
  { name: "an object of columns", extension: "json", text: JSON.stringify({ a: [1.5, 2.5, 5], b: [2, 4, 9] }) },
  { name: "JSON Lines", extension: "jsonl", text: `${records.map((it) => JSON.stringify(it)).join("\n")}\n` },
  { name: "a table with decimal commas", extension: "csv", text: "a;b\n1,5;2\n2,5;4\n5,0;9\n" },
];

const normalized = [0, 1].map((c) => {
  const column = rows.map((row) => row[c]);
  const mean = column.reduce((sum, x) => sum + x, 0) / 3;
  const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
  return { mean, variance, values: column.map((x) => (x - mean) / Math.sqrt(variance + 1e-5)) };
});

/** Six digits are written where the input has no more. */
const written = 1e-5;

function assertClose(got: unknown, expected: number, label: string, tolerance = 1e-9): void {
  assert.ok(Math.abs(Number(got) - expected) <= tolerance, `${label}: got ${String(got)}, expected ${expected}`);
}

function assertSummary({ shape, features }: Summary): void {
  assert.deepEqual(shape, [3, 2]);
  features.forEach(({ mean, variance }, c) => {
    assertClose(mean, normalized[c].mean, `mean ${c}`);
    assertClose(variance, normalized[c].variance, `variance ${c}`);
  });
}

interface Api {
  normalize(text: string, languageId: string): Promise<Summary & { output: { data: number[] } }>;
}

type Act = (document: TextDocument, text: string) => Promise<void>;
const actions: Readonly<Record<string, Act>> = {
  "Normalize Selection": async () => {
    assertSummary(await commands.executeCommand<Summary>("batchNorm.normalizeSelection"));
  },
  "Normalize File": async ({ uri }) => {
    assertSummary(await commands.executeCommand<Summary>("batchNorm.normalizeFile", { uri }));
  },
  Replace: async (document) => {
    await commands.executeCommand("batchNorm.normalizeSelection");
    await commands.executeCommand("batchNorm.replaceWithNormalized", { values: "normalized" });
    const summary = await commands.executeCommand<Summary>("batchNorm.normalizeSelection");
    summary.features.forEach(({ mean, max }, c) => {
      assertClose(mean, 0, `mean ${c} of what was replaced`, written);
      assertClose(max, Math.max(...normalized[c].values), `max ${c} of what was replaced`, written);
    });
    assert.ok(document.isDirty);
  },
  "Open Normalized Values": async () => {
    await commands.executeCommand("batchNorm.normalizeSelection");
    await commands.executeCommand("batchNorm.openNormalized", { values: "normalized" });
    const text = window.activeTextEditor?.document.getText() ?? "";
    assertClose(/-?\d+\.\d+/.exec(text)?.[0], normalized[0].values[0], "first value", written);
  },
  "Export Report": async ({ uri }) => {
    await commands.executeCommand("batchNorm.normalizeSelection");
    const target = Uri.joinPath(uri, "..", "matrix.md");
    await commands.executeCommand("batchNorm.exportReport", { target });
    assert.match(new TextDecoder().decode(await workspace.fs.readFile(target)), /\| 3 \| 1\.5 \| 5 \| 3 \|/);
  },
  API: async ({ languageId }, text) => {
    const api = extensions.getExtension<Api>("batchnorm-lens.batchnorm-lens")?.exports;
    assert.ok(api, `no API in ${env.appName}`);
    const summary = await api.normalize(text, languageId);
    assertSummary(summary);
    summary.output.data.forEach((value, i) => {
      assertClose(value, normalized[i % 2].values[Math.floor(i / 2)], `output ${i}`);
    });
  },
};

describe("every action on every kind of input, in VS Code", () => {
  afterEach(closeAll);
  for (const { name, extension, text } of kinds) {
    for (const [action, act] of Object.entries(actions)) {
      it(`${action}: ${name}`, async () => {
        await act(await show(text, extension), text);
      });
    }
  }
});
