import assert from "node:assert/strict";
import fc from "fast-check";
import {
  BatchNorm,
  exportState,
  importState,
  momentumFromFramework,
  momentumToFramework,
  presets,
  stateNames,
  type Framework,
} from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";
import { rows } from "../support/tensors.ts";

const frameworks = Object.keys(presets) as Framework[];

describe("presets", () => {
  it("hold each framework's defaults, momentum in PyTorch's sense", () => {
    const table = frameworks.map((name) => {
      const { eps, momentum, channelAxis, runningVariance } = presets[name];
      return [name, eps, momentum, channelAxis, runningVariance];
    });
    assert.deepEqual(table, [
      ["pytorch", 1e-5, 0.1, 1, "unbiased"],
      ["keras", 1e-3, 0.01, -1, "biased"],
      ["onnx", 1e-5, 0.1, 1, "biased"],
      ["tfjs", 1e-3, 0.01, -1, "biased"],
    ]);
  });

  it("are what a layer without options has", () => {
    assert.deepEqual(new BatchNorm(1).options, presets.pytorch);
  });
});

describe("momentum of frameworks", () => {
  it("is converted to PyTorch's sense without binary noise", () => {
    assert.equal(momentumFromFramework("pytorch", 0.1), 0.1);
    assert.equal(momentumFromFramework("keras", 0.99), 0.01);
    assert.equal(momentumFromFramework("onnx", 0.9), 0.1);
    assert.equal(momentumFromFramework("tfjs", 1), 0);
    assert.equal(momentumFromFramework("pytorch", null), null);
  });

  it("comes back as it was written", () => {
    const written = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(fc.constantFrom(...frameworks), written, (framework, momentum) => {
        assert.equal(momentumToFramework(framework, momentumFromFramework(framework, momentum)), momentum);
      }),
    );
  });

  it("is refused outside 0 to 1", () => {
    assertRefused(() => momentumFromFramework("keras", 1.5), "INVALID_OPTION", 1.5);
  });

  it("moves Keras' running statistics as Keras does", () => {
    const layer = new BatchNorm(1, presets.keras);
    layer.forward(rows([4], [5], [6]), "train");
    assertClose(layer.runningMean ?? [], [0.99 * 0 + 0.01 * 5], 1e-15);
    assertClose(layer.runningVar ?? [], [0.99 * 1 + (0.01 * 2) / 3], 1e-15);
  });
});

describe("the state of a layer", () => {
  it("has each framework's names", () => {
    const layer = new BatchNorm(1);
    const names = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];
    assert.deepEqual(Object.keys(exportState(layer)), names);
    assert.deepEqual(Object.keys(exportState(layer, "keras")), ["gamma", "beta", "moving_mean", "moving_variance"]);
    assert.deepEqual(Object.keys(exportState(layer, "onnx")), ["scale", "B", "input_mean", "input_var"]);
    assert.deepEqual(stateNames.tfjs, stateNames.keras);
  });

  it("makes another layer the same", () => {
    const layer = new BatchNorm(2);
    layer.forward(rows([1, 2], [3, 5]), "train");
    layer.gamma?.set([2, 3]);
    for (const framework of frameworks) {
      const copy = new BatchNorm(2);
      importState(copy, exportState(layer, framework), framework);
      assert.deepEqual(exportState(copy, "keras"), exportState(layer, "keras"));
    }
  });

  it("is a copy in both directions", () => {
    const layer = new BatchNorm(1);
    const state = exportState(layer);
    importState(layer, state);
    assert.ok(state["weight"] instanceof Float64Array);
    state["weight"].fill(9);
    assert.deepEqual([...(layer.gamma ?? [])], [1]);
  });

  it("leaves out what the layer does not have, and asks for nothing more", () => {
    const layer = new BatchNorm(1, { affine: false, trackRunningStats: false });
    assert.deepEqual(exportState(layer), {});
    importState(layer, {});
  });

  it("takes the count as a list of one, or none at all", () => {
    const layer = new BatchNorm(1);
    const lists = { weight: [1], bias: [0], running_mean: [0], running_var: [1] };
    importState(layer, { ...lists, num_batches_tracked: [7] });
    importState(layer, lists);
    assert.equal(layer.numBatchesTracked, 7);
  });

  it("is refused whole where a part is missing or does not fit", () => {
    const layer = new BatchNorm(1);
    const lists = { weight: [5], bias: [5], running_mean: [5], running_var: [5] };
    assertRefused(() => {
      importState(layer, { ...lists, running_var: 5 });
    }, "MISSING_STATE");
    assertRefused(() => {
      importState(layer, { weight: [5], bias: [5] });
    }, "MISSING_STATE");
    assertRefused(
      () => {
        importState(layer, { ...lists, running_var: [5, 5] });
      },
      "SHAPE_MISMATCH",
      2,
    );
    assertRefused(
      () => {
        importState(layer, { ...lists, num_batches_tracked: -1 });
      },
      "INVALID_OPTION",
      -1,
    );
    assertRefused(
      () => {
        importState(layer, lists, "caffe" as "onnx");
      },
      "INVALID_OPTION",
      "caffe",
    );
    assert.deepEqual([...(layer.gamma ?? [])], [1]);
  });
});
