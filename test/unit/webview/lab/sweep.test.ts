import assert from "node:assert/strict";
import { defaultLabSettings } from "../../../../src/shared/lab/settings.ts";
import { defaultSweep, noSweep, type CellNetwork, type SweepState } from "../../../../src/shared/lab/sweep.ts";
import { cellChart, cellReading } from "../../../../webview/lab/sweep/cellChart.ts";
import { crossPlace } from "../../../../webview/lab/sweep/cellPaths.ts";
import { sweepCsv, sweepMarkdown } from "../../../../webview/lab/sweep/sweepExport.ts";
import { medianText, sweepSentence, valueHint } from "../../../../webview/lab/sweep/sweepText.ts";

const good: CellNetwork = {
  loss: Float64Array.of(2, 0.1),
  low: Float64Array.of(1.9, 0.05),
  high: Float64Array.of(2.1, 0.2),
  endLoss: 0.1,
  diverged: 0,
  divergedAt: -1,
  stuck: false,
  trained: true,
};
const none = Float64Array.of(2, NaN);
const bad: CellNetwork = {
  ...good,
  loss: none,
  low: none,
  high: none,
  endLoss: NaN,
  diverged: 3,
  divergedAt: 50,
  trained: false,
};
/** std 1 at learning rate 0.1 and 10: at 10 nothing trains. */
const sweep: SweepState = {
  ...noSweep,
  spec: defaultSweep,
  settings: defaultLabSettings,
  cells: [
    { row: 4, column: 2, networks: [bad, good] },
    { row: 4, column: 6, networks: [bad, bad] },
  ],
};

describe("a sweep's page", () => {
  it("says where batch norm trains, and where it does not make the choice free", () => {
    assert.deepEqual(sweepSentence(sweep), {
      main: "Batch norm trains in 1 of 2 settings, the plain network in 0.",
      rest: "It does not make the choice free: with lr 10 it trains nowhere. Nowhere does the plain network train and end lower.",
    });
    const better = { ...sweep, cells: [{ row: 3, column: 2, networks: [{ ...good, endLoss: 0.01 }, good] as const }] };
    assert.match(sweepSentence(better)?.rest ?? "", /^In 1 of them the plain network trains and ends lower/);
  });

  it("says nothing of what is nowhere while cells are still missing", () => {
    assert.doesNotMatch(sweepSentence({ ...sweep, running: { row: 0, column: 0 } })?.rest ?? "", /free/);
  });

  it("speaks of one seed as of one", () => {
    assert.deepEqual([1, 3].map(medianText), ["of one seed", "median of 3 seeds"]);
  });

  it("says what Xavier and He come to over the layers", () => {
    assert.equal(valueHint("weights", 2, defaultLabSettings, 64, 10), "std 0.1–0.13");
    assert.equal(valueHint("weights", 0, defaultLabSettings, 64, 10), "");
  });

  it("puts a cross where a network diverged, small and large", () => {
    assert.deepEqual([crossPlace(bad, 200), crossPlace(good, 200)], [25, null]);
    const chart = cellChart(sweep.cells[0], defaultSweep);
    assert.deepEqual(
      chart.marks.map(({ role, x, shape }) => [role, x, shape]),
      [["plain", 50, "cross"]],
    );
    assert.deepEqual(
      chart.lines[1].points.map(({ x }) => x),
      [1, 6],
    );
    assert.equal(cellReading(sweep.cells[0], 3), "without diverged, with 0.10");
  });

  it("leaves as CSV with a row per cell and network, and as Markdown with the grid", () => {
    const lines = sweepCsv(sweep).trim().split("\n");
    assert.equal(lines.length, 5);
    assert.deepEqual(lines.slice(1, 3), ["1,0.1,plain,,3,50,false", "1,0.1,batchNorm,0.1,0,,true"]);
    const markdown = sweepMarkdown(sweep, "digits.csv").split("\n");
    assert.equal(
      markdown.find((line) => line.startsWith("| std 1 ")),
      "| std 1 |  |  | diverged / 0.10 |  |  |  | diverged / diverged |",
    );
    assert.match(markdown.at(-2) ?? "", /digits\.csv, 3 × 100 sigmoid/);
  });
});
