import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "./support/eventually.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

const title = "Batch Normalization, Step by Step";

async function openWalkthrough(workbench: Workbench): Promise<void> {
  await workbench.runCommandAndPick("Welcome: Open Walkthrough...", title);
  await step(workbench, "Normalize nine numbers").waitFor();
}

function step({ page }: Workbench, name: string): Locator {
  return page.locator(".getting-started-step").filter({ has: page.locator(".step-title", { hasText: name }) });
}

/** Opens a step, on the walkthrough's tab. */
async function choose(workbench: Workbench, name: string): Promise<void> {
  await workbench.page
    .locator(".tabs-container .tab")
    .filter({ hasText: /Welcome|Walkthrough/ })
    .click();
  const row = step(workbench, name);
  try {
    await row.click({ timeout: 5000 });
  } catch {
    // VS Code has gone back to its list of walkthroughs; the steps are disabled then.
    await workbench.page.locator("button.getting-started-category:visible", { hasText: title }).click();
    await row.click();
  }
}

/** Presses a button of the step that is open. */
async function press({ page }: Workbench, button: string): Promise<void> {
  await page.locator(".getting-started-step .monaco-button:visible", { hasText: button }).click();
}

/** The texts in the picture that is shown. */
async function pictureTexts({ page }: Workbench): Promise<string[]> {
  const texts = page.frames().map((frame) => frame.locator("svg text").allTextContents());
  return (await Promise.all(texts)).flat();
}

const isDone = (workbench: Workbench, name: string): Promise<void> =>
  step(workbench, name).locator("[role=checkbox][aria-checked=true]").waitFor({ state: "attached" });

/** What stands in the picture of each step. */
const pictures = ["−0.6577", "100", "β", "+ 0.1 ·", ",setosa", "L"];

describe("the walkthrough", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ folder: null, viewport: { width: 1600, height: 950 } });
    await openWalkthrough(workbench);
  });
  after(() => workbench.close());

  it("has six steps, with a picture drawn in the theme's colours", async () => {
    assert.equal(await workbench.page.locator(".getting-started-step").count(), 6);
    await eventually(async () => {
      assert.ok((await pictureTexts(workbench)).includes("−1.3246"));
    });
  });

  it("shows a picture at every step", async () => {
    const steps = workbench.page.locator(".getting-started-step");
    for (const [n, text] of pictures.entries()) {
      await steps.nth(n).click();
      await eventually(async () => {
        assert.ok((await pictureTexts(workbench)).some((found) => found.includes(text)));
      });
      await workbench.screenshot(`walkthrough-${n + 1}`);
    }
  });

  it("normalizes nine numbers by its button, and ticks the step off", async () => {
    await choose(workbench, "Normalize nine numbers");
    await press(workbench, "Open and Normalize");
    const report = await ReportPage.of(workbench);
    await eventually(async () => {
      assert.match(await report.text(), /3 samples/);
    });
    await workbench.screenshot("walkthrough-nine-numbers");
    await choose(workbench, "See that scale does not matter");
    await isDone(workbench, "Normalize nine numbers");
  });

  it("shows the Inspector, in which two scales give the same", async () => {
    await press(workbench, "Open scales.csv");
    await workbench.tab("scales.csv").waitFor();
    await workbench.runCommand("View: Show Batch Norm");
    await workbench.editor.focus();
    for (const column of [1, 5]) {
      await workbench.editor.setCursor(2, column);
      await eventually(async () => {
        const inspector = (await panelFrame(workbench.page, "inspector")).locator("bn-inspector");
        const text = await inspector.evaluate((element) => element.shadowRoot?.textContent ?? "");
        assert.match(text, /1\.4142|1\.4141/);
      });
    }
    await choose(workbench, "Drag γ and β");
    await isDone(workbench, "See that scale does not matter");
  });

  it("ticks off that γ was changed", async () => {
    await press(workbench, "Open and Normalize iris.csv");
    const report = await ReportPage.named(workbench, "iris.csv");
    await report.select("sepal_length");
    await report.setField(/γ|gamma/i, "1.5");
    await choose(workbench, "Compare training with evaluation");
    await isDone(workbench, "Drag γ and β");
  });

  it("puts the sample layer on its activations", async () => {
    await press(workbench, "Load the Layer");
    await eventually(async () => {
      assert.match(await (await ReportPage.of(workbench)).text(), /The running statistics give means/);
    });
    await workbench.screenshot("walkthrough-evaluation");
    await choose(workbench, "Take the numbers with you");
    await isDone(workbench, "Compare training with evaluation");
  });

  it("opens the lab in its last step", async () => {
    await choose(workbench, "Train with and without it");
    await press(workbench, "Open Network Lab");
    await panelFrame(workbench.page, "lab");
    await choose(workbench, "Take the numbers with you");
    await isDone(workbench, "Train with and without it");
  });
});
