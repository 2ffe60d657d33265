import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("hovers, for a pointer that moves", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"), { width: 760 });
  });
  after(() => report.close());

  const hover = (): Locator => report.page.locator("bn-hover p");
  const cell = (feature: string, column: string): Locator => report.featureRow(feature).locator(`.${column}`);

  /** Moves the pointer there as a hand does, and waits for a hover that says something. */
  async function says(target: Locator, expected: RegExp): Promise<void> {
    await report.pointAt(target);
    await hover().filter({ hasText: expected }).waitFor({ timeout: 5000 });
  }

  it("come up over a number, and follow it to the next row and the next column", async () => {
    await says(cell("sepal_width", "mean"), /Mean of sepal_width: the average of its 150 values/);
    await says(cell("petal_length", "mean"), /Mean of petal_length/);
    await says(cell("petal_length", "variance"), /variance|squared|spread/i);
  });

  it("let the pointer reach the exact value below the sentence, and copy it", async () => {
    await says(cell("sepal_length", "mean"), /Mean of sepal_length/);
    await report.pointAt(report.page.locator("bn-hover .status"));
    await report.page.mouse.down();
    await report.page.mouse.up();
    await report.page.locator("bn-hover .status", { hasText: "Copied" }).waitFor();
    assert.equal(report.host.clipboard, "5.843333333333333");
  });

  it("say what a field is for", async () => {
    await says(report.frame.getByRole("textbox", { name: "eps" }), /constant|divid|variance/i);
  });

  it("give every button that is only an icon its name", async () => {
    const buttons = await report.frame.locator("button:visible").all();
    let numIcons = 0;
    for (const button of buttons) {
      const name = await button.getAttribute("aria-label");
      if (name === null || (await plainText(button)) !== "" || (await button.isDisabled())) continue;
      numIcons++;
      await report.page.mouse.move(2, 2, { steps: 3 });
      await report.pointAt(button);
      await hover().first().waitFor({ timeout: 5000 });
      assert.notEqual(await plainText(hover()), "", name);
    }
    assert.ok(numIcons >= 3, `${numIcons} buttons are only icons`);
  });

  it("go when the pointer leaves, and when a key is pressed", async () => {
    await says(cell("sepal_width", "mean"), /sepal_width/);
    await report.page.mouse.move(750, 5, { steps: 20 });
    await hover().waitFor({ state: "hidden" });
    await says(cell("sepal_width", "mean"), /sepal_width/);
    await report.press("Escape");
    await hover().waitFor({ state: "hidden" });
  });
});
