import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the report when something goes wrong", () => {
  let workbench: Workbench;
  let report: ReportPage;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1600, height: 1000 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
  });
  after(() => workbench.close());

  it("says that the computing thread ended, keeps the numbers, and goes on after Retry", async () => {
    await report.select("sepal_length");
    await workbench.runCommand("Tests: End All Threads and the Next One");
    await report.openTab("Values");
    const banner = report.frame.getByRole("alert").filter({ hasText: "last good result" });
    await banner.waitFor();
    assert.match(await banner.innerText(), /The computation stopped.*last good result, from \d/s);
    assert.ok((await report.cells("sepal_length")).includes("5.8433"));
    await report.frame.getByRole("button", { name: "Retry" }).click();
    await banner.waitFor({ state: "detached" });
    await report.frame.getByRole("grid", { name: "Values of" }).getByText("5.1", { exact: true }).first().waitFor();
  });

  it("says that it is stale, and follows again on Update", async () => {
    await report.frame.getByRole("button", { name: "Keep live", pressed: true }).click();
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.select(2, 1, 2, 4);
    await workbench.editor.typeText("105.1");
    const banner = report.frame.getByRole("status").filter({ hasText: "has changed since" });
    await banner.waitFor();
    assert.ok((await report.cells("sepal_length")).includes("5.8433"));
    await report.frame.getByRole("button", { name: "Update" }).click();
    await eventually(async () => {
      // (876.5 − 5.1 + 105.1) / 150
      assert.ok((await report.cells("sepal_length")).includes("6.5100"), (await report.cells("sepal_length")).join());
    });
    await banner.waitFor({ state: "detached" });
  });
});
