import assert from "node:assert/strict";
import { defaultLabSettings } from "../../../../src/shared/lab/settings.ts";
import {
  cellSettings,
  defaultSweep,
  outcomeText,
  sweepOrder,
  type CellNetwork,
} from "../../../../src/shared/lab/sweep.ts";
import { sweepCell } from "../../../../src/worker/lab/sweepCell.ts";
import { digits } from "./labDigits.ts";

const ended = (change: Partial<CellNetwork>): CellNetwork => ({
  loss: new Float64Array(0),
  low: new Float64Array(0),
  high: new Float64Array(0),
  endLoss: 0.03,
  diverged: 0,
  divergedAt: -1,
  stuck: false,
  trained: true,
  ...change,
});

describe("a sweep", () => {
  it("fills its cells from the middle outward, each once", () => {
    const order = sweepOrder(defaultSweep);
    assert.equal(order.length, 35);
    assert.deepEqual(order[0], { row: 2, column: 3 });
    assert.equal(new Set(order.map(({ row, column }) => `${row},${column}`)).size, 35);
    const corners = order.slice(-4).map(({ row, column }) => [row % 4, column % 6]);
    assert.deepEqual(corners, [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it("changes the two settings of a cell and no other", () => {
    const cell = cellSettings(defaultLabSettings, defaultSweep, 3, 4);
    assert.deepEqual(cell, { ...defaultLabSettings, weights: "he", learningRate: 1 });
  });

  it("says in words how a network ended", () => {
    assert.equal(outcomeText(ended({}), 3), "0.030");
    assert.equal(outcomeText(ended({ endLoss: 0.5 }), 3), "0.50");
    assert.equal(outcomeText(ended({ endLoss: 2.3, stuck: true }), 3), "no progress");
    assert.equal(outcomeText(ended({ diverged: 1 }), 3), "1 of 3 diverged");
    assert.equal(outcomeText(ended({ endLoss: NaN, diverged: 3 }), 3), "diverged");
  });

  it("trains both networks of a cell: with std 1 and learning rate 1 only batch norm survives", function () {
    this.timeout(60_000);
    const settings = {
      ...defaultLabSettings,
      activation: "relu",
      depth: 4,
      width: 40,
      weights: "1",
      steps: 60,
      seeds: 1,
    } as const;
    const [plain, batchNorm] = sweepCell(settings, digits());
    assert.equal(plain.diverged, 1);
    assert.ok(plain.loss.subarray(10).every(Number.isNaN));
    assert.equal(batchNorm.diverged, 0);
    assert.equal(batchNorm.loss.length, 30);
    assert.ok(batchNorm.endLoss < 2.3, `loss ${batchNorm.endLoss}`);
  });
});
