import assert from "node:assert/strict";
import { commands, Uri, window, workspace } from "vscode";
import { closeAll, show } from "./show.ts";

const eol = (text: string): string => text.replaceAll("\r\n", "\n");

/** [1, 3] normalized with eps 0: −1 and 1. */
async function normalized(content: string, extension: string, options: Record<string, unknown> = {}) {
  const document = await show(content, extension);
  await commands.executeCommand("batchNorm.normalizeSelection", { options: { eps: 0, ...options } });
  await window.showTextDocument(document);
  return document;
}

describe("normalized values", () => {
  afterEach(closeAll);

  it("replace number tokens only, and one undo brings the file back", async () => {
    const text = 'name,"a",b\nx,"1",10\ny,"3",30\n';
    const document = await normalized(text, "csv");
    await commands.executeCommand("batchNorm.replaceWithNormalized");
    assert.equal(eol(document.getText()), 'name,"a",b\nx,"-1",-1\ny,"1",1\n');
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    assert.equal(eol(document.getText()), text);
  });

  it("keep decimal commas, blanks, missing values and line ends", async () => {
    const text = "a;b;c\r\n 1,0 ;10;x\r\n3;;y\r\n\r\n3,00;30;z\r\n";
    const document = await normalized(text, "csv");
    await commands.executeCommand("batchNorm.replaceWithNormalized");
    assert.equal(eol(document.getText()), "a;b;c\n -1 ;-1;x\n3;;y\n\n1;1;z\n");
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    assert.equal(eol(document.getText()), eol(text));
  });

  it("replace with as many digits as the file has, six at least, and the report goes on following it", async () => {
    const document = await normalized("[[5.1], [4.9], [6.3]]", "json");
    await commands.executeCommand("batchNorm.replaceWithNormalized", { values: "normalized" });
    assert.equal(document.getText(), "[[-0.539164], [-0.862662], [1.40183]]");
  });

  it("replace with y = γ · x̂ + β where that is asked for", async () => {
    const document = await normalized("[[1], [3]]", "json", { gamma: 2, beta: 1 });
    await commands.executeCommand("batchNorm.replaceWithNormalized", { values: "output" });
    assert.equal(document.getText(), "[[-1], [3]]");
  });

  it("leave the document as it is if it has changed since it was read", async () => {
    const document = await normalized("[[1], [3]]", "json");
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(document.positionAt(1), " ");
    });
    await commands.executeCommand("batchNorm.replaceWithNormalized", { values: "normalized" });
    assert.equal(document.getText(), "[ [1], [3]]");
  });

  it("open in a new editor, the old document untouched", async () => {
    const document = await normalized("a,b\n1,10\n3,30\n", "csv");
    await commands.executeCommand("batchNorm.openNormalized");
    const opened = window.activeTextEditor?.document;
    assert.ok(opened && opened !== document);
    assert.equal(eol(opened.getText()), "a,b\n-1,-1\n1,1\n");
    assert.equal(eol(document.getText()), "a,b\n1,10\n3,30\n");
  });

  it("open as nested arrays for JSON", async () => {
    await normalized("[[1, 10], [3, 30]]", "json");
    await commands.executeCommand("batchNorm.openNormalized");
    assert.deepEqual(JSON.parse(window.activeTextEditor?.document.getText() ?? ""), [
      [-1, -1],
      [1, 1],
    ]);
  });

  it("are in the exported report, as Markdown and as HTML", async () => {
    await normalized("a,b\n1,10\n3,30\n", "csv");
    const [folder] = workspace.workspaceFolders ?? [];
    for (const [file, row] of [
      ["report.md", /^\| a \| 2 \| 1 \| 3 \| 2 \| 1 \|/m],
      ["report.html", /<tr><td>a<\/td><td><svg/],
    ] as const) {
      const target = Uri.joinPath(folder.uri, file);
      await commands.executeCommand("batchNorm.exportReport", { target });
      assert.match(new TextDecoder().decode(await workspace.fs.readFile(target)), row);
    }
  });

  it("replace tens of thousands of numbers in one edit", async () => {
    const rows = Array.from({ length: 8000 }, (_, n) => `[${n % 2}, ${(n % 2) * 3}]`);
    const document = await normalized(`[${rows.join(",\n")}]`, "json");
    await commands.executeCommand("batchNorm.replaceWithNormalized");
    const values = JSON.parse(document.getText()) as number[][];
    assert.deepEqual([values.length, values[0], values[7999]], [8000, [-1, -1], [1, 1]]);
  });
});
