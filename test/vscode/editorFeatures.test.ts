import assert from "node:assert/strict";
import {
  commands,
  extensions,
  MarkdownString,
  Position,
  Uri,
  window,
  workspace,
  type CodeLens,
  type Hover,
  type TextDocument,
} from "vscode";

const table = "height,weight\n1,10\n2,20\n4,40\n9,80\n";

let untitled = 0;

/** A new document with a text; its name says what it is, as VS Code itself has no language for tables. */
async function show(content: string, extension: "csv" | "json"): Promise<TextDocument> {
  const document = await workspace.openTextDocument(
    Uri.from({ scheme: "untitled", path: `/text${++untitled}.${extension}` }),
  );
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.insert(new Position(0, 0), content);
  });
  return document;
}

async function lensTitles(document: TextDocument): Promise<(string | undefined)[]> {
  const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100);
  return lenses
    .filter(({ command }) => /^batchNorm|^$/.test(command?.command ?? "no"))
    .map(({ command }) => command?.title);
}

async function hoverTexts(document: TextDocument, position: Position): Promise<string[]> {
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers.flatMap(({ contents }) =>
    contents.map((content) => (content instanceof MarkdownString ? content.value : "")),
  );
}

async function setting(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration("batchNorm").update(name, value, true);
}

describe("in the text", () => {
  before(async () => {
    await extensions.getExtension("batchnorm-lens.batchnorm-lens")?.activate();
  });
  afterEach(async () => {
    for (const name of ["codeLens", "hover", "statusBar", "sizeLimit"]) await setting(name, undefined);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("says above a table what it is, and offers to normalize and inspect it", async () => {
    const document = await show(table, "csv");
    assert.deepEqual(await lensTitles(document), ["4 × 2", "Normalize", "Inspect"]);
  });

  it("says so above every array of numbers, but not above short lists", async () => {
    const document = await show('{ "v": [1, 2], "a": [[1, 2], [3, 4]], "b": [1, 2, 3, 4, 5] }', "json");
    assert.deepEqual(await lensTitles(document), ["2 × 2", "Normalize", "Inspect", "5", "Normalize", "Inspect"]);
  });

  it("keeps the lenses while the text is broken", async () => {
    const document = await show('{ "a": [1, 2, 3, 4] }', "json");
    assert.equal((await lensTitles(document)).length, 3);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(new Position(0, 9), "@");
    });
    assert.deepEqual(await lensTitles(document), ["4", "Normalize", "Inspect"]);
  });

  it("shows no lenses where they are switched off, or the text is over the size", async () => {
    const document = await show(table, "csv");
    await setting("codeLens", false);
    assert.deepEqual(await lensTitles(document), []);
    await setting("codeLens", true);
    await setting("sizeLimit", 0);
    assert.deepEqual(await lensTitles(document), []);
  });

  it("explains a number in one line", async () => {
    const document = await show(table, "csv");
    const [text] = await hoverTexts(document, new Position(1, 0));
    assert.match(text, /height/);
    assert.match(text, /x̂ = \(1 − 4\) ÷ √\(9\.5 \+ 0\.00001\) = −0\.9733, y = x̂/);
  });

  it("describes a column at its name", async () => {
    const document = await show(table, "csv");
    const [text] = await hoverTexts(document, new Position(0, 9));
    assert.match(text, /weight/);
    assert.match(text, /μ 37\.5, σ² 718\.75/);
  });

  it("keeps quiet where hovers are switched off, and beside numbers", async () => {
    const document = await show('{ "a": [[1, 2], [3, 4]] }', "json");
    assert.deepEqual(await hoverTexts(document, new Position(0, 7)), []);
    await setting("hover", false);
    assert.deepEqual(await hoverTexts(document, new Position(0, 9)), []);
  });
});
