import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { logFile } from "../../scripts/paths.ts";
import { environment } from "./support/environment.ts";
import { eventually } from "./support/eventually.ts";
import { answerFileDialog } from "./support/fileDialog.ts";
import { ReportPage } from "./support/report.ts";
import type { themes } from "./support/workbench.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** Opens a picture in a page of its own, as a person does, and returns its texts and the size of what is drawn. */
async function opened(path: string, name: string): Promise<{ texts: string[]; width: number; height: number }> {
  const page = await environment().browser.newPage();
  try {
    await page.goto(`file://${path}`);
    const svg = page.locator("svg").first();
    await svg.screenshot({ path: logFile(`${name}.png`) });
    const texts = await svg.locator("text").allTextContents();
    const { width, height } = (await svg.boundingBox()) ?? { width: 0, height: 0 };
    assert.ok((await svg.locator("path").count()) > 3, "there are lines");
    return { texts, width, height };
  } finally {
    await page.close();
  }
}

describe("the charts of a report", () => {
  const cases: Partial<Record<keyof typeof themes, Readonly<Record<string, readonly string[]>>>> = {
    light: {
      Distribution: ["x", "0 ± 1"],
      Activation: ["value that enters the activation", "off", "outputs"],
      "Mini-batches": ["Mean of each batch", "Variance of each batch", "Running mean", "Row 1 in 60 different batches"],
      Gradients: ["Arrives: g = dL/dy", "Goes on: dL/dx", "normalized value"],
    },
    // Here areas are hatched, which SVG has to be told in its own way.
    highContrast: { Activation: ["off", "outputs"] },
  };
  for (const [theme, expected] of Object.entries(cases)) {
    it(`can be saved as SVG, all of a tab in one picture, ${theme}`, async () => {
      const workbench = await openWorkbench({
        theme: theme as keyof typeof themes,
        viewport: { width: 1500, height: 950 },
      });
      await workbench.openFile("iris.csv");
      await workbench.runCommand("Normalize Selection");
      const report = await ReportPage.of(workbench);
      await report.select("petal_length");
      for (const [tab, texts] of Object.entries(expected)) {
        await report.openTab(tab);
        const path = await exported(workbench, report, "Export as SVG…", `${tab}.svg`);
        const picture = await opened(path, `svg-${theme}-${tab}`);
        for (const text of texts) assert.ok(picture.texts.includes(text), `${tab}: ${picture.texts.join(" | ")}`);
        assert.ok(picture.width > 300 && picture.height > 150, `${picture.width} × ${picture.height}`);
      }
      await workbench.close();
    });
  }

  it("can be saved as PNG, and their numbers as CSV", async () => {
    const workbench = await openWorkbench({ viewport: { width: 1500, height: 950 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    const report = await ReportPage.of(workbench);
    await report.select("petal_length");
    await report.openTab("Gradients");
    const png = readFileSync(await exported(workbench, report, "Export as PNG…", "gradients.png"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    // Both charts are in it: higher than either.
    assert.ok(png.readUInt32BE(20) > 2 * 210, `${png.readUInt32BE(20)} px high`);
    const csv = readFileSync(await exported(workbench, report, "Export Data as CSV…", "gradients.csv"), "utf8");
    assert.ok(csv.split("\r\n").length > 150, csv.slice(0, 200));
    await workbench.close();
  });
});

/** Chooses an entry of the chart's menu and answers where to; returns the file once it is there. */
async function exported(workbench: Workbench, { frame }: ReportPage, entry: string, name: string): Promise<string> {
  const path = join(workbench.folder, name);
  await frame.getByRole("button", { name: "More actions for the chart" }).first().click();
  await frame.getByRole("menuitem", { name: entry }).click();
  await answerFileDialog(workbench, path);
  await eventually(() => {
    assert.ok(existsSync(path));
    return Promise.resolve();
  });
  return path;
}
