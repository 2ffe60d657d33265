import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the doctor", () => {
  let workbench: Workbench;
  before(async () => {
    const rows = ["0.001,1", "-0.001,2", "0.001,4", "-0.001,8"];
    workbench = await openWorkbench({ files: { "faint.csv": `faint,fine\n${rows.join("\n")}\n` } });
  });
  after(() => workbench.close());

  const problems = () => workbench.page.locator(".markers-panel .monaco-list-row");

  it("lists what it finds in the Problems panel, at the feature's name, and in the report", async () => {
    await workbench.openFile("faint.csv");
    await workbench.runCommand("Normalize Selection");
    const report = await workbench.reportFrame();
    await report.getByText(/BN002: faint: variance/).waitFor();
    await workbench.runCommand("Problems: Focus on Problems View");
    const finding = problems().filter({ hasText: "BN002" });
    await finding.waitFor();
    assert.match(await finding.innerText(), /faint: variance .* times ε.*\[Ln 1, Col 1\]/s);
    await workbench.screenshot("doctor-problems");
  });

  it("offers the fix that the report can make, after which the finding is gone", async () => {
    await workbench.tab("faint.csv").first().click();
    await workbench.editor.setCursor(1, 2);
    await workbench.press("ControlOrMeta+.");
    const fix = workbench.page.locator(".action-widget").getByText("Lower ε to 1e-8");
    await fix.waitFor();
    await fix.click();
    await problems().filter({ hasText: "BN002" }).waitFor({ state: "detached" });
    const report = await workbench.reportFrame();
    await eventually(async () => {
      assert.equal(await report.getByText(/BN002/).count(), 0);
    });
  });

  it("forgets its findings with the report", async () => {
    await workbench.openFile("digits.csv");
    await workbench.runCommand("Normalize Selection");
    await problems().filter({ hasText: "BN001" }).first().waitFor();
    await workbench.tab("Batch Norm: digits.csv").click({ button: "middle" });
    await problems().filter({ hasText: "BN001" }).first().waitFor({ state: "detached" });
  });
});
