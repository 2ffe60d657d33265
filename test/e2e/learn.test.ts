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
    await report.getByRole("button", { name: "Keep This Layer" }).click();
    await report.getByRole("tab", { name: "Layer" }).click();
    await report.getByText(/learned on these data/).waitFor();
    const origin = await plainText(report.locator("bn-layer-origin .origin"));
    assert.match(origin, /bn from iris\.csv · 4 channels · PyTorch · learned on these data · 100 updates/);
  });
});
