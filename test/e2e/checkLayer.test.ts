import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

const rows = Array.from({ length: 60 }, (_, n) => [Math.sin(n), 5 + Math.cos(3 * n), 2 * Math.sin(7 * n)]);
const state = (mean: string): string =>
  `"bn.weight": [1, 1, 1], "bn.bias": [0, 0, 0], "bn.running_mean": [0, 5, ${mean}], "bn.running_var": [0.5, 0.5, 2], "bn.num_batches_tracked": 900`;

describe("Check Layer with Data", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      viewport: { width: 1900, height: 700 },
      files: {
        "both.json": `{${state("40")}, "x": ${JSON.stringify(rows)}}`,
        "rows.json": JSON.stringify(rows),
        "zz-layer.json": `{${state("NaN")}}`,
      },
    });
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  /** The verdict, once it is what the page shows without scrolling. */
  async function verdictInSight(text: RegExp): Promise<void> {
    const report = await workbench.reportFrame();
    const sentence = report.locator("bn-verdict [role=status]");
    await sentence.getByText(text).waitFor();
    await eventually(async () => {
      const box = await sentence.boundingBox();
      assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 700, JSON.stringify(box));
    });
  }

  it("checks a layer with the data of its own file from the lens, and shows the verdict", async () => {
    await workbench.openFile("both.json");
    // Lenses come once the extension is used in the window.
    await workbench.runCommand("Normalize Selection");
    const { frame: report } = await ReportPage.named(workbench, "both.json");
    // Lenses are drawn anew while the report opens: a click on one that goes is lost.
    await eventually(async () => {
      await workbench.page.getByText("Check bn", { exact: true }).first().click();
      await report.locator("bn-verdict").waitFor({ timeout: 4000 });
    }, 30_000);
    await verdictInSight(/do not fit this data in 1 of 3 features, least in Feature 3 · \[2\]/);
    await workbench.screenshot("check-layer-shifted");
  });

  it("recalibrates where the advice stands, and copies the code of the channels that changed", async () => {
    const report = await workbench.reportFrame();
    await report.locator("bn-verdict").getByRole("button", { name: "Recalibrate with This Data" }).click();
    await verdictInSight(/were made from this data and fit it/);
    await report.getByRole("button", { name: /^Copy Code for the 3 Changed Channels/ }).click();
    await eventually(async () => {
      assert.match(await workbench.clipboard(), /layer\.running_mean\.copy_\(torch\.tensor\(\[/);
    });
    await report.locator("bn-verdict").getByRole("button", { name: "Undo Recalibration" }).click();
    await verdictInSight(/do not fit this data/);
  });

  it("checks a layer of another file from the palette, NaN first", async () => {
    await workbench.openFile("rows.json");
    await workbench.runCommand("Normalize Selection");
    await ReportPage.named(workbench, "rows.json");
    await workbench.runCommandAndPick("Check Layer with Data", "zz-layer.json");
    await verdictInSight(/^Feature 3 · \[2\] has no finite output in evaluation: its running mean is NaN\.$/);
    await workbench.screenshot("check-layer-nan");
  });
});
