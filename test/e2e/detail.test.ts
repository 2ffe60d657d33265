import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "./support/eventually.ts";
import { plainText } from "./support/panelFrame.ts";
import { assertAccessible, ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the detail of the report on iris", () => {
  let workbench: Workbench;
  let report: ReportPage;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1300 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
  });
  after(() => workbench.close());

  const part = (selector: string): Locator => report.frame.locator(`bn-detail ${selector}`);

  /** Waits until a part of the page says something. */
  const says = (selector: string, expected: RegExp): Promise<void> =>
    eventually(async () => {
      assert.match(await plainText(part(selector).first()), expected);
    });

  /** Drags a handle by so many pixels, with steps a person would make, and does something before letting it go. */
  const drag = async (handle: Locator, pixels: number, beforeRelease?: () => Promise<void>): Promise<void> => {
    const box = await handle.boundingBox();
    assert.ok(box, "the handle is on screen");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await workbench.page.mouse.move(x, y);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(x + pixels / 2, y, { steps: 4 });
    await workbench.page.mouse.move(x + pixels, y, { steps: 4 });
    await beforeRelease?.();
    await workbench.page.mouse.up();
  };

  const valueOf = async (handle: Locator): Promise<number> => Number(await handle.getAttribute("aria-valuenow"));

  it("draws every feature's mean and spread, and two heat maps, for all features", async () => {
    await part("bn-moments canvas").nth(1).waitFor();
    await part("bn-heat-maps canvas.after").waitFor();
    await says("bn-heat-maps section", /one column per sample, in file order/);
  });

  it("says in the chart's name what the chart shows", async () => {
    await report.select("sepal_length");
    const chart = part("bn-distribution .chart canvas");
    await eventually(async () => {
      const label = await chart.getAttribute("aria-label");
      assert.match(label ?? "", /sepal_length: x has mean 5\.8433 and standard deviation 0\.8253/);
    });
  });

  it("moves β by dragging the mean of y, and γ by dragging its end", async () => {
    const [beta, gamma] = [part(".handle.beta"), part(".handle.gamma")];
    await drag(beta, 60);
    const shifted = await valueOf(beta);
    assert.ok(shifted > 0.2, `β is ${shifted}`);
    assert.equal(await valueOf(gamma), 1);
    await report.waitForStatistics("y", [String(shifted)]);
    await drag(gamma, 40);
    const scaled = await valueOf(gamma);
    assert.ok(scaled > 1.1, `γ is ${scaled}`);
    assert.equal(await valueOf(beta), shifted);
    await eventually(async () => {
      const [, variance] = await report.statistics("y");
      assert.ok(Math.abs(Number(variance) - scaled * scaled) < 1e-3, `${variance} for γ ${scaled}`);
    });
  });

  it("takes a drag back with Escape", async () => {
    const beta = part(".handle.beta");
    const before = await valueOf(beta);
    await drag(beta, 80, async () => {
      await eventually(async () => {
        assert.ok((await valueOf(beta)) > before);
      });
      await workbench.press("Escape");
    });
    await eventually(async () => {
      assert.equal(await valueOf(beta), before);
    });
  });

  it("moves them by keyboard: steps, larger steps, and Home", async () => {
    const gamma = part(".handle.gamma");
    await gamma.focus();
    await workbench.press("Home");
    await workbench.press("ArrowRight");
    await workbench.press("Shift+ArrowRight");
    await eventually(async () => {
      assert.equal(await valueOf(gamma), 1.11);
      const text = await gamma.getAttribute("aria-valuetext");
      assert.equal(text, "gamma 1.11, output standard deviation 1.11");
    });
  });

  it("explains a value with numbers from which a calculator gets the result", async () => {
    await report.setField(/^γ/, "1.6");
    await report.setField(/^β/, "0.5");
    await says("bn-explain dl", /1\.6 · \(−0\.900675\) \+ 0\.5 .*y = −0\.9411/);
    await report.setField("Row", "2");
    await says("bn-explain dl", /row 2 of sepal_length x = 4\.9/);
    await part("bn-explain .link").click();
    await workbench.editor.focus();
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 3, Col 4 \(3 selected\)/);
    });
  });

  it("follows the editor's cursor to another value", async () => {
    await workbench.editor.setCursor(6, 10);
    await eventually(async () => {
      assert.equal(await plainText(part(".title h2")), "petal_length");
    });
    await says("bn-explain dl", /row 5 of petal_length/);
  });

  it("gives x its own axis, and hides a series", async () => {
    await part("bn-segmented").getByRole("radio", { name: "Own axes" }).click();
    await says(".notes", /Top axis: petal_length as it is in the file/);
    const input = part(".legend").getByRole("button", { name: /input/ });
    await input.click();
    assert.equal(await input.getAttribute("aria-pressed"), "false");
    await input.click();
  });

  it("goes through features and tabs by keyboard", async () => {
    await report.select("sepal_length");
    const tab = report.frame.getByRole("tab", { name: "Distribution" });
    await tab.focus();
    await workbench.press("ArrowRight");
    await eventually(async () => {
      const values = report.frame.getByRole("tab", { name: "Values" });
      assert.equal(await values.getAttribute("aria-selected"), "true");
    });
    await workbench.press("Alt+ArrowDown");
    await eventually(async () => {
      assert.equal(await plainText(part(".title h2")), "sepal_width");
    });
  });

  it("lists the values, and shows one in the editor without taking the focus", async () => {
    await report.select("sepal_length");
    await report.openTab("Values");
    const row = part("bn-values .value").nth(14);
    await eventually(async () => {
      assert.match(await plainText(row), /^15 16 5\.8/);
    });
    await row.click();
    assert.equal(await row.getAttribute("aria-selected"), "true");
    await workbench.editor.focus();
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 16, Col 4/);
    });
  });

  it("says what an activation does to the values, without batch norm and with it", async () => {
    await report.select("petal_length");
    await report.openTab("Activation");
    await part("bn-activation").getByRole("radio", { name: "Sigmoid" }).click();
    await says(
      "bn-activation .sentence",
      /67% of petal_length lies where sigmoid is flat.* is 0\.0575\. With it 0% does.* 0\.2008 \(at most 0\.25\)/,
    );
    await says("bn-activation [data-share=with]", /0% 50% 50% 0\.2008/);
  });

  it("splits the samples into batches, and shows what PyTorch does with batches of 1", async () => {
    await report.select("petal_length");
    await report.openTab("Mini-batches");
    await says("bn-batches .sentence", /150 samples make 9 batches of 16 and a last one of 6/);
    await part("bn-batches").getByRole("radio", { name: "In file order" }).click();
    await says("bn-batches .sentence", /the rows are not in random order/);
    await report.setField("Batch size", "1");
    await says("bn-batches .refused", /Expected more than 1 value per channel when training/);
    await report.setField("Batch size", "16");
  });

  it("shows what of a gradient goes on", async () => {
    await report.select("sepal_length");
    await report.openTab("Gradients");
    await says("bn-gradients .sentence", /removes from the gradient whatever a shift or a scale of the batch/);
    await says("bn-gradients [data-gradient='dL/db']", /^0$/);
    await part("bn-gradients").getByRole("radio", { name: "Ones" }).click();
    await says("bn-gradients .sentence", /0 everywhere/);
  });

  for (const tab of ["Distribution", "Values", "Activation", "Mini-batches", "Gradients"]) {
    it(`has nothing that axe objects to in ${tab}`, async () => {
      await report.openTab(tab);
      await part("[role=tabpanel] canvas").first().waitFor();
      await assertAccessible(workbench);
      await workbench.screenshot(`detail-${tab}`);
    });
  }
});
