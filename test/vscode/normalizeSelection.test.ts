import assert from "node:assert/strict";
import { commands, languages, Position, Range, Selection, Uri, window, workspace, type TextDocument } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";
import { closeAll, show } from "./show.ts";

/** Opens a text with the given selections in its editor. */
async function showSelected(
  text: string,
  extension: string,
  ...ranges: [number, number, number, number][]
): Promise<TextDocument> {
  const document = await show(text, extension);
  const editor = await window.showTextDocument(document);
  if (ranges.length > 0) {
    editor.selections = ranges.map(([line, character, endLine, endCharacter]) => {
      return new Selection(line, character, endLine, endCharacter);
    });
  }
  return document;
}

const normalize = (argument?: unknown): Thenable<Summary> =>
  commands.executeCommand("batchNorm.normalizeSelection", argument);

function assertClose(got: readonly unknown[], expected: readonly number[], tolerance: number): void {
  assert.equal(got.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(Number(got[i]) - value) <= tolerance, `[${i}]: got ${String(got[i])}, expected ${value}`);
  });
}

const table = "a,b,c\n1,10,x\n2,20,y\n4,40,z\n8,80,w\n";

describe("Normalize Selection", () => {
  afterEach(closeAll);

  it("returns iris's moments with species left out", async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    const { features, shape, notices } = await normalize({ uri: Uri.joinPath(folder.uri, "iris.csv") });
    assert.deepEqual(shape, [150, 4]);
    assertClose(
      features.map(({ mean }) => mean),
      [5.8433, 3.0573, 3.758, 1.1993],
      5e-5,
    );
    assertClose(
      features.map(({ variance }) => variance),
      [0.6811, 0.1887, 3.0955, 0.5771],
      5e-5,
    );
    assert.ok(notices.some(({ message }) => message.includes("species")));
  });

  it("takes the whole table where nothing is selected", async () => {
    await show(table, "csv");
    const { shape, features } = await normalize();
    assert.deepEqual(shape, [4, 2]);
    assert.deepEqual(
      features.map(({ name }) => name),
      ["a", "b"],
    );
  });

  it("takes the rows that a selection of lines touches", async () => {
    await showSelected(table, "csv", [1, 2, 3, 1]);
    const { shape, features } = await normalize();
    assert.deepEqual(shape, [3, 2]);
    assertClose(
      features.map(({ mean }) => mean),
      [7 / 3, 70 / 3],
      1e-12,
    );
  });

  it("takes the column that a selection inside a row touches", async () => {
    await showSelected(table, "csv", [2, 2, 2, 4]);
    const { features } = await normalize();
    assert.deepEqual(
      features.map(({ name, count }) => [name, count]),
      [["b", 4]],
    );
  });

  it("takes the columns that several cursors touch", async () => {
    await showSelected(table, "csv", [1, 0, 1, 1], [2, 0, 2, 1]);
    const { features } = await normalize();
    assert.deepEqual(
      features.map(({ name }) => name),
      ["a"],
    );
  });

  it("takes the columns of a box, which covers every row", async () => {
    const box = [1, 2, 3, 4].map((line): [number, number, number, number] => [line, 0, line, 1]);
    await showSelected(table, "csv", ...box);
    const { features, sampleCount } = await normalize();
    assert.deepEqual([features.map(({ name }) => name), sampleCount], [["a"], 4]);
  });

  it("joins selections of several lines in the order of the text", async () => {
    await showSelected(table, "csv", [4, 0, 5, 0], [1, 0, 3, 0]);
    const { features } = await normalize();
    assertClose([features[0].mean, features[0].count], [11 / 3, 3], 1e-12);
  });

  it("reads a document of several megabytes, which comes to the reader in pieces, and its edits", async () => {
    const text = `a,b\n${Array.from({ length: 150_000 }, (_, n) => `${n % 10},${n % 4}.25\n`).join("")}`;
    const document = await show(text, "csv");
    const { features, sampleCount } = await normalize();
    assert.equal(sampleCount, 150_000);
    assertClose([features[0].mean, features[1].mean], [4.5, 1.75], 1e-12);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.replace(new Range(150_000, 0, 150_000, 1), "30009");
    });
    assertClose([(await normalize()).features[0].mean], [4.7], 1e-9);
  });

  it("takes the array around the cursor in JSON", async () => {
    await showSelected('{ "x": [[1, 2], [3, 4]], "y": [5, 6, 7] }', "json", [0, 36, 0, 36]);
    const { shape } = await normalize();
    assert.deepEqual(shape, [3]);
  });

  it("counts unsaved edits", async () => {
    const document = await show(table, "csv");
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.replace(new Range(1, 0, 1, 1), "5");
    });
    const { features } = await normalize();
    assertClose([features[0].mean], [19 / 4], 1e-12);
  });

  it("splits a table as it is told to", async () => {
    await show("a;b,c\n1;2,5\n3;4,5\n", "csv");
    const { features } = await normalize({ options: { delimiter: "semicolon", header: "present" } });
    assert.deepEqual(
      features.map(({ name, mean }) => [name, mean]),
      [
        ["a", 2],
        ["b,c", 3.5],
      ],
    );
  });

  it("reads an untitled document", async () => {
    const document = await workspace.openTextDocument({ content: "[[1, 2], [3, 4]]", language: "json" });
    await window.showTextDocument(document);
    assert.deepEqual((await normalize({ uri: document.uri })).shape, [2, 2]);
  });

  it("takes selections, options, γ and β as arguments", async () => {
    const document = await show(table, "csv");
    const summary = await normalize({
      uri: document.uri,
      selections: [{ start: new Position(1, 0), end: new Position(2, 1) }],
      options: { preset: "keras", gamma: 2, beta: 1 },
    });
    assert.equal(summary.eps, 1e-3);
    assert.equal(summary.preset, "keras");
    assertClose([summary.features[0].outputMean, summary.features[0].gamma], [1, 2], 1e-12);
  });

  for (const { text, extension, says, line } of [
    { text: "a,b\n1,2\n3\n4,5\n", extension: "csv", says: /line 3.*1 value.*2/i, line: 3 },
    { text: '[[1, 2],\n [3, "four"]]\n', extension: "json", says: /four.*line 2/i, line: 2 },
    { text: '{\n  "a": [1, 2,\n', extension: "json", says: /line/i, line: 2 },
    { text: "[[1, 2, 3]]\n", extension: "json", says: /at least 2 values per feature, got 1/i, line: 1 },
    { text: '{ "name": "iris" }\n', extension: "json", says: /number/i, line: 1 },
    { text: "", extension: "csv", says: /empty/i, line: 1 },
  ]) {
    it(`rejects with the message that the user sees, and marks the line: ${JSON.stringify(text)}`, async () => {
      const { uri } = await show(text, extension);
      await assert.rejects(Promise.resolve(normalize()), says);
      const marked = languages.getDiagnostics(uri).filter(({ source }) => source === "BatchNorm Lens");
      assert.deepEqual(
        marked.map(({ range }) => range.start.line + 1),
        [line],
      );
    });
  }

  it("rejects an option that is not valid", async () => {
    await show(table, "csv");
    await assert.rejects(Promise.resolve(normalize({ options: { eps: -1 } })), /eps must be 0 or greater, got -1/);
  });

  it("gives plain JSON", async () => {
    await show(table, "csv");
    const summary = await normalize();
    assert.deepEqual(JSON.parse(JSON.stringify(summary)), summary);
  });
});
