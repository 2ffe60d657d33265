import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("the bins of the distribution chart", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"));
    await report.select("sepal_length");
  });
  after(() => report.close());

  const readout = () => report.part("bn-bins #readout");

  it("are read under the pointer: range, count, share and quantiles", async () => {
    assert.match(await plainText(readout()), /^Point at a bar/);
    const area = report.part("bn-bins .area");
    const box = await area.boundingBox();
    assert.ok(box);
    await area.hover({ position: { x: box.width - 24, y: box.height - 4 } });
    await report.says("bn-bins #readout", /^x 7\.85 to 8\.05, y .*: 1 value, 0\.7%; quantiles 99\.3% to 100%$/);
    await report.page.mouse.move(2, 2);
    await report.says("bn-bins #readout", /^Point at a bar/);
  });

  it("are read by the keyboard, and their numbers add up", async () => {
    const area = report.part("bn-bins .area");
    await area.focus();
    const last = Number(await area.getAttribute("aria-valuemax"));
    let sum = 0;
    let quantile = "0%";
    for (let bin = 1; bin <= last; bin++) {
      await report.press(bin === 1 ? "Home" : "ArrowRight");
      await eventually(async () => {
        assert.equal(await area.getAttribute("aria-valuenow"), String(bin));
      });
      const [, count, from, to] =
        /: (\d+) values?, .*; quantiles (\S+) to (\S+)/.exec(await plainText(readout())) ?? [];
      sum += Number(count);
      assert.equal(from, quantile);
      quantile = to;
    }
    assert.deepEqual([sum, quantile], [150, "100%"]);
    await report.press("Escape");
    await report.says("bn-bins #readout", /^Point at a bar/);
    await report.assertAccessible();
  });

  it("select the rows of their values in the editor, which the Values tab then shows alone", async () => {
    const area = report.part("bn-bins .area");
    await area.focus();
    await report.press("End");
    await report.press("ArrowLeft");
    await report.press("Enter");
    const lines = [119, 120, 124, 137];
    await eventually(() => {
      const asked = report.host.requests.filter(({ type }) => type === "source/selectLines").at(-1);
      assert.deepEqual([...((asked?.params ?? {}) as { lines: Uint32Array }).lines], lines);
      return Promise.resolve();
    });
    await report.press("Escape");
    await readout().getByRole("button", { name: "Show" }).click();
    await report.says("bn-values [role=status]", /^sepal_length from 7\.65 to 7\.85: 4 of 150 values\./);
    assert.equal(await report.part("bn-values .value").count(), 4);
    assert.match(await plainText(report.part("bn-values .value").first()), /^118 119 7\.7 /);
    await report.part("bn-values .scroller").focus();
    await report.press("ArrowDown");
    await report.press("ArrowDown");
    await report
      .part("bn-values .chosen")
      .filter({ hasText: /^\s*119/ })
      .waitFor();
  });

  it("leave all values when the filter is taken off", async () => {
    await report.part("bn-values").getByRole("button", { name: "Show all" }).click();
    await report.part("bn-values [role=status]").waitFor({ state: "detached" });
    await report.says("bn-values .scroller", /^row line .* 1 2 5\.1 /);
  });
});
