import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the report on iris", () => {
  let workbench: Workbench;
  let report: ReportPage;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1100 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
  });
  after(() => workbench.close());

  it("says what was read", async () => {
    const text = await report.text();
    assert.match(text, /iris\.csv lines 2–151 150 samples × 4 features/);
    assert.match(text, /Column species is left out: its 150 values are text/);
  });

  it("shows a value in the editor without taking the focus, and follows the editor's cursor", async () => {
    await report.select("sepal_length");
    await report.openTab("Values");
    await report.frame.locator("bn-values .value").nth(14).click();
    await workbench.editor.focus();
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 16, Col 4/);
    });
    await workbench.editor.setCursor(6, 10);
    await report.frame.getByRole("heading", { name: "petal_length" }).waitFor();
    await report.openTab("Distribution");
    await report.select("sepal_length");
  });

  it("keeps γ and β when it was hidden, and after a reload of the window", async () => {
    await report.select("sepal_length");
    await report.setField(/γ/, "2");
    await report.setField(/β/, "0.5");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
    await workbench.openFile("wine.csv");
    await workbench.tab("Batch Norm: iris.csv").click();
    report = await ReportPage.named(workbench, "iris.csv");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
    await workbench.reload();
    report = await ReportPage.of(workbench);
    assert.match(await report.text(), /iris\.csv lines 2–151/);
    await report.select("sepal_length");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
  });

  it("follows a second run, on other rows of its file", async () => {
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.selectLines(2, 51);
    await workbench.runCommand("Normalize Selection");
    await eventually(async () => {
      assert.match(await (await ReportPage.of(workbench)).text(), /lines 2–51 50 samples/);
    });
    assert.equal(await workbench.tab("Batch Norm").count(), 1);
  });

  it("follows the text while it is edited", async () => {
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.select(2, 1, 2, 4);
    await workbench.editor.typeText("105.1");
    report = await ReportPage.of(workbench);
    await eventually(async () => {
      // 50 setosa rows: (250.3 − 5.1 + 105.1) / 50.
      assert.ok(
        (await report.cells("sepal_length")).includes("7.0060"),
        (await report.cells("sepal_length")).join(" | "),
      );
    });
  });

  it("asks nothing of any other machine", () => {
    assert.deepEqual(workbench.foreignRequests, []);
  });
});
