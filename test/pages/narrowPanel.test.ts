import assert from "node:assert/strict";
import { openReport, sample } from "./support/reportPage.ts";

describe("a report in a narrow panel", () => {
  for (const [theme, width] of [
    ["dark", 380],
    ["highContrastLight", 380],
    ["light", 300],
  ] as const) {
    it(`scrolls in one direction only, ${theme}, ${width} px`, async () => {
      const report = await openReport(sample("iris.csv"), { theme, width, height: 900 });
      const { content, visible } = await report.frame.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        visible: document.documentElement.clientWidth,
      }));
      assert.ok(visible <= width, `the panel is ${visible} px wide`);
      assert.ok(content <= visible, `${content} px of content in ${visible} px`);
      await report.assertAccessible();
      await report.close();
    });
  }
});
