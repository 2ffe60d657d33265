import assert from "node:assert/strict";
import { openReport, sample } from "./support/reportPage.ts";

describe("the first screen of a report", () => {
  // Half of a window of 1440 × 900 beside an editor: with the side bar open, and without it.
  for (const [file, width] of [
    ["iris.csv", 527],
    ["iris.csv", 691],
    ["wine.csv", 691],
  ] as const) {
    it(`has the chart, ${file}, ${width} px`, async () => {
      const height = 800;
      const report = await openReport(sample(file), { width, height });
      const ridges = report.part("bn-ridges");
      await ridges.waitFor();
      const box = await ridges.boundingBox();
      assert.ok(box !== null && box.y < height - 100, `it begins at ${box?.y} px of ${height}`);
      const options = await report.page.locator("bn-options").boundingBox();
      assert.ok(options === null || options.height < 40, "the options are one line");
      await report.close();
    });

    it(`says the formulas of the method, ${file}, ${width} px`, async () => {
      const report = await openReport(sample(file), { width });
      const formulas = report.page.locator("bn-flow .formula .tight");
      const seen = await formulas.evaluateAll((all) =>
        all
          .filter((element) => {
            const { parentElement } = element;
            return parentElement !== null && parentElement.scrollWidth <= parentElement.clientWidth;
          })
          .map((element) => element.textContent),
      );
      assert.deepEqual(seen, ["input", "statistics", "(x−μ)/√(σ²+ε)", "γ·x̂+β", "ReLU(y)"]);
      await report.close();
    });
  }
});
