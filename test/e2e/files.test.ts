import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./support/eventually.ts";
import { answerFileDialog } from "./support/fileDialog.ts";
import { assertAccessible, ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** Numbers with more digits than a double has take the slow way: time enough to see progress and to cancel. */
const slowRow = `${Array.from({ length: 8 }, (_, c) => `0.${"123456789".repeat(3)}${c}`).join(",")}\n`;
const slowRows = 800_000;

function writeFiles({ folder }: Workbench): void {
  const header = `${Array.from({ length: 8 }, (_, c) => `s${c}`).join(",")}\n`;
  writeFileSync(join(folder, "slow.csv"), header + slowRow.repeat(slowRows));
  const rows = Array.from({ length: 300_000 }, (_, n) => `${n % 7},${(n % 1000) / 8},${1e8 + (n % 5)}`);
  writeFileSync(join(folder, "large.csv"), `small,eighths,huge\n${rows.join("\n")}\n`);
}

/** Waits until something about the disk is so. */
function until(isSo: () => boolean): Promise<void> {
  return eventually(() => {
    assert.ok(isSo());
    return Promise.resolve();
  });
}

describe("Normalize File…", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      viewport: { width: 1500, height: 950 },
      folder: null,
      files: { "a.csv": "a,b\n1,2\n3,5\n" },
    });
    writeFiles(workbench);
  });
  after(() => workbench.close());
  // One by one they may vanish while the pointer is on its way to them.
  afterEach(() => workbench.runCommand("Notifications: Clear All Notifications"));

  /** Chooses the command in the Explorer's menu of a file, and all of the file. */
  async function normalize(name: string): Promise<void> {
    const { page } = workbench;
    await page
      .locator(".explorer-folders-view")
      .getByRole("treeitem", { name, exact: true })
      .click({ button: "right" });
    const item = page.getByRole("menuitem", { name: /Normalize File/ });
    await item.waitFor();
    const first = page.locator(".quick-input-list .monaco-list-row:visible", { hasText: "Normalize" }).first();
    // A menu that has just opened may not take a click yet.
    await eventually(async () => {
      if (await item.isVisible()) await item.click();
      await first.waitFor({ timeout: 3000 });
    }, 20_000);
    await workbench.screenshot(`files-pick-${name}`);
    await first.click();
  }

  async function saveAs(name: string): Promise<void> {
    await (await workbench.findCommand("Export Normalized File")).click();
    await answerFileDialog(workbench, join(workbench.folder, name));
  }

  it("says how far it is, in rows, MB/s and time, and is cancelled at once", async () => {
    await normalize("slow.csv");
    const { page } = workbench;
    const report = await workbench.reportFrame();
    await report.getByText(/Reading slow\.csv… \d+%/).waitFor();
    await report.getByText(/rows, \d+ MB\/s, \d+ s left/).waitFor();
    await workbench.screenshot("files-progress");
    await report.getByRole("button", { name: "Cancel" }).click();
    await report.getByText(/Reading slow/).waitFor({ state: "detached", timeout: 2000 });
    assert.equal(await page.locator(".notification-toast").count(), 0);
  });

  it("shows the report of all rows, and a sample where values are needed", async () => {
    await normalize("large.csv");
    const report = await workbench.reportFrame();
    await report.getByRole("row", { name: /^huge / }).waitFor();
    await report.getByText(/300,000 samples × 3 features/).waitFor();
    await report.getByText(/rows picked by chance/).waitFor();
    await report.locator("#heat-caption", { hasText: /of 300,000 samples, picked by chance/ }).waitFor();
    assert.equal(await report.getByText("was closed").count(), 0);
    await workbench.screenshot("files-report");
    await report.getByRole("row", { name: /^huge / }).click();
    assert.equal(await report.getByRole("button", { name: "Show this feature in the editor" }).count(), 0);
    const shown = await ReportPage.of(workbench);
    for (const tab of ["Values", "Activation", "Mini-batches", "Gradients"]) {
      await shown.openTab(tab);
      await report.getByText(/^From [\d,]+ of 300,000 rows, picked by chance/).waitFor();
    }
    await assertAccessible(workbench);
    await shown.openTab("Distribution");
  });

  it("reads a second file beside the report of the first, which stays", async () => {
    await normalize("slow.csv");
    await workbench.reportTab("slow.csv");
    const report = await workbench.reportFrame();
    await report.getByText(/Reading slow\.csv… \d+%/).waitFor();
    await report.getByRole("button", { name: "Cancel" }).click();
    await report.getByText(/Reading slow/).waitFor({ state: "detached", timeout: 2000 });
    await workbench.tab("Batch Norm: large.csv").click();
    const first = await ReportPage.named(workbench, "large.csv");
    await first.frame.getByText(/300,000 samples × 3 features/).waitFor();
  });

  it("shows the file in the Explorer, and offers nothing that needs an editor", async () => {
    await normalize("large.csv");
    const { frame: report } = await ReportPage.named(workbench, "large.csv");
    const head = report.locator("bn-head");
    await head.getByRole("button", { name: "More Actions" }).click();
    const show = head.getByRole("menuitem", { name: "Show in Explorer" });
    await show.waitFor();
    assert.equal(await head.getByRole("menuitemcheckbox", { name: "Keep Live" }).count(), 0);
    await show.click();
    const { page } = workbench;
    await page.locator(".explorer-folders-view .monaco-list-row.focused", { hasText: "large.csv" }).waitFor();
    await workbench.tab("Batch Norm: large.csv").click();
    assert.equal(await page.getByRole("button", { name: /Replace with Normalized/ }).count(), 0);
  });

  it("exports all rows under a name that is there only when they are complete", async () => {
    const { folder } = workbench;
    await saveAs("out.csv");
    await workbench.notifications.waitFor("Wrote 300,000 normalized rows to out.csv");
    const lines = readFileSync(join(folder, "out.csv"), "utf8").trimEnd().split("\n");
    assert.deepEqual([lines.length, lines[0]], [300_001, "small,eighths,huge"]);
    assert.ok(!readdirSync(folder).some((name) => name.endsWith(".part")));
  });

  it("leaves no half file where the export is cancelled", async () => {
    await normalize("slow.csv");
    await workbench.reportTab("slow.csv");
    const report = await workbench.reportFrame();
    await report.getByRole("row", { name: /^s7 / }).waitFor({ timeout: 60_000 });
    const { folder } = workbench;
    await saveAs("cut.csv");
    const part = join(folder, "cut.csv.part");
    await until(() => existsSync(part) && statSync(part).size > 0);
    const toast = await workbench.notifications.waitFor("Writing normalized values");
    await toast.getByRole("button", { name: "Cancel" }).click();
    await until(() => ![part, join(folder, "cut.csv")].some((path) => existsSync(path)));
  });

  it("says above a report that its file is read again, and leaves it as it is where that is cancelled", async () => {
    await normalize("slow.csv");
    const report = await workbench.reportFrame();
    const banner = report.locator("bn-banner");
    await banner.getByText(/Reading slow\.csv… \d+% .*rows, \d+ MB\/s/).waitFor();
    await workbench.screenshot("files-progress-above");
    await banner.getByRole("button", { name: "Cancel" }).click();
    await banner.getByText(/Reading/).waitFor({ state: "detached", timeout: 2000 });
    await report.getByRole("row", { name: /^s7 / }).waitFor();
  });
});

