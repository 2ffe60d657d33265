import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

describe("how a document is read, in the report", () => {
  it("is kept over a reload of the window", async () => {
    const workbench = await openWorkbench({ viewport: { width: 2000, height: 1100 } });
    let report: ReportPage;
    const reads = (pattern: RegExp): Promise<void> =>
      eventually(async () => {
        assert.match(await report.text(), pattern);
      });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
    await report.select("petal_length");
    await report.frame.getByRole("button", { name: "Sort and Columns" }).click();
    await report.frame.getByRole("menuitem", { name: "Leave Out petal_length" }).click();
    await reads(/150 samples × 3 features/);
    await workbench.reload();
    report = await ReportPage.of(workbench);
    await reads(/150 samples × 3 features/);
    const chip = report.frame.getByRole("listitem").filter({ hasText: "Without petal_length" });
    await chip.getByRole("button").click();
    await reads(/150 samples × 4 features/);
    await chip.waitFor({ state: "detached" });
    await workbench.close();
  });
});
