import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("states of the report", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"));
  });
  after(() => report.close());

  it("have nothing that axe objects to while columns are picked", async () => {
    await report.frame.getByRole("button", { name: "Columns…" }).click();
    await report.frame.getByRole("dialog", { name: "Columns" }).waitFor();
    await report.assertAccessible();
    await report.press("Escape");
  });

  it("have nothing that axe objects to below a failure", async () => {
    await report.host.post("report/failed", { message: "The computation stopped unexpectedly", canRetry: true });
    await report.frame.getByRole("alert").filter({ hasText: "last good result" }).waitFor();
    await report.assertAccessible();
  });
});
