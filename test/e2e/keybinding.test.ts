import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the keys of Normalize Selection", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it("open the report on the file with the cursor", async () => {
    await workbench.openFile("iris.csv");
    await workbench.editor.focus();
    await workbench.press("ControlOrMeta+K");
    await workbench.press("Alt+N");
    assert.match(await (await ReportPage.of(workbench)).text(), /150 samples/);
  });

  it("are nobody else's", async () => {
    await workbench.runCommand("Preferences: Open Keyboard Shortcuts");
    await workbench.page.locator(".keybindings-editor").getByRole("textbox").fill('"ctrl+k alt+n"');
    const rows = workbench.page.locator(".keybindings-table-container .monaco-list-row");
    await eventually(async () => {
      const texts = await rows.allInnerTexts();
      assert.equal(texts.length, 1, texts.join("; "));
      assert.match(texts[0], /Normalize Selection/);
    });
  });
});
