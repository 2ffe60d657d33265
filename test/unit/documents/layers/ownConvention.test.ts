import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { npyBytes } from "../../../../src/documents/write/index.ts";
import { readLayers, type LayerFile, type OwnConvention } from "../../../../src/documents/layers/index.ts";
import { checkLayer } from "../../../../src/session/layer/checkLayer.ts";
import { open } from "../../session/openReport.ts";

const own: OwnConvention = {
  ...{ gamma: "g", beta: "b", mean: "mu", variance: "s2", steps: "", eps: 0.25, momentum: 0.9, momentumOf: "old" },
  ...{ runningVariance: "biased", channelAxis: 1 },
};
const lists = { g: [2, 1], b: [0, 1], mu: [1, -1], s2: [0.75, 3.75] };

const json = (value: unknown, convention = own): LayerFile => ({
  ...{ kind: "text", fileName: "layer.json", languageId: "json", text: JSON.stringify(value), own: convention },
});

describe("a person's own convention", () => {
  it("reads a layer under its names, nested, with prefixes or alone, with the places of its numbers", () => {
    for (const value of [
      lists,
      { block: { norm: lists } },
      prefixed("block_1_"),
      prefixed("block.1."),
      prefixed("a/"),
    ]) {
      const [layer, ...others] = readLayers(json(value));
      assert.equal(others.length, 0);
      assert.deepEqual([layer.gamma, layer.runningVar].map((list) => Array.from(list ?? [])), [lists.g, lists.s2]); // prettier-ignore
      assert.equal(layer.places?.runningVar?.length, 4);
    }
    assert.equal(readLayers(json(prefixed("block_1_")))[0].name, "block_1");
  });

  it("brings its ε, its momentum in its sense, its variance and its axis", () => {
    const told = (change: Partial<OwnConvention>, value: unknown = lists) => {
      const { framework, eps, momentum, layout, assumed } = readLayers(json(value, { ...own, ...change }))[0];
      return { framework, eps, momentum, layout, assumed };
    };
    assert.deepEqual(told({}), { framework: "onnx", eps: 0.25, momentum: 0.9, layout: undefined, assumed: [] });
    assert.equal(told({ momentumOf: "new" }).momentum, 0.1);
    assert.deepEqual(told({ runningVariance: "unbiased" }).framework, "pytorch");
    assert.equal(told({ runningVariance: "unbiased" }).momentum, 0.1);
    const last = told({ channelAxis: -1 });
    assert.deepEqual([last.framework, last.layout], ["keras", "channelsLast"]);
    // What the file says counts before that; what neither says is assumed.
    assert.equal(told({}, { ...lists, eps: 0.5 }).eps, 0.5);
    assert.deepEqual(told({ eps: null, momentum: null }).assumed, ["eps", "momentum"]);
  });

  it("leaves files to the frameworks' names where its own are not there", () => {
    const [layer] = readLayers(json({ weight: [1], bias: [0], running_mean: [3], running_var: [4] }));
    assert.deepEqual([layer.framework, layer.convention], ["pytorch", undefined]);
  });

  it("reads arrays of an .npz file", () => {
    const files = Object.fromEntries(
      Object.entries(lists).map(([name, values]) => [
        `bn.${name}.npy`,
        npyBytes({ data: Float64Array.from(values), shape: [2] }, "float64"),
      ]),
    );
    const file = { kind: "bytes", fileName: "layer.npz", bytes: zipSync(files, { level: 0 }), own } as const;
    assert.deepEqual(readLayers(file).map(({ name, numFeatures }) => [name, numFeatures]), [["bn", 2]]); // prettier-ignore
  });

  it("is what a layer is checked under", async () => {
    const { session } = await open(JSON.stringify([[1, 3], [3, 1], [2, 2]]), "json"); // prettier-ignore
    const { options, features } = await checkLayer(session, { file: json(lists) });
    assert.deepEqual([options.eps, options.momentum, options.mode], [0.25, 0.9, "eval"]);
    const { gamma, beta } = features;
    const { data } = await session.query("dataset/output", { gamma, beta });
    // y = g (x − mu)/√(s2 + 0.25) + b
    assert.deepEqual([...data], [0, 3, 4, 2, 2, 2.5]);
  });
});

function prefixed(prefix: string): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [`${prefix}${name}`, values]));
}
