import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { openSideBar } from "./support/sideBar.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** What the view says, white space made plain. */
async function inspectorText({ page }: Workbench): Promise<string> {
  const inspector = (await panelFrame(page, "inspector")).locator("bn-inspector");
  const text = await inspector.evaluate((element) => element.shadowRoot?.textContent ?? "");
  return text.replaceAll(/\s+/g, " ").trim();
}

describe("the Inspector view", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  const shows = (...expected: RegExp[]): Promise<void> =>
    eventually(async () => {
      const text = await inspectorText(workbench);
      for (const pattern of expected) assert.match(text, pattern);
    });

  it("says what to do while nothing is inspected", async () => {
    await openSideBar(workbench);
    await shows(/Put the cursor on a number/);
    await workbench.page.locator(".activitybar").getByRole("tab", { name: "Explorer" }).click();
  });

  it("shows a value on its way through the layer", async () => {
    await workbench.openFile("iris.csv");
    await openSideBar(workbench);
    await workbench.editor.focus();
    await workbench.editor.setCursor(2, 2);
    await shows(
      /sepal_length/,
      /sample 1, line 2/,
      /value x 5\.1/,
      /normalized x̂ −0\.9007/,
      /\(5\.1 − 5\.84333\) ÷ √\(0\.681122 \+ 0\.00001\)/,
    );
    await shows(/32 of 150 values are less \(21%\)/);
    await workbench.screenshot("inspector-value-dark");
  });

  it("follows the cursor to the name of a column", async () => {
    await workbench.editor.setCursor(1, 30);
    await shows(/petal_length/, /values 150/, /variance σ² 3\.0955/);
  });

  it("follows the report's γ and β where it is about the value", async () => {
    await workbench.runCommand("Normalize Selection");
    const report = await workbench.reportFrame();
    await report.getByText("150 samples", { exact: false }).first().waitFor();
    await workbench.editor.focus();
    await workbench.editor.setCursor(3, 2);
    await shows(/sample 2, line 3/, /value x 4\.9/);
  });

  it("shows nothing of a document that was closed", async () => {
    await workbench.tab("iris.csv").first().hover();
    await workbench.tab("iris.csv").first().locator(".tab-actions a").click();
    await shows(/Put the cursor on a number/);
  });

  it("shows nothing of the network", () => {
    assert.deepEqual(workbench.foreignRequests, []);
  });
});
