import assert from "node:assert/strict";
import { ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

describe("several windows", () => {
  it("have a report each", async () => {
    const windows = [
      await openWorkbench({ files: { "table.csv": "a,b\n1,2\n3,5\n" } }),
      await openWorkbench({ files: { "table.csv": "c,d\n4,2\n3,5\n9,9\n" } }),
    ];
    for (const workbench of windows) {
      await workbench.openFile("table.csv");
      await workbench.runCommand("Normalize Selection");
    }
    const [first, second] = await Promise.all(windows.map((workbench) => ReportPage.of(workbench)));
    assert.match(await first.text(), /2 samples/);
    assert.match(await second.text(), /3 samples/);
    for (const workbench of windows) await workbench.close();
  });
});
