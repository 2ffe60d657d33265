import assert from "node:assert/strict";
import { plainText } from "./support/panelFrame.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("Learn Gamma and Beta…", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1300 } });
  });
  after(() => workbench.close());

  it("learns to undo batch norm, live, and keeps what it learned", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Learn Gamma and Beta");
    const report = await workbench.reportFrame();
    await report.getByRole("button", { name: "Learn", exact: true }).click();
    await report.getByText(/Loss .* at the start, .* now; step 100 is shown/).waitFor();
    await report.locator("bn-learn input[type=range]").waitFor();
    // The table has what was learned beside what undoes batch norm: √(σ² + ε) and μ.
    assert.match(
      await plainText(report.locator("bn-learned-table table")),
      /sepal_length 0\.8253 0\.8253 5\.8433 5\.8433/,
    );
    await report.getByText(/γ is within [\d.e−]+ of √\(σ² \+ ε\), β within [\d.e−]+ of μ/).waitFor();
    await workbench.screenshot("learn-dark");
    await report.getByRole("button", { name: "Keep This Layer" }).click();
    await report.getByRole("tab", { name: "Distribution" }).click();
    await report.getByRole("row", { name: /^sepal_length/ }).click();
    // The output is the input again: the same mean, in the table of both.
    assert.match(await plainText(report.locator("bn-distribution table").first()), /5\.8433.*5\.8433/);
    await report.getByRole("tab", { name: "Layer" }).click();
    await report.getByText(/learned on these data/).waitFor();
    const origin = await plainText(report.locator("bn-layer-origin .origin"));
    assert.match(origin, /bn from iris\.csv · 4 channels · PyTorch · learned on these data · 100 updates/);
  });

  it("copies the learned layer as PyTorch code", async () => {
    const report = await workbench.reportFrame();
    await workbench.runCommand("Learn Gamma and Beta");
    await report.getByRole("button", { name: "Copy as PyTorch Code" }).click();
    await report.getByRole("button", { name: "Discard" }).click();
    assert.match(await workbench.clipboard(), /torch\.nn\.BatchNorm1d\(4, eps=1e-5\)[^]*running_mean\.copy_/);
  });
});
