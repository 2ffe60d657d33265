import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("the Learn tab", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"));
  });
  after(() => report.close());

  it("learns to undo batch norm, live, and keeps what it learned", async () => {
    const { frame } = report;
    await report.openTab("Learn");
    await frame.getByRole("button", { name: "Learn", exact: true }).click();
    await frame.getByText(/Loss .* at the start, .* now; step 100 is shown/).waitFor();
    await frame.locator("bn-learn input[type=range]").waitFor();
    // The table has what was learned beside what undoes batch norm: √(σ² + ε) and μ.
    assert.match(
      await plainText(frame.locator("bn-learned-table table")),
      /sepal_length 0\.8253 0\.8253 5\.8433 5\.8433/,
    );
    await frame.getByText(/γ is within [\d.e−]+ of √\(σ² \+ ε\), β within [\d.e−]+ of μ/).waitFor();
    await frame.getByRole("button", { name: "Keep This Layer" }).click();
    await report.openTab("Distribution");
    await report.select("sepal_length");
    // The output is the input again: the same mean, in the table of both.
    await report.says("bn-distribution table", /5\.8433.*5\.8433/);
    await report.openTab("Layer");
    await report.says(
      "bn-layer-origin .origin",
      /bn from iris\.csv · 4 channels · PyTorch · learned on these data · 100 updates/,
    );
  });

  it("copies the learned layer as PyTorch code", async () => {
    await report.openTab("Learn");
    await report.frame.getByRole("button", { name: "Copy as PyTorch Code" }).click();
    await report.frame.getByRole("button", { name: "Discard" }).click();
    await eventually(() => {
      assert.match(report.host.clipboard, /torch\.nn\.BatchNorm1d\(4, eps=1e-5\)[^]*running_mean\.copy_/);
      return Promise.resolve();
    });
  });
});
