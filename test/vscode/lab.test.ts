import assert from "node:assert/strict";
import { commands, TabInputWebview, window, type Tab } from "vscode";
import { show } from "./show.ts";

/** The tabs with a lab; the view type has a prefix of VS Code's own. */
function labs(): Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("batchNorm.lab"));
}

/** Extensions learn of a tab a moment after it is there. */
async function labsBecome(count: number): Promise<void> {
  const end = Date.now() + 5000;
  while (labs().length !== count && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(labs().length, count);
}

describe("batchNorm.openLab", () => {
  it("opens the lab on the rows of the active editor, and a second time the same one", async () => {
    await show("a,b,kind\n1.5,2,x\n2.5,3,y\n3.5,1,x\n4.5,4,y\n", "csv");
    await commands.executeCommand("batchNorm.openLab");
    await labsBecome(1);
    await commands.executeCommand("batchNorm.openLab");
    // What comes late would be a second one.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await labsBecome(1);
    await window.tabGroups.close(labs());
    await labsBecome(0);
  });
});
