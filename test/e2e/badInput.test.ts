import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/**
 * What a person may run the command on, what the one notification says, and where Reveal leads. More texts and what is said
 * of them are in test/vscode/normalizeSelection.test.ts.
 */
const cases: readonly { file: string; text: string; says: RegExp; reveals?: string }[] = [
  { file: "ragged.csv", text: "a,b\n1,2\n3\n4,5\n", says: /line 3.*1 value.*2/i, reveals: "Ln 3" },
  { file: "text.json", text: '{ "name": "iris" }\n', says: /number/i },
];

describe("bad input", () => {
  let workbench: Workbench;
  before(async () => {
    const good = { "good.csv": "a,b\n1,2\n3,4\n5,6\n", "one.json": "[[1, 2, 3]]\n", "code.js": "const a = [1, 2];\n" };
    const files = Object.fromEntries(cases.map(({ file, text }) => [file, text]));
    workbench = await openWorkbench({ folder: null, files: { ...good, ...files } });
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  for (const { file, says, reveals } of cases) {
    it(`is one notification that says what to change: ${file}`, async () => {
      await workbench.openFile(file);
      await workbench.runCommand("Normalize Selection");
      await workbench.notifications.waitFor(says);
      assert.equal((await workbench.notifications.texts()).length, 1);
      if (reveals === undefined) return;
      await workbench.notifications.choose(says, "Reveal");
      await eventually(async () => {
        assert.ok((await workbench.editor.position()).startsWith(reveals), await workbench.editor.position());
      });
    });
  }

  it("is said of a document that holds no tensors", async () => {
    await workbench.openFile("code.js");
    await workbench.runCommand("Normalize Selection");
    await workbench.notifications.waitFor(/javascript.*JSON/i);
  });

  it("is marked in the text until it is mended", async () => {
    await workbench.openFile("ragged.csv");
    await workbench.runCommand("Normalize Selection");
    await workbench.notifications.waitFor(/line 3/);
    const mark = workbench.page.locator(".monaco-editor .squiggly-error");
    await mark.first().waitFor();
    await workbench.editor.setCursor(3, 2);
    await workbench.editor.typeText(",9");
    await mark.first().waitFor({ state: "detached" });
  });

  it("keeps the last good report", async () => {
    await workbench.openFile("good.csv");
    await workbench.runCommand("Normalize Selection");
    const before = await workbench.reportFrame();
    await before.getByRole("row", { name: /^a/ }).waitFor();
    await workbench.openFile("one.json");
    await workbench.runCommand("Normalize Selection");
    await workbench.notifications.waitFor(/at least 2 values/);
    const after = await workbench.reportFrame();
    assert.ok(await after.getByText("good.csv").first().isVisible());
  });
});
