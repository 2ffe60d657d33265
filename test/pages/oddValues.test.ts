import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { openReport } from "./support/reportPage.ts";

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
    const input = { name: "odd.csv", text: table, languageId: "csv", options: { missingValues: "ignore" } } as const;
    const report = await openReport(input, { width: 680 });
    const numbers = async (): Promise<string> =>
      (await report.frame.locator("bn-flow .numbers").allInnerTexts()).join(" | ");
    await eventually(async () => {
      assert.match(await numbers(), /^1 to ∞ \| of 4 features \| mean 0, σ² 1 \|/);
    });
    await report.features.getByRole("row").nth(2).click();
    await eventually(async () => {
      assert.match(await numbers(), /100% off$/);
    });
    assert.equal(await report.frame.locator("img").count(), 0);
    await report.close();
  });
});
