import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** Lists of numbers in records: the reader takes all of them, and offers one alone. */
const embeddings = JSON.stringify([1, 2, 3, 4].map((n) => ({ v: [n, n * n, 5 - n], w: [n % 3, n] })));

describe("how a document is read, in the report", () => {
  let workbench: Workbench;
  let report: ReportPage;
  const says = (pattern: RegExp): Promise<void> =>
    eventually(async () => {
      assert.match(await report.text(), pattern);
    });
  const chip = (text: string) => report.frame.getByRole("listitem").filter({ hasText: text });

  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1100 }, files: { "vectors.json": embeddings } });
  });
  after(() => workbench.close());

  it("takes a feature out and in by the column picker, with keys alone", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
    const button = report.frame.getByRole("button", { name: "Columns…" });
    await button.focus();
    await workbench.page.keyboard.press("Enter");
    await report.frame.getByRole("dialog", { name: "Columns" }).waitFor();
    await workbench.press("ArrowDown", 3);
    await workbench.page.keyboard.press("Space");
    await says(/150 samples × 3 features/);
    await report.frame.getByRole("checkbox", { name: "petal_length", checked: false }).waitFor();
    const species = report.frame.getByRole("checkbox", { name: /species.*not numbers: setosa/ });
    assert.equal(await species.getAttribute("aria-disabled"), "true");
    await workbench.page.keyboard.press("Escape");
    await eventually(async () => {
      assert.equal(await button.evaluate((element) => element.matches(":focus")), true);
    });
    await workbench.screenshot("columns");
  });

  it("keeps what is left out over a reload of the window, and a chip takes it in again", async () => {
    await chip("Without petal_length").waitFor();
    await workbench.reload();
    report = await ReportPage.of(workbench);
    await says(/150 samples × 3 features/);
    await chip("Without petal_length").getByRole("button").click();
    await says(/150 samples × 4 features/);
    await chip("Without petal_length").waitFor({ state: "detached" });
  });

  it("leaves the selected feature out from the list's menu", async () => {
    await report.select("petal_width");
    await report.frame.getByRole("button", { name: "Sort and Columns" }).click();
    await report.frame.getByRole("menuitem", { name: "Leave Out petal_width" }).click();
    await chip("Without petal_width").waitFor();
    await says(/150 samples × 3 features/);
  });

  it("reads in the way that a notice offers", async () => {
    await workbench.openFile("vectors.json");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.named(workbench, "vectors.json");
    await says(/4 samples × 5 features/);
    await report.frame.getByRole("button", { name: "Only w", exact: true }).click();
    await says(/4 samples × 2 features/);
    await workbench.screenshot("offers");
    await chip("Without 3 columns").getByRole("button").click();
    await says(/4 samples × 5 features/);
  });
});
