import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { LabHost } from "../../scripts/preview/labHost.ts";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openTab, type OpenTab } from "./support/openTab.ts";
import { pages } from "./support/pages.ts";

/** Whether an element lies below the page's header and above its lower edge. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 38 && bottom <= window.innerHeight;
}

describe("the page of the network lab", function () {
  this.timeout(120_000);

  let tab: OpenTab;
  let page: Page;
  let host: LabHost;
  // Every test begins with the bundled digits and the first settings.
  beforeEach(async () => {
    tab = await openTab({ width: 1500, height: 1500 });
    ({ page } = tab);
    host = new LabHost(page);
    await host.start();
    await page.goto(pages().url("light", "lab"));
    await page.getByRole("heading", { name: "Input of each" }).waitFor();
  });
  afterEach(async () => {
    assert.deepEqual([...tab.console, ...host.failures], []);
    await tab.close();
  });

  /** Types into a number's field and leaves it. */
  async function setNumber(label: string, value: string): Promise<void> {
    const field = page.getByRole("textbox", { name: label, exact: true });
    await field.fill(value);
    await field.press("Enter");
  }

  it("trains on the bundled digits and tells what the run shows", async () => {
    await page.getByText("Press Run to train both networks").waitFor();
    await setNumber("Seeds", "2");
    await setNumber("Width", "20");
    await setNumber("Target loss", "0.5");
    await setNumber("Steps", "200");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 100_000 });
    await eventually(async () => {
      const said = await plainText(page.getByRole("region", { name: "What this run shows" }));
      assert.match(said, /^What this run shows Batch norm reached loss 0\.5 in \d+(–\d+)? steps/i);
    });
    await tab.assertAccessible("bn-lab");
  });

  it("answers two of the claims, and opens one of them in Train", async () => {
    // So low that the last rows of cards are out of sight of the first.
    await page.setViewportSize({ width: 1500, height: 620 });
    await page.getByRole("tab", { name: "Experiments" }).click();
    for (const question of ["4. Saturated inputs", "7. Does a bias"]) {
      await page.getByRole("article", { name: question }).getByRole("button", { name: "Run" }).click();
    }
    const bias = page.getByRole("article", { name: "7. Does a bias" });
    await bias.getByText("Holds").waitFor({ timeout: 60_000 });
    assert.match(
      await plainText(bias),
      /None but rounding: the largest \|∂loss\/∂b\| of a hidden layer is .* in float32/,
    );
    await bias.getByRole("button", { name: "More", exact: true }).click();
    await bias.getByRole("heading", { name: "Why it may differ for you" }).waitFor();
    // The card has moved to the top of the grid, and the page with it: its question is seen, and it has the focus.
    await eventually(async () => {
      const heading = bias.getByRole("heading", { name: "7. Does a bias" });
      assert.ok(await heading.evaluate(isInView), "the question is out of sight");
      assert.ok(await bias.evaluate((card) => card.matches(":focus")), "the focus is elsewhere");
    });
    await tab.assertAccessible("bn-lab");
    await bias.getByRole("button", { name: "Open in Train" }).click();
    await eventually(async () => {
      assert.equal(await page.getByRole("textbox", { name: "Hidden layers", exact: true }).inputValue(), "5");
    });
  });

  it("sweeps two settings, and opens a cell in Train", async () => {
    for (const [label, value] of [
      ["Width", "12"],
      ["Hidden layers", "2"],
    ] as const) {
      await setNumber(label, value);
    }
    await page.getByRole("tab", { name: "Sweep" }).click();
    await setNumber("Seeds", "2");
    await setNumber("Steps", "60");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("gridcell", { name: /^Xavier, lr 0\.3: without .* with / }).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 100_000 });
    await tab.assertAccessible("bn-lab");
    const cell = page.getByRole("gridcell", { name: /^He, lr 1: / });
    await cell.click();
    await cell.press("Enter");
    await eventually(async () => {
      assert.equal(await page.getByRole("textbox", { name: "Learning rate", exact: true }).inputValue(), "1");
    });
  });

  it("says beside the control what keeps a run from starting, and when a network diverged", async () => {
    const rate = page.getByRole("textbox", { name: "Learning rate", exact: true });
    await rate.fill("fast");
    await page.getByText('learning rate requires a number above 0, got "fast"').first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Run", exact: true }).isDisabled(), true);
    await rate.press("Escape");
    await setNumber("Batch size", "2000");
    await page.getByText("batch size requires at most 1437 training rows, got 2000").first().waitFor();
    await page.getByRole("button", { name: "Use 1437" }).click();
    await setNumber("Batch size", "64");
    await page.getByRole("button", { name: "Larger initial weights" }).click();
    for (const [label, value] of [
      ["Hidden layers", "5"],
      ["Seeds", "1"],
      ["Steps", "40"],
      ["Learning rate", "10"],
    ] as const) {
      await setNumber(label, value);
    }
    await page.getByRole("combobox", { name: "Activation" }).click();
    await page.getByRole("option", { name: "ReLU" }).click();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page
      .getByText(/the loss became NaN at step \d+/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Use Learning Rate 3" }).click();
    await page.getByText("These are the results of the last run, on digits.csv.").waitFor();
  });
});
