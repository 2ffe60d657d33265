import assert from "node:assert/strict";
import type { Tensor } from "../../../../../src/engine/index.ts";
import { runOperation } from "../../../../../src/worker/questions/fold/operations.ts";
import { layOut } from "../../../../../src/shared/layer/fold/weightLayout.ts";
import { solveInputs } from "../../../../../src/worker/questions/fold/solveInputs.ts";

function tensor(numRows: number, values: readonly number[]): Tensor {
  return { data: Float64Array.from(values), shape: [numRows, values.length / numRows] };
}

function reaches(weight: Tensor, outputs: Tensor, expected: ArrayLike<number> = outputs.data): void {
  const axes = layOut(weight.shape, "outIn", 1) ?? assert.fail();
  const { data } = runOperation(weight, null, axes, solveInputs(weight, outputs));
  data.forEach((value, k) => {
    assert.ok(Math.abs(value - expected[k]) < 1e-9, `${k}: ${value} instead of ${expected[k]}`);
  });
}

describe("solveInputs", () => {
  it("finds inputs that give the outputs, with more inputs than outputs and with as many", () => {
    reaches(tensor(2, [1, 2, 3, 4, 5, 7]), tensor(3, [1, 0, -2, 5, 100, 3]));
    reaches(tensor(2, [2, 1, 1, 3]), tensor(2, [1, 2, -7, 0.5]));
  });

  it("takes the smallest of them", () => {
    assert.deepEqual([...solveInputs(tensor(1, [3, 4]), tensor(1, [25])).data], [3, 4]);
  });

  it("comes nearest where the outputs cannot come from the weights", () => {
    // Two outputs of one input: both are a. Nearest to (1, 3) is a = 2.
    reaches(tensor(2, [1, 1]), tensor(1, [1, 3]), [2, 2]);
  });

  it("leaves out outputs that repeat another", () => {
    reaches(tensor(2, [1, 2, 2, 4]), tensor(1, [3, 6]));
  });
});
