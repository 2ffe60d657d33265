import assert from "node:assert/strict";
import { assertAccessible, ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

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
