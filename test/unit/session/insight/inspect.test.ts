import assert from "node:assert/strict";
import { inspectLayer, inspectPlace, inspectTensor, layerAt } from "../../../../src/session/insight/inspect.ts";
import { defaultReportSettings } from "../../../../src/session/report/inputOf.ts";
import type { TextSource } from "../../../../src/session/report/reportInput.ts";
import { TextInsight } from "../../../../src/session/insight/textInsight.ts";
import { normalizeValue } from "../../../../src/shared/report/inspector.ts";
import { DirectCompute } from "../directCompute.ts";

const settings = defaultReportSettings;
const table = "a,b\n1,10\n2,20\n2,40\n8,80\n";
const source: TextSource = { uri: "file:///a", name: "a", languageId: "csv", version: 1, getText: () => table };

async function placeAt(offset: number) {
  const insight = new TextInsight(() => new DirectCompute());
  const place = await insight.place(source, offset, settings);
  insight.dispose();
  assert.ok(place);
  return place;
}

describe("inspectPlace", () => {
  it("follows a value through the layer", async () => {
    const { value, chosen } = inspectPlace(await placeAt(table.indexOf("8,80")), "a");
    assert.equal(chosen?.name, "a");
    assert.equal(value?.x, 8);
    const expected = (8 - 3.25) / Math.sqrt((2.25 ** 2 + 1.25 ** 2 * 2 + 4.75 ** 2) / 4 + 1e-5);
    assert.ok(Math.abs(value.normalized - expected) < 1e-12);
    assert.equal(value.output, value.normalized);
  });

  it("describes the feature whose name it is", async () => {
    const { value, chosen, features } = inspectPlace(await placeAt(2), "a");
    assert.deepEqual([value, chosen?.name, chosen?.mean], [null, "b", 37.5]);
    assert.deepEqual(features, []);
  });
});

describe("inspectTensor", () => {
  it("lists the features", async () => {
    const { snapshot } = await placeAt(2);
    const { features, chosen, shape } = inspectTensor(snapshot, "a");
    assert.deepEqual(
      features.map(({ name, index }) => [name, index]),
      [
        ["a", 0],
        ["b", 1],
      ],
    );
    assert.deepEqual([chosen, shape], [null, [4, 2]]);
  });
});

describe("normalizeValue", () => {
  it("gives x̂ and y", () => {
    const feature = { usedMean: 4, usedVariance: 4, gamma: 2, beta: 1 };
    assert.deepEqual(normalizeValue(5, feature, { eps: 0, mode: "train" }), { normalized: 0.5, output: 2 });
  });

  it("gives 0 for a constant feature without eps", () => {
    const feature = { usedMean: 4, usedVariance: 0, gamma: 2, beta: 1 };
    assert.deepEqual(normalizeValue(4, feature, { eps: 0, mode: "train" }), { normalized: 0, output: 1 });
  });
});

describe("layerAt", () => {
  const text = `{ "a.running_mean": [1, 2], "a.running_var": [3, 4], "a.num_batches_tracked": 7,
    "bn": { "gamma": [1], "beta": [0] }, "data": [[1, 2], [3, 4]] }`;
  const document: TextSource = { uri: "file:///l", name: "l", languageId: "json", version: 1, getText: () => text };

  const nameAt = async (place: string): Promise<string | undefined> => {
    const insight = new TextInsight(() => new DirectCompute());
    const layers = await insight.layers(document, settings);
    insight.dispose();
    return layerAt(layers, text.indexOf(place))?.parameters.name;
  };

  it("is the layer around an offset", async () => {
    assert.equal(await nameAt("2], "), "a");
    assert.equal(await nameAt("running_var"), "a");
    assert.equal(await nameAt("[0]"), "bn");
    assert.equal(await nameAt("[[1"), undefined);
  });

  it("has a row for each channel, and says what the text does not have", async () => {
    const insight = new TextInsight(() => new DirectCompute());
    const [layer] = await insight.layers(document, settings);
    insight.dispose();
    const { name, framework, numBatchesTracked, channels } = inspectLayer(layer);
    assert.deepEqual([name, framework, numBatchesTracked], ["a", "PyTorch", 7]);
    assert.deepEqual(channels, [
      { gamma: null, beta: null, runningMean: 1, runningVar: 3 },
      { gamma: null, beta: null, runningMean: 2, runningVar: 4 },
    ]);
  });
});
