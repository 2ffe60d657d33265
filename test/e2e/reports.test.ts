import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("several reports", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      viewport: { width: 2000, height: 1000 },
      files: { "train.csv": "a,b\n1,2\n2,5\n3,9\n", "today.csv": "a,b\n11,2\n12,5\n13,8\n" },
    });
  });
  after(() => workbench.close());

  const titles = (): Promise<string[]> => workbench.tab("Batch Norm:").allInnerTexts();

  /** @param expected in the order of the alphabet: VS Code opens a tab beside the one that was active */
  async function titlesAre(...expected: string[]): Promise<void> {
    await eventually(async () => {
      assert.deepEqual((await titles()).map((title) => title.trim()).sort(), expected);
    });
  }

  async function statisticsOf(title: string, feature: string, y: readonly string[]): Promise<void> {
    const report = await ReportPage.named(workbench, title);
    await report.select(feature);
    await report.waitForStatistics("y", y);
  }

  it("are one for each file, each with its own γ", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    const iris = await ReportPage.named(workbench, "iris.csv");
    await iris.select("sepal_length");
    await iris.setField(/γ/, "2");
    await workbench.openFile("wine.csv");
    await workbench.runCommand("Normalize Selection");
    const wine = await ReportPage.named(workbench, "wine.csv");
    assert.match(await wine.text(), /wine\.csv .* 178 samples/);
    await titlesAre("Batch Norm: iris.csv", "Batch Norm: wine.csv");
    await workbench.tab("Batch Norm: iris.csv").click();
    await statisticsOf("iris.csv", "sepal_length", ["0", "3.9999"]);
  });

  it("leave a pinned one alone, and name their ranges then", async () => {
    await workbench.page.getByRole("button", { name: "Pin Report" }).click();
    await workbench.page.getByRole("button", { name: "Unpin Report" }).waitFor();
    const { frame } = await ReportPage.named(workbench, "iris.csv");
    await frame.locator("bn-head").getByRole("button", { name: "More Actions" }).click();
    await frame.getByRole("menuitemcheckbox", { name: "Pin Report", checked: true }).waitFor();
    await workbench.screenshot("reports-menu");
    await workbench.press("Escape");
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.selectLines(2, 51);
    await workbench.runCommand("Normalize Selection");
    await titlesAre("Batch Norm: iris.csv lines 2–151", "Batch Norm: iris.csv lines 2–51", "Batch Norm: wine.csv");
    const setosa = await ReportPage.named(workbench, "iris.csv lines 2–51");
    assert.match(await setosa.text(), /50 samples/);
    await workbench.editor.selectLines(52, 101);
    await workbench.runCommand("Normalize Selection");
    await titlesAre("Batch Norm: iris.csv lines 2–151", "Batch Norm: iris.csv lines 52–101", "Batch Norm: wine.csv");
    await workbench.screenshot("reports-pinned");
  });

  it("stand side by side", async () => {
    await workbench.tab("Batch Norm: wine.csv").click();
    await ReportPage.named(workbench, "wine.csv");
    await workbench.runCommand("Open in New Report");
    await workbench.page.locator(".tab.active", { hasText: "wine.csv (2)" }).waitFor();
    await eventually(async () => {
      assert.equal(await workbench.page.locator("iframe.webview.ready").count(), 2);
    });
    await workbench.screenshot("reports-beside");
    await workbench.tab("Batch Norm: wine.csv (2)").hover();
    await workbench.closeTab("Batch Norm: wine.csv (2)");
  });

  it("are all there after a reload of the window, in tabs that were hidden too", async () => {
    await workbench.tab("Batch Norm: iris.csv lines 52").click();
    await ReportPage.named(workbench, "iris.csv lines 52");
    await workbench.reload();
    await titlesAre("Batch Norm: iris.csv lines 2–151", "Batch Norm: iris.csv lines 52–101", "Batch Norm: wine.csv");
    const shown = await ReportPage.named(workbench, "iris.csv");
    assert.match(await shown.text(), /lines 52–101/);
    // The report of wine's tab has not been shown: a run takes its place.
    await workbench.openFile("wine.csv");
    await workbench.runCommand("Normalize Selection");
    await ReportPage.named(workbench, "wine.csv");
    await workbench.tab("Batch Norm: iris.csv lines 2–151").click();
    await statisticsOf("iris.csv lines 2–151", "sepal_length", ["0", "3.9999"]);
    await workbench.page.getByRole("button", { name: "Unpin Report" }).waitFor();
    assert.equal((await titles()).length, 3);
  });

  it("compare two files that are selected in the Explorer", async () => {
    const file = (name: string) =>
      workbench.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
    await file("train.csv").click();
    await file("today.csv").click({ modifiers: ["ControlOrMeta"] });
    await file("today.csv").click({ button: "right" });
    const item = workbench.page.getByRole("menuitem", { name: "Batch Norm: Compare Two Files" });
    await item.waitFor();
    const tab = workbench.page.locator(".tab.active", { hasText: "Batch Norm: train.csv" });
    // A menu that has just opened may not take a click yet.
    await eventually(async () => {
      if (await item.isVisible()) await item.click();
      await tab.waitFor({ timeout: 3000 });
    }, 20_000);
    const { frame } = await ReportPage.named(workbench, "train.csv");
    await frame.locator("bn-compare").getByText("today.csv").first().waitFor();
    await workbench.screenshot("reports-compare");
  });
});
