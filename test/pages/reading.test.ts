import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

/** Lists of numbers in records: the reader takes all of them, and offers one alone. */
const embeddings = JSON.stringify([1, 2, 3, 4].map((n) => ({ v: [n, n * n, 5 - n], w: [n % 3, n] })));

describe("how a document is read, in the report", () => {
  let report: OpenReport;
  afterEach(() => report.close());

  const reads = (pattern: RegExp): Promise<void> =>
    eventually(async () => {
      assert.match(await report.text(), pattern);
    });
  const chip = (text: string) => report.frame.getByRole("listitem").filter({ hasText: text });

  it("takes a feature out and in by the column picker, with keys alone", async () => {
    report = await openReport(sample("iris.csv"), { width: 1600 });
    const button = report.frame.getByRole("button", { name: "Columns…" });
    await button.focus();
    await report.press("Enter");
    await report.frame.getByRole("dialog", { name: "Columns" }).waitFor();
    for (let n = 0; n < 3; n++) await report.press("ArrowDown");
    await report.press("Space");
    await reads(/150 samples × 3 features/);
    await report.frame.getByRole("checkbox", { name: "petal_length", checked: false }).waitFor();
    const species = report.frame.getByRole("checkbox", { name: /species.*not numbers: setosa/ });
    assert.equal(await species.getAttribute("aria-disabled"), "true");
    await report.press("Escape");
    await eventually(async () => {
      assert.equal(await button.evaluate((element) => element.matches(":focus")), true);
    });
    await chip("Without petal_length").getByRole("button").click();
    await reads(/150 samples × 4 features/);
    await chip("Without petal_length").waitFor({ state: "detached" });
  });

  it("leaves the selected feature out from the list's menu", async () => {
    report = await openReport(sample("iris.csv"), { width: 1600 });
    await report.select("petal_width");
    await report.frame.getByRole("button", { name: "Sort and Columns" }).click();
    await report.frame.getByRole("menuitem", { name: "Leave Out petal_width" }).click();
    await chip("Without petal_width").waitFor();
    await reads(/150 samples × 3 features/);
  });

  it("reads in the way that a notice offers", async () => {
    report = await openReport({ name: "vectors.json", text: embeddings, languageId: "json" }, { width: 1600 });
    await reads(/4 samples × 5 features/);
    await report.frame.getByRole("button", { name: "Only w", exact: true }).click();
    await reads(/4 samples × 2 features/);
    await chip("Without 3 columns").getByRole("button").click();
    await reads(/4 samples × 5 features/);
  });
});
