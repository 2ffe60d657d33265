import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("undo in the report", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"));
    await report.select("sepal_length");
  });
  after(() => report.close());

  const gamma = (): ReturnType<OpenReport["part"]> => report.part(".handle.gamma");
  const isGamma = (check: (value: number) => boolean): Promise<void> =>
    eventually(async () => {
      const value = Number(await gamma().getAttribute("aria-valuenow"));
      assert.ok(check(value), `γ is ${value}`);
    });

  it("takes a whole drag of γ back with Ctrl+Z, and does it again with Ctrl+Shift+Z and Ctrl+Y", async () => {
    await report.drag(gamma(), 40);
    await isGamma((value) => value > 1.1);
    const dragged = Number(await gamma().getAttribute("aria-valuenow"));
    await report.page.keyboard.press("Control+z");
    await isGamma((value) => value === 1);
    await report.waitForStatistics("y", ["0"]);
    await report.page.keyboard.press("Control+Shift+Z");
    await isGamma((value) => value === dragged);
    await report.page.keyboard.press("Control+z");
    await isGamma((value) => value === 1);
    await report.page.keyboard.press("Control+y");
    await isGamma((value) => value === dragged);
  });

  it("says in the menu what it would undo, and does it", async () => {
    const menu = report.page.locator("bn-head bn-menu-button");
    await menu.getByRole("button", { name: "More Actions" }).click();
    assert.match(await plainText(menu.locator("[role=menu]")), /Undo γ of sepal_length/);
    await menu.getByRole("menuitem", { name: "Undo γ of sepal_length" }).click();
    await isGamma((value) => value === 1);
    await menu.getByRole("button", { name: "More Actions" }).click();
    assert.equal(await menu.getByRole("menuitem", { name: "Undo", exact: true }).isDisabled(), true);
    await menu.getByRole("menuitem", { name: "Redo γ of sepal_length" }).click();
    await isGamma((value) => value > 1.1);
  });

  it("leaves Ctrl+Z to a field of text", async () => {
    const filter = report.page.locator("bn-features input").first();
    await filter.fill("petal");
    await filter.press("Control+z");
    await eventually(async () => {
      assert.equal(await filter.inputValue(), "");
    });
    await isGamma((value) => value > 1.1);
  });
});
