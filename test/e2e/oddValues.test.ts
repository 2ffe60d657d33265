import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

const table = [
  'constant,odd,<img src=x onerror=alert(1)>,"a, ""very"" long name"',
  "5,1,2,1",
  "5,NaN,3,2",
  "5,Infinity,7,3",
  "5,,8,5",
  "5,4,9,8",
].join("\n");

describe("a table with a constant, Infinity, NaN and missing values", () => {
  it("is told with its own numbers", async () => {
    const workbench = await openWorkbench({
      folder: null,
      files: { "odd.csv": table },
      settings: { "batchNorm.missingValues": "ignore" },
    });
    await workbench.openFile("odd.csv");
    await workbench.runCommand("Normalize Selection");
    const report = await ReportPage.of(workbench);
    const numbers = async (): Promise<string> =>
      (await report.frame.locator("bn-flow .numbers").allInnerTexts()).join(" | ");
    await eventually(async () => {
      // A message to a page has no Infinity unless it is told apart: −∞ was shown here.
      assert.match(await numbers(), /^1 to ∞ \| 4 \| 0 ± 1 \| 0 ± 1 \|/);
    });
    await report.features.getByRole("row").nth(2).click();
    await eventually(async () => {
      assert.match(await numbers(), /100% off$/);
    });
    await workbench.close();
  });
});
