import assert from "node:assert/strict";
import { commands, Uri, workspace } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";

describe("the settings", () => {
  const settings = () => workspace.getConfiguration("batchNorm");
  afterEach(async () => {
    for (const name of ["preset", "eps"]) await settings().update(name, undefined, true);
  });

  it("are what a report begins with", async () => {
    await settings().update("preset", "keras", true);
    const [folder] = workspace.workspaceFolders ?? [];
    const uri = Uri.joinPath(folder.uri, "iris.csv");
    const summary = await commands.executeCommand<Summary>("batchNorm.normalizeSelection", { uri });
    assert.deepEqual([summary.preset, summary.eps], ["keras", 1e-3]);
  });
});
