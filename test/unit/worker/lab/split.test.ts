import assert from "node:assert/strict";
import { allocate } from "../../../../src/engine/index.ts";
import { gatherRows, MiniBatches, splitRows } from "../../../../src/worker/lab/split.ts";
import { digits } from "./labDigits.ts";

const plain = { standardize: true, dtype: "float64" } as const;

describe("splitRows", () => {
  it("standardizes with the training rows' mean and biased deviation, and leaves constant features 0", () => {
    const { training, validation } = splitRows(digits(), 0, plain);
    assert.deepEqual(
      [training.input.shape, validation.input.shape],
      [
        [1437, 64],
        [360, 64],
      ],
    );
    for (const c of [0, 2, 20, 63]) {
      const column = Array.from({ length: 1437 }, (_, n) => training.input.data[n * 64 + c]);
      const mean = column.reduce((sum, value) => sum + value, 0) / 1437;
      const variance = column.reduce((sum, value) => sum + value * value, 0) / 1437;
      assert.ok(Math.abs(mean) < 1e-12);
      assert.ok(Math.abs(variance - (c === 0 ? 0 : 1)) < 1e-12, `variance of feature ${c}: ${variance}`);
    }
  });

  it("gives every seed other rows, and one seed always the same", () => {
    const [a, b, again] = [0, 1, 0].map((seed) => splitRows(digits(), seed, plain).validation.labels.join(""));
    assert.notEqual(a, b);
    assert.equal(a, again);
  });

  it("keeps the validation rows where fewer rows are trained on", () => {
    const few = splitRows(digits(), 0, { ...plain, trainingRows: 200 });
    assert.equal(few.training.labels.length, 200);
    assert.deepEqual(few.validation.labels, splitRows(digits(), 0, plain).validation.labels);
  });

  it("changes only the validation rows before it standardizes them", () => {
    const moved = splitRows(digits(), 0, { ...plain, changeValidation: (row) => row.map((value) => value + 4) });
    const same = splitRows(digits(), 0, plain);
    assert.deepEqual(moved.training.input.data, same.training.input.data);
    assert.equal(moved.validation.input.data[0] - same.validation.input.data[0], 4);
  });
});

describe("MiniBatches", () => {
  it("shows every row once in an epoch, but for the last incomplete batch", () => {
    const batches = new MiniBatches(10, 3, 0);
    const epoch = [batches.next(), batches.next(), batches.next()].flatMap((rows) => [...rows]);
    assert.equal(new Set(epoch).size, 9);
    assert.notDeepEqual([...batches.next()], epoch.slice(0, 3));
  });

  it("copies rows with their labels", () => {
    const input = allocate([3, 2], "float32");
    input.data.set([1, 2, 3, 4, 5, 6]);
    const into = { input: allocate([2, 2], "float32"), labels: new Int32Array(2) };
    gatherRows({ input, labels: Int32Array.of(7, 8, 9) }, Uint32Array.of(2, 0), into);
    assert.deepEqual([...into.input.data, ...into.labels], [5, 6, 1, 2, 9, 7]);
  });
});
