import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { assertAccessible, ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the tabs of the report", () => {
  let workbench: Workbench;
  let report: ReportPage;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1100 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
    await report.select("petal_length");
  });
  after(() => workbench.close());

  /** Opens a tab and waits until the page says something. */
  async function says(tab: string, pattern: RegExp): Promise<void> {
    await report.openTab(tab);
    await eventually(async () => {
      assert.match(await report.text(), pattern);
    });
  }

  it("explain every step of a value", async () => {
    // (1.4 − 3.758) / √(3.0955… + 1e-5) = −1.3402…, as PyTorch has it for the first row.
    await says("Distribution", /x = 1\.4 .*−1\.3402/);
  });

  it("list the values with links to their lines", async () => {
    await report.openTab("Values");
    const secondRow = report.frame
      .getByRole("grid", { name: /^Values of/ })
      .getByRole("row")
      .nth(2);
    const link = secondRow.locator(".link").getByText("3", { exact: true });
    await link.waitFor();
    await link.click();
    // The focus stays in the page: the status bar tells of the editor only when that has it.
    await workbench.press("ControlOrMeta+1");
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 3,/);
    });
  });

  it("say what an activation does with and without batch norm", async () => {
    await says("Activation", /With(out)? batch norm/);
    await assertAccessible(workbench);
  });

  it("show what mini-batches do to the statistics", async () => {
    await says("Mini-batches", /150 samples make/);
    await assertAccessible(workbench);
  });

  it("show what batch norm removes from the gradient, and that a bias before it learns nothing", async () => {
    await says("Gradients", /a bias before batch norm learns nothing/);
    await assertAccessible(workbench);
  });
});

describe("a report in a narrow panel", () => {
  for (const theme of ["dark", "highContrastLight"] as const) {
    it(`scrolls in one direction only, ${theme}`, async () => {
      const workbench = await openWorkbench({ theme, viewport: { width: 700, height: 900 } });
      await workbench.openFile("iris.csv");
      await workbench.runCommand("Normalize Selection");
      await workbench.runCommand("View: Close Primary Side Bar");
      const { frame } = await ReportPage.of(workbench);
      const { content, visible } = await frame.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        visible: document.documentElement.clientWidth,
      }));
      assert.ok(visible < 400, `the panel is ${visible} px wide`);
      assert.ok(content <= visible, `${content} px of content in ${visible} px`);
      await assertAccessible(workbench);
      await workbench.close();
    });
  }
});
