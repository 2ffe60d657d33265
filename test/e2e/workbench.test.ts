import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("a window with the extension installed", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ files: { "small.csv": "a,b\n1,2\n3,4\n5,6\n" } });
  });
  after(() => workbench.close());

  const positionIs = (expected: string): Promise<void> =>
    eventually(async () => {
      assert.equal(await workbench.editor.position(), expected);
    });

  it("opens a file and selects lines of it", async () => {
    await workbench.openFile("small.csv");
    await workbench.editor.selectLines(2, 3);
    await positionIs("Ln 3, Col 4 (7 selected)");
    assert.match(await workbench.editor.visibleText(), /^a,b\n1,2\n3,4/);
  });

  it("selects from one place to another", async () => {
    await workbench.editor.select(2, 3, 4, 2);
    await positionIs("Ln 4, Col 2 (7 selected)");
  });

  it("finds the command by a part of its name", async () => {
    const row = await workbench.findCommand("normalize selection");
    assert.match(await row.innerText(), /Batch Norm: Normalize Selection/);
    await workbench.press("Escape");
  });

  it("takes what is typed into an untitled document", async () => {
    await workbench.openUntitled("x\n1\n");
    await workbench.editor.typeText("23");
    await eventually(async () => {
      assert.equal(await workbench.editor.visibleText(), "x\n1\n23");
    });
    await positionIs("Ln 3, Col 3");
  });

  it("shows no notification by itself", async () => {
    assert.deepEqual(await workbench.notifications.texts(), []);
  });
});
