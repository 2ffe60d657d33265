import assert from "node:assert/strict";
import { commands, Uri, workspace } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";

const normalizeFile = (argument: unknown): Thenable<Summary> =>
  commands.executeCommand("batchNorm.normalizeFile", argument);

/** Writes a file into the workspace's folder. */
async function write(name: string, text: string): Promise<Uri> {
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = Uri.joinPath(folder.uri, name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

describe("Normalize File", () => {
  afterEach(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("gives the summary that Normalize Selection gives of the same file", async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    const uri = Uri.joinPath(folder.uri, "iris.csv");
    const options = { preset: "keras", gamma: 2, beta: 1 };
    const ofFile = await normalizeFile({ uri, options });
    const ofText: Summary = await commands.executeCommand("batchNorm.normalizeSelection", { uri, options });
    assert.deepEqual(ofFile.features, ofText.features);
    assert.deepEqual([ofFile.shape, ofFile.layout, ofFile.eps], [ofText.shape, ofText.layout, ofText.eps]);
    assert.ok(ofFile.notices.some(({ message }) => message.includes("species")));
  });

  it("reads a file in several ranges, and says that it shows a sample", async () => {
    const count = 600_000;
    const rows = Array.from({ length: count }, (_, n) => `${n},${n % 2},${1e8 + (n % 5)}`);
    const uri = await write("ranges.csv", `n,parity,large\n${rows.join("\n")}\n`);
    const { features, shape, notices } = await normalizeFile({ uri: uri.toString() });
    assert.deepEqual(shape, [count, 3]);
    const expected = [
      [(count - 1) / 2, (count ** 2 - 1) / 12],
      [0.5, 0.25],
      [1e8 + 2, 2],
    ];
    features.forEach(({ mean, variance }, c) => {
      assert.ok(Math.abs(Number(mean) - expected[c][0]) <= 1e-12 * expected[c][0], `mean ${mean} of ${c}`);
      assert.ok(Math.abs(Number(variance) - expected[c][1]) <= 1e-12 * expected[c][1], `variance ${variance} of ${c}`);
    });
    assert.ok(notices.some(({ code }) => code === "FILE_SAMPLED"));
  });

  it("says that a text without a file cannot be opened", async () => {
    const { uri } = await workspace.openTextDocument({ content: "[[1, 2], [3, 6]]", language: "json" });
    assert.equal(uri.scheme, "untitled");
    await assert.rejects(Promise.resolve(normalizeFile({ uri })), /Cannot open/);
  });

  it("rejects with the message that the user sees", async () => {
    const uri = await write("ragged-file.csv", "a,b\n1,2\n3\n");
    await assert.rejects(Promise.resolve(normalizeFile({ uri })), /line 3 has 1 value, expected 2 as in line 1/);
    await assert.rejects(
      Promise.resolve(normalizeFile({ uri: Uri.joinPath(uri, "../none.csv") })),
      /Cannot open none.csv/,
    );
  });
});