describe("statistics of a database", () => {
  let workbench: Workbench;
  const statistics = [
    "feature,count,missing,mean,variance,min,max,bin_start,bin_width,bins",
    "width,5000000000,0,2.5,1.25,0,5,0,1.25,0:1000000000 1:1500000000 2:1500000000 3:1000000000",
    "height,4000000000,1000000000,-1,4,-9,7,-9,4,0:500000000 1:2000000000 2:1000000000 3:500000000",
  ];
  before(async () => {
    workbench = await openWorkbench({
      viewport: { width: 1500, height: 950 },
      folder: null,
      files: {
        "a.csv": "width,height\n1,2\n3,5\n4,1\n",
        "result.csv": `${statistics.join("\n")}\n`,
        "bad.csv": "a,b\n1,2\n",
      },
    });
  });
  after(() => workbench.close());
  // One by one they may vanish while the pointer is on its way to them.
  afterEach(() => workbench.runCommand("Notifications: Clear All Notifications"));

  async function load(name: string): Promise<void> {
    await (await workbench.findCommand("Load Statistics")).click();
    await answerFileDialog(workbench, join(workbench.folder, name));
  }

  it("are asked for by a query with the columns of the report", async () => {
    await workbench.openFile("a.csv");
    await workbench.runCommand("Normalize Selection");
    await (await workbench.reportFrame()).getByRole("row", { name: /^width / }).waitFor();
    await workbench.runCommandAndPick("Copy Statistics Query", "BigQuery");
    const { page } = workbench;
    await page.getByText("What stands behind FROM").waitFor();
    await page.locator(".quick-input-widget input").first().fill("`shop.items`");
    await workbench.screenshot("files-query-table");
    await page.keyboard.press("Enter");
    await workbench.notifications.choose(/Copied BigQuery SQL for the statistics of 2 columns/, "Open in New Editor");
    const sql = await workbench.clipboard();
    assert.match(sql, /STRUCT\(1 AS position, 'height' AS feature/);
    assert.match(sql, /CREATE OR REPLACE VIEW `shop\.items_normalized` AS/);
    await workbench.tab("Untitled").waitFor();
    await workbench.screenshot("files-query");
  });

  it("open the same report, without what needs values", async () => {
    await load("result.csv");
    const { frame: report } = await ReportPage.named(workbench, "result.csv");
    await report.getByRole("row", { name: /^height / }).waitFor();
    await report.getByText(/5,000,000,000 samples × 2 features/).waitFor();
    await report.getByText(/there are no values/).waitFor();
    await report.getByRole("row", { name: /^height / }).click();
    const tabs = await report.getByRole("tab").allTextContents();
    assert.deepEqual(
      tabs.map((tab) => tab.trim()),
      ["Distribution", "Layer"],
    );
    await workbench.screenshot("files-statistics");
    await report.getByRole("tab", { name: "Layer" }).click();
    await report.locator("bn-layer").getByRole("heading").first().waitFor();
    assert.equal(await report.locator("bn-layer [role=alert]").count(), 0);
    await workbench.screenshot("files-statistics-layer");
    await assertAccessible(workbench);
  });

  it("say what a file lacks", async () => {
    await load("bad.csv");
    await workbench.notifications.waitFor(
      /requires the columns feature, count, mean, variance; line 2 has no feature, count, mean, variance/,
    );
  });
});
