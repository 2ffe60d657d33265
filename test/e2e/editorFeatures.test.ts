import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "./support/eventually.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { openSideBar } from "./support/sideBar.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

const rows = Array.from({ length: 40 }, (_, i) => `${i % 3},${i % 5}`).join("\n");

describe("what stands in the text", () => {
  let workbench: Workbench;
  let lenses: Locator;
  before(async () => {
    workbench = await openWorkbench({ files: { "far.csv": `a,b\n${rows}\n90,2\n1,-80\n` } });
    lenses = workbench.page.locator(".codelens-decoration");
    await workbench.openFile("far.csv");
    // Nothing of ours runs before it is asked for; looking at a view is asking.
    await openSideBar(workbench);
  });
  after(() => workbench.close());

  it("says above the table what it is", async () => {
    await eventually(async () => {
      assert.match((await lenses.first().innerText()).replaceAll(/\s+/g, " "), /42 × 2 \| Normalize \| Inspect/);
    });
  });

  it("says in the status bar what the cursor is in", async () => {
    await workbench.page.locator(".statusbar-item", { hasText: "42 × 2 · training" }).waitFor();
  });

  it("inspects the table from its lens", async () => {
    const inspector = await panelFrame(workbench.page, "inspector");
    // VS Code may draw the lenses anew under the pointer: the click is lost then.
    await eventually(async () => {
      await lenses.getByText("Inspect", { exact: true }).click();
      await inspector.getByRole("heading", { name: "42 × 2" }).waitFor({ timeout: 3000 });
    }, 45_000);
    await inspector.getByRole("button", { name: "b", exact: true }).waitFor();
  });

  it("marks outliers on request", async () => {
    const marks = workbench.page.locator(".view-overlays .cdr[class*='ced-']");
    assert.equal(await marks.count(), 0);
    await workbench.editor.focus();
    await workbench.runCommand("Toggle Outlier Marks");
    await workbench.page.locator(".statusbar-item", { hasText: "2 values are farther than 3" }).waitFor();
    await workbench.editor.setCursor(43);
    await eventually(async () => {
      assert.ok((await marks.count()) >= 2);
    });
  });

  it("explains a number under the pointer", async () => {
    const number = workbench.page.locator(".view-line", { hasText: /^90,2$/ }).getByText("90");
    const hover = workbench.page.locator(".monaco-hover:visible", { hasText: "x̂ = " });
    await eventually(async () => {
      await workbench.page.mouse.move(0, 0); // VS Code asks for a hover once for each time that the pointer comes to rest
      await number.hover();
      await hover.waitFor({ timeout: 3000 });
    }, 30_000);
    assert.match(
      await hover.innerText(),
      /a · sample 41\s+x̂ = \(90 − [\d.]+\) ÷ √\([\d.]+ \+ 0\.00001\) = 6\.\d+, y = x̂/,
    );
    await workbench.screenshot("text");
  });

  it("normalizes from the lens", async () => {
    await workbench.editor.setCursor(1);
    await eventually(async () => {
      await lenses.getByText("Normalize", { exact: true }).click();
      // A second click while the first is carried out would be on a lens that is gone.
      await workbench.tab("Batch Norm: far.csv").waitFor({ timeout: 15_000 });
    }, 45_000);
    const report = await workbench.reportFrame();
    await report.getByText("42 samples", { exact: false }).first().waitFor();
    assert.deepEqual(await workbench.notifications.texts(), []);
  });
});
