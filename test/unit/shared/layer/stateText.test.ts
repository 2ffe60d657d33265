import assert from "node:assert/strict";
import { readLayers } from "../../../../src/documents/layers/index.ts";
import { stateAsJson, type LayerLists } from "../../../../src/shared/layer/stateText.ts";
import { presetNames } from "../../../../src/shared/options.ts";

const lists = {
  ...{ gamma: Float64Array.of(2, 0.1), beta: Float64Array.of(0, -1) },
  ...{ runningMean: Float64Array.of(3, 4), runningVar: Float64Array.of(5, 1 / 3), numBatchesTracked: 7 },
};

describe("stateAsJson", () => {
  for (const framework of presetNames) {
    it(`is read again under ${framework}'s names, every digit kept`, () => {
      const text = stateAsJson({ framework, ...lists }, "encoder.bn");
      const [layer] = readLayers({ kind: "text", fileName: "state.json", text, languageId: "json" });
      const { name, gamma, beta, runningMean, runningVar } = layer;
      assert.equal(name, "encoder.bn");
      assert.equal(layer.framework, framework === "tfjs" ? "keras" : framework);
      const { numBatchesTracked, ...given } = lists;
      assert.deepEqual({ gamma, beta, runningMean, runningVar }, given);
      assert.equal(layer.numBatchesTracked, framework === "pytorch" ? numBatchesTracked : null);
    });
  }

  it("leaves out running statistics that there are none of", () => {
    const layer: LayerLists = { framework: "pytorch", ...lists, runningMean: null, runningVar: null };
    assert.deepEqual(Object.keys(JSON.parse(stateAsJson(layer)) as object), ["bn.weight", "bn.bias"]);
  });
});
