import assert from "node:assert/strict";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

describe("the report on iris", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"), { width: 1600 });
  });
  after(() => report.close());

  it("says what was read", async () => {
    const text = await report.text();
    assert.match(text, /iris\.csv lines 2–151 150 samples × 4 features/);
    assert.match(text, /Column species is left out: its 150 values are text/);
  });

  it("shows μ and the biased σ² of every feature", async () => {
    for (const [name, mean, variance] of [
      ["sepal_length", "5.8433", "0.6811"],
      ["sepal_width", "3.0573", "0.1887"],
      ["petal_length", "3.7580", "3.0955"],
      ["petal_width", "1.1993", "0.5771"],
    ]) {
      const cells = await report.cells(name);
      assert.ok(cells.includes(mean) && cells.includes(variance), `${name}: ${cells.join(" | ")}`);
    }
  });

  it("says the same in the table of the detail", async () => {
    await report.select("sepal_length");
    await report.waitForStatistics("x", ["5.8433", "0.6811"]);
    await report.waitForStatistics("x̂", ["0", "0.999985"]);
  });

  it("doubles the output's σ when γ is dragged from 1 to 2, and leaves its mean where β puts it", async () => {
    await report.select("sepal_length");
    const slider = report.slider("γ");
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    assert.ok(box);
    const at = (gamma: number): number => box.x + 6.5 + (gamma / 3) * (box.width - 13);
    const { mouse } = report.page;
    await mouse.move(at(1), box.y + box.height / 2);
    await mouse.down();
    await mouse.move(at(1.5), box.y + box.height / 2, { steps: 5 });
    await mouse.move(at(2), box.y + box.height / 2, { steps: 5 });
    await mouse.up();
    // The mouse ends within a pixel of 2: read γ, then hold the variance to γ².
    const gamma = Number(await report.frame.getByRole("textbox", { name: /γ/ }).inputValue());
    assert.ok(Math.abs(gamma - 2) <= 0.03, `γ is ${gamma}`);
    await report.setField(/γ/, "2");
    await report.waitForStatistics("y", ["0", "3.9999"]);
    await report.setField(/β/, "0.5");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
    const cells = await report.cells("sepal_length");
    assert.ok(cells.includes("2") && cells.includes("0.5"), cells.join(" | "));
  });

  it("shows a wrong eps beside its field and keeps the last good numbers", async () => {
    const before = await report.cells("sepal_width");
    await report.setField("eps", "-1");
    await report.frame.getByText("eps must be 0 or greater, got -1").waitFor();
    assert.deepEqual(await report.cells("sepal_width"), before);
  });
});
