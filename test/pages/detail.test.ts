import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("the detail of the report on iris", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"));
  });
  after(() => report.close());

  const valueOf = async (handle: Locator): Promise<number> => Number(await handle.getAttribute("aria-valuenow"));

  it("draws every feature before and after, and two heat maps, for all features", async () => {
    await report.part("bn-ridges li").nth(3).waitFor();
    assert.match(await plainText(report.part("bn-ridges li").nth(2)), /^petal_length 3\.758 ± 1\.7594$/);
    await report.part("bn-heat-maps canvas.after").waitFor();
    await report.says("bn-heat-maps section", /one column per sample, in file order/);
  });

  it("draws them pooled as well, with the mean and spread of each", async () => {
    const choice = report.part("bn-segmented").first();
    await choice.getByRole("radio", { name: "Pooled", exact: true }).click();
    await report.part("bn-moments canvas").nth(1).waitFor();
    assert.match(await plainText(report.part("bn-moments .names").first()), /sepal_length sepal_width/);
    await choice.getByRole("radio", { name: "Each feature" }).click();
    await report.part("bn-moments").waitFor({ state: "detached" });
  });

  it("says in the chart's name what the chart shows", async () => {
    await report.select("sepal_length");
    const chart = report.part("bn-distribution .chart canvas");
    await eventually(async () => {
      const label = await chart.getAttribute("aria-label");
      assert.match(label ?? "", /sepal_length: x has mean 5\.8433 and standard deviation 0\.8253/);
    });
  });

  it("moves β by dragging the mean of y, and γ by dragging its end", async () => {
    const [beta, gamma] = [report.part(".handle.beta"), report.part(".handle.gamma")];
    await report.drag(beta, 60);
    const shifted = await valueOf(beta);
    assert.ok(shifted > 0.2, `β is ${shifted}`);
    assert.equal(await valueOf(gamma), 1);
    await report.waitForStatistics("y", [String(shifted)]);
    await report.drag(gamma, 40);
    const scaled = await valueOf(gamma);
    assert.ok(scaled > 1.1, `γ is ${scaled}`);
    assert.equal(await valueOf(beta), shifted);
    await eventually(async () => {
      const [, variance] = await report.statistics("y");
      assert.ok(Math.abs(Number(variance) - scaled * scaled) < 1e-3, `${variance} for γ ${scaled}`);
    });
  });

  it("takes a drag back with Escape", async () => {
    const beta = report.part(".handle.beta");
    const before = await valueOf(beta);
    await report.drag(beta, 80, async () => {
      await eventually(async () => {
        assert.ok((await valueOf(beta)) > before);
      });
      await report.press("Escape");
    });
    await eventually(async () => {
      assert.equal(await valueOf(beta), before);
    });
  });

  it("moves them by keyboard: steps, larger steps, and Home", async () => {
    const gamma = report.part(".handle.gamma");
    await gamma.focus();
    await report.press("Home");
    await report.press("ArrowRight");
    await report.press("Shift+ArrowRight");
    await eventually(async () => {
      assert.equal(await valueOf(gamma), 1.11);
      const text = await gamma.getAttribute("aria-valuetext");
      assert.equal(text, "gamma 1.11, output standard deviation 1.11");
    });
  });

  it("explains a value with numbers from which a calculator gets the result", async () => {
    await report.setField(/^γ/, "1.6");
    await report.setField(/^β/, "0.5");
    await report.says("bn-explain dl", /1\.6 · \(−0\.900675\) \+ 0\.5 .*y = −0\.9411/);
    await report.setField("Row", "2");
    await report.says("bn-explain dl", /row 2 of sepal_length x = 4\.9/);
    await report.part("bn-explain .link").click();
    assert.deepEqual(await report.revealed(), { kind: "value", feature: 0, index: 1 });
  });

  it("follows the editor's cursor to another value", async () => {
    await report.host.post("cursor/value", { feature: 2, index: 4 });
    await eventually(async () => {
      assert.equal(await plainText(report.part(".title h2")), "petal_length");
    });
    await report.says("bn-explain dl", /row 5 of petal_length/);
  });

  it("gives x its own axis, and hides a series", async () => {
    await report.part("bn-segmented").getByRole("radio", { name: "Own axes" }).click();
    await report.says(".notes", /Top axis: petal_length as it is in the file/);
    const input = report.part(".legend").getByRole("button", { name: /input/ });
    await input.click();
    assert.equal(await input.getAttribute("aria-pressed"), "false");
    await input.click();
  });

  it("goes through features and tabs by keyboard", async () => {
    await report.select("sepal_length");
    const tab = report.frame.getByRole("tab", { name: "Distribution" });
    await tab.focus();
    await report.press("ArrowRight");
    await eventually(async () => {
      const values = report.frame.getByRole("tab", { name: "Values" });
      assert.equal(await values.getAttribute("aria-selected"), "true");
    });
    await report.press("Alt+ArrowDown");
    await eventually(async () => {
      assert.equal(await plainText(report.part(".title h2")), "sepal_width");
    });
  });

  it("lists the values, and asks the editor to show one", async () => {
    await report.select("sepal_length");
    await report.openTab("Values");
    const row = report.part("bn-values .value").nth(14);
    await eventually(async () => {
      assert.match(await plainText(row), /^15 16 5\.8/);
    });
    await row.click();
    assert.equal(await row.getAttribute("aria-selected"), "true");
    assert.deepEqual(await report.revealed(), { kind: "value", feature: 0, index: 14 });
  });

  it("says what an activation does to the values, without batch norm and with it", async () => {
    await report.select("petal_length");
    await report.openTab("Activation");
    await report.part("bn-activation").getByRole("radio", { name: "Sigmoid" }).click();
    await report.says(
      "bn-activation .sentence",
      /67% of petal_length lies where sigmoid is flat.* is 0\.0575\. With it 0% does.* 0\.2008 \(at most 0\.25\)/,
    );
    await report.says("bn-activation [data-share=with]", /0% 50% 50% 0\.2008/);
  });

  it("splits the samples into batches, and shows what PyTorch does with batches of 1", async () => {
    await report.select("petal_length");
    await report.openTab("Mini-batches");
    await report.says("bn-batches .sentence", /150 samples make 9 batches of 16 and a last one of 6/);
    await report.part("bn-batches").getByRole("radio", { name: "In file order" }).click();
    await report.says("bn-batches .sentence", /the rows are not in random order/);
    await report.setField("Batch size", "1");
    await report.says("bn-batches .refused", /Expected more than 1 value per channel when training/);
    await report.setField("Batch size", "16");
  });

  it("shows what of a gradient goes on", async () => {
    await report.select("sepal_length");
    await report.openTab("Gradients");
    await report.says("bn-gradients .sentence", /removes from the gradient whatever a shift or a scale of the batch/);
    await report.says("bn-gradients [data-gradient='dL/db']", /^0$/);
    await report.part("bn-gradients").getByRole("radio", { name: "Ones" }).click();
    await report.says("bn-gradients .sentence", /0 everywhere/);
  });

  for (const tab of ["Distribution", "Values", "Activation", "Mini-batches", "Gradients"]) {
    it(`has nothing that axe objects to in ${tab}`, async () => {
      await report.select("sepal_length");
      await report.openTab(tab);
      await report.part("[role=tabpanel] canvas").first().waitFor();
      await report.assertAccessible();
    });
  }
});

describe("charts beside each other", () => {
  it("are level, however long the text above one of them is", async () => {
    const report = await openReport(sample("iris.csv"), { width: 690 });
    await report.select("petal_length");
    for (const tab of ["Gradients", "Mini-batches"]) {
      await report.openTab(tab);
      const canvases = report.part("bn-plot canvas");
      await canvases.nth(1).waitFor();
      const tops = await canvases.evaluateAll((all) =>
        all.map((canvas) => canvas.getBoundingClientRect()).map(({ top, left }) => ({ top, left })),
      );
      for (const [i, { top, left }] of tops.entries()) {
        // The next one is beside it if it starts farther right.
        if (i + 1 < tops.length && tops[i + 1].left > left + 10) assert.equal(tops[i + 1].top, top, tab);
      }
    }
    await report.close();
  });
});
