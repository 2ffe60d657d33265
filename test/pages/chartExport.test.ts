import assert from "node:assert/strict";
import type { ThemeName } from "../../scripts/preview/page.ts";
import { eventually } from "../e2e/support/eventually.ts";
import { pages } from "./support/pages.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

/** Draws a picture in a page of its own, and returns its texts and the size of what is drawn. */
async function drawn(svg: string): Promise<{ texts: string[]; width: number; height: number }> {
  const page = await pages().browser.newPage();
  try {
    await page.setContent(svg);
    const picture = page.locator("svg").first();
    assert.ok((await picture.locator("path").count()) > 3, "there are lines");
    const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 };
    return { texts: await picture.locator("text").allTextContents(), width, height };
  } finally {
    await page.close();
  }
}

/** Chooses an entry of the chart's menu, and returns the bytes that the page gives to be saved. */
async function exported(report: OpenReport, entry: string): Promise<Uint8Array> {
  const numSaved = report.host.saved.length;
  await report.frame.getByRole("button", { name: "More actions for the chart" }).first().click();
  await report.frame.getByRole("menuitem", { name: entry }).click();
  await eventually(() => {
    assert.equal(report.host.saved.length, numSaved + 1);
    return Promise.resolve();
  });
  return report.host.saved[numSaved].data;
}

describe("the charts of a report", () => {
  const cases: Partial<Record<ThemeName, Readonly<Record<string, readonly string[]>>>> = {
    light: {
      Distribution: [
        ...["x", "0 ± 1", "iris.csv, petal_length", "Training, PyTorch, eps 1e-5, momentum 0.1; γ 1, β 0"],
        ...["x input", "y output", "N(0, 1)"],
        "x: petal_length in its own units; x̂ and y in standard deviations; heights: density",
      ],
      Activation: ["value that enters the activation", "off", "outputs"],
      "Mini-batches": ["Mean of each batch", "Variance of each batch", "Running mean", "Row 1 in 60 different batches"],
      Gradients: ["Arrives: g = dL/dy", "Goes on: dL/dx", "normalized value"],
    },
    // Here areas are hatched, which SVG has to be told in its own way.
    highContrast: { Activation: ["off", "outputs"] },
  };
  for (const [theme, expected] of Object.entries(cases)) {
    it(`can be saved as SVG, all of a tab in one picture, ${theme}`, async () => {
      const report = await openReport(sample("iris.csv"), { theme: theme as ThemeName });
      await report.select("petal_length");
      for (const [tab, texts] of Object.entries(expected)) {
        await report.openTab(tab);
        const picture = await drawn(new TextDecoder().decode(await exported(report, "Export as SVG…")));
        assert.ok(
          picture.texts.every((text) => text !== ""),
          "no element is empty",
        );
        for (const text of texts) assert.ok(picture.texts.includes(text), `${tab}: ${picture.texts.join(" | ")}`);
        assert.ok(picture.width > 300 && picture.height > 150, `${picture.width} × ${picture.height}`);
      }
      await report.close();
    });
  }

  it("can be saved as PNG, and their numbers as CSV", async () => {
    const report = await openReport(sample("iris.csv"), { width: 700 });
    await report.select("petal_length");
    await report.openTab("Gradients");
    const png = Buffer.from(await exported(report, "Export as PNG…"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    // Both charts are in it, beside each other, and at two pixels for one of the page.
    assert.ok(png.readUInt32BE(20) > 2 * 210, `${png.readUInt32BE(20)} px high`);
    assert.ok(png.readUInt32BE(16) > 2 * 600, `${png.readUInt32BE(16)} px wide`);
    const csv = new TextDecoder().decode(await exported(report, "Export Data as CSV…"));
    assert.ok(csv.split("\r\n").length > 150, csv.slice(0, 200));
    await report.close();
  });

  it("can be saved where every feature has a ridge: a picture with all names, and a row for each bin", async () => {
    const report = await openReport(sample("wine.csv"), { theme: "light" });
    const svg = new TextDecoder().decode(await exported(report, "Export as SVG…"));
    const picture = await drawn(svg);
    for (const text of ["wine.csv, All features", "proline", "746.89 ± 314.02", "each its own axis"]) {
      assert.ok(picture.texts.includes(text), `${text}: ${picture.texts.join(" | ")}`);
    }
    const png = Buffer.from(await exported(report, "Export as PNG…"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.equal(png.readUInt32BE(16), 2 * picture.width);
    const csv = new TextDecoder().decode(await exported(report, "Export Data as CSV…"));
    assert.match(csv, /^feature,series,from,to,count,density\r\nalcohol,x,/);
    assert.match(csv, /\r\nproline,y,/);
    await report.close();
  });
});
