import assert from "node:assert/strict";
import { Adam, AdamW, RmsProp, Sgd, type Parameter } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";

function parameter(value: number, gradient: number): Parameter {
  return { name: "weight", shape: [1], data: Float64Array.of(value), grad: Float64Array.of(gradient) };
}

describe("optimizers", () => {
  it("have PyTorch's defaults", () => {
    assert.deepEqual(new Sgd().options, { lr: 1e-3, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false });
    const rmsProp = { lr: 0.01, alpha: 0.99, eps: 1e-8, weightDecay: 0, momentum: 0, centered: false };
    assert.deepEqual(new RmsProp().options, rmsProp);
    const adam = { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, amsgrad: false };
    assert.deepEqual(new Adam().options, adam);
    assert.deepEqual(new AdamW().options, { ...adam, weightDecay: 0.01 });
  });

  it("take one step as computed by hand", () => {
    for (const [optimizer, expected] of [
      [new Sgd({ lr: 0.1, weightDecay: 0.5 }), 1 - 0.1 * (2 + 0.5)],
      [new RmsProp({ lr: 0.1, alpha: 0.75 }), 1 - (0.1 * 2) / (Math.sqrt(0.25 * 4) + 1e-8)],
      [new RmsProp({ lr: 0.1, alpha: 0.75, centered: true }), 1 - (0.1 * 2) / (Math.sqrt(0.25 * 4 - 0.5 ** 2) + 1e-8)],
      [new Adam({ lr: 0.1 }), 1 - (0.1 * 2) / (2 + 1e-8)],
      [new Adam({ lr: 0.1, weightDecay: 0.5, amsgrad: true }), 1 - (0.1 * 2.5) / (2.5 + 1e-8)],
      [new AdamW({ lr: 0.1, weightDecay: 0.5 }), 0.95 - (0.1 * 2) / (2 + 1e-8)],
    ] as const) {
      const one = parameter(1, 2);
      optimizer.step([one]);
      assertClose(one.data, [expected], 1e-15, optimizer.constructor.name);
      assert.deepEqual([...one.grad], [2]);
    }
  });

  it("divide by the largest mean square so far with amsgrad", () => {
    const [plain, amsgrad] = [parameter(0, 10), parameter(0, 10)];
    const optimizers = [new Adam({ betas: [0, 0.5] }), new Adam({ betas: [0, 0.5], amsgrad: true })];
    for (const gradient of [10, 0, 1]) {
      [plain, amsgrad].forEach((it, i) => {
        it.grad.fill(gradient);
        optimizers[i].step([it]);
      });
    }
    assert.ok(Math.abs(amsgrad.data[0]) < Math.abs(plain.data[0]));
  });

  it("keep the state of each parameter apart, whatever its name", () => {
    const optimizer = new Sgd({ lr: 1, momentum: 0.5 });
    const [first, second] = [parameter(0, 1), parameter(0, 1)];
    optimizer.step([first]);
    optimizer.step([first, second]);
    assert.deepEqual([first.data[0], second.data[0]], [-2.5, -1]);
  });

  it("refuse options out of range", () => {
    const bad: readonly (() => unknown)[] = [
      () => new Sgd({ lr: -1 }),
      () => new Sgd({ lr: NaN }),
      () => new Sgd({ weightDecay: -1 }),
      () => new Sgd({ momentum: -0.1 }),
      () => new Sgd({ dampening: NaN }),
      () => new Sgd({ nesterov: true }),
      () => new Sgd({ nesterov: true, momentum: 0.9, dampening: 0.1 }),
      () => new RmsProp({ alpha: 1 }),
      () => new RmsProp({ eps: -1 }),
      () => new RmsProp({ momentum: -1 }),
      () => new Adam({ betas: [0.9, 1] }),
      () => new Adam({ betas: [-0.1, 0.9] }),
      () => new AdamW({ eps: -1 }),
    ];
    for (const create of bad) {
      assertRefused(create, "INVALID_OPTION");
    }
  });

  it("refuse a gradient of another length, before any parameter moves", () => {
    const [whole, broken] = [parameter(1, 1), { ...parameter(1, 1), grad: new Float64Array(2) }];
    assertRefused(
      () => {
        new Sgd({ lr: 1 }).step([whole, broken]);
      },
      "SHAPE_MISMATCH",
      2,
    );
    assert.deepEqual([...whole.data], [1]);
  });
});
