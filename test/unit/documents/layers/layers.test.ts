import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type LayerState, channelProblem, findLayerStates } from "../../../../src/documents/index.ts";
import { assertFails, read } from "../helpers.ts";

function only(text: string, languageId = "json"): LayerState {
  const layers = findLayerStates(text, languageId);
  assert.equal(layers.length, 1, layers.map(({ name }) => name).join());
  return layers[0];
}

function numbers(layer: LayerState): unknown[] {
  return [layer.gamma, layer.beta, layer.runningMean, layer.runningVar].map((vector) => vector && Array.from(vector));
}

describe("findLayerStates", () => {
  const vectors = [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ];
  const conventions: [string, string, LayerState["framework"]][] = [
    ["PyTorch", '{"weight": [1, 2], "bias": [3, 4], "running_mean": [5, 6], "running_var": [7, 8]}', "pytorch"],
    ["Keras", '{"gamma": [1, 2], "beta": [3, 4], "moving_mean": [5, 6], "moving_variance": [7, 8]}', "keras"],
    ["ONNX", '{"scale": [1, 2], "B": [3, 4], "input_mean": [5, 6], "input_var": [7, 8]}', "onnx"],
    ["camel case", '{"gamma": [1, 2], "beta": [3, 4], "runningMean": [5, 6], "runningVar": [7, 8]}', "pytorch"],
    ["a table of columns", "weight,bias,running_mean,running_var\n1,3,5,7\n2,4,6,8\n", "pytorch"],
    ["a table of rows", "weight,1,2\nbias,3,4\nrunning_mean,5,6\nrunning_var,7,8\n", "pytorch"],
  ];
  for (const [name, text, convention] of conventions) {
    it(`knows ${name}`, () => {
      const layer = only(text, text.startsWith("{") ? "json" : "csv");
      assert.deepEqual(numbers(layer), vectors);
      assert.equal(layer.framework, convention);
      assert.equal(layer.numFeatures, 2);
      assert.equal(layer.problem, null);
    });
  }

  it("reads the sample's state, scalars included", () => {
    const text = readFileSync(new URL("../../../../samples/layer1-batchnorm.json", import.meta.url), "utf8");
    const layer = only(text);
    assert.equal(layer.name, "layer1.bn");
    assert.equal(layer.numFeatures, 8);
    assert.equal(layer.numBatchesTracked, 20);
    assert.equal(text.slice(layer.places[2].place.start, layer.places[2].place.start + 10), "[-0.402851");
  });

  it("finds several layers, nested or prefixed, and passes a linear layer by", () => {
    const text = JSON.stringify({
      model: {
        "layer1.0.bn1.running_mean": [1],
        "layer1.0.bn1.running_var": [2],
        "fc.weight": [[1, 2]],
        "fc.bias": [1],
        layer2: { bn: { running_mean: [3], running_var: [4], eps: 0.01, momentum: 0.2 } },
      },
      blocks: [{ "bn/gamma:0": [5], "bn/beta:0": [6] }],
    });
    const layers = findLayerStates(text, "json");
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["model.layer1.0.bn1", "model.layer2.bn", "blocks[0].bn"],
    );
    assert.deepEqual([layers[1].eps, layers[1].momentum], [0.01, 0.2]);
    assert.deepEqual(numbers(layers[2]), [[5], [6], null, null]);
  });

  it("finds none where there is none", () => {
    assert.deepEqual(findLayerStates('{"weight": [1, 2], "bias": [3, 4]}', "json"), []);
    assert.deepEqual(findLayerStates('{"norm": [[1, "running_mean"]]}', "json"), []);
    assert.deepEqual(findLayerStates("", "json"), []);
  });

  it("says what is wrong with a layer, and where", () => {
    const cases: [string, RegExp, string][] = [
      [
        '{"weight": [1], "running_mean": [5, 6], "running_var": [7, 8]}',
        /weight requires as many .* \(2\), got 1/,
        "[1]",
      ],
      ['{"bn.running_mean": [5], "bn.running_var": [-7]}', /bn.running_var requires .* at least 0, got -7 for/, "-7"],
      ['{"bn": {"running_mean": [5]}}', /bn requires a mean and a variance, got only running_mean/, "[5]"],
    ];
    for (const [text, message, token] of cases) {
      const { problem } = only(text);
      assert.match(problem?.message ?? "", message);
      assert.equal(text.slice(problem?.place?.start, problem?.place?.end), token);
    }
  });

  it("compares channels with the data's features", () => {
    const layer = only(conventions[0][1]);
    assert.equal(channelProblem(layer, 2), null);
    assert.equal(channelProblem(layer, 4)?.message, "the layer has 2 channels, the data has 4 features");
  });
});

describe("readTensor beside a layer's state", () => {
  const state = '"bn": {"weight": [1, 2, 3], "running_mean": [5, 6, 7], "running_var": [7, 8, 9]}';

  it("reads the data, not the parameters", () => {
    const tensor = read(`{${state}, "x": [1, 2]}`, "json");
    assert.deepEqual([tensor.rangeLabel, tensor.notices], ["x (line 1)", []]);
  });

  it("reads a parameter with the cursor in it", () => {
    assert.deepEqual(read(`{${state.replace("[5", "[‸5")}, "x": [1, 2]}`, "json").shape, [3]);
  });

  it("says so where there is nothing but parameters", () => {
    assertFails(`{${state}}`, "json", { code: "NO_NUMBERS", message: /state of a layer \(bn\)/ });
  });
});
