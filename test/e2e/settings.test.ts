import { openWorkbench, type Workbench } from "./support/workbench.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

describe("settings that change while a report is shown", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  const write = (settings: Readonly<Record<string, unknown>>): void => {
    const text = JSON.stringify({ "workbench.colorTheme": "Default Dark Modern", ...settings });
    writeFileSync(join(workbench.folder, ".vscode", "settings.json"), text);
  };

  it("change the report: a preset brings its eps along", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    const report = await workbench.reportFrame();
    await report.getByText("150 samples", { exact: false }).first().waitFor();
    write({ "batchNorm.preset": "keras" });
    await report
      .getByText(/0\.001\b/)
      .first()
      .waitFor();
  });

  it("say so where a value is not valid", async () => {
    write({ "batchNorm.preset": "keras", "batchNorm.eps": -1 });
    await workbench.notifications.waitFor("eps must be 0 or greater, got -1");
  });
});
