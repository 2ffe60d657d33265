import assert from "node:assert/strict";
import { commands, TabInputWebview, window } from "vscode";
import { show } from "./show.ts";

/** Whether a tab with the lab is open; the view type has a prefix of VS Code's own. */
function hasLab(): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("batchNorm.lab")),
  );
}

describe("batchNorm.openLab", () => {
  it("opens the lab on the rows of the active editor, and a second time the same one", async () => {
    await show("a,b,kind\n1.5,2,x\n2.5,3,y\n3.5,1,x\n4.5,4,y\n", "csv");
    await commands.executeCommand("batchNorm.openLab");
    assert.ok(hasLab());
    await commands.executeCommand("batchNorm.openLab");
    const labs = window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === "Network Lab");
    assert.equal(labs.length, 1);
    await window.tabGroups.close(labs);
    assert.ok(!hasLab());
  });
});
