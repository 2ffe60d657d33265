import assert from "node:assert/strict";
import { textLayers } from "../../../../src/worker/overview/textLayers.ts";

describe("textLayers", () => {
  it("gives each layer with the places of its parameters", () => {
    const text = '{ "bn.running_mean": [1, 2], "bn.running_var": [3, 4] }';
    const [{ parameters, places, range, problem }] = textLayers(text, "json");
    assert.deepEqual([parameters.name, parameters.framework, problem], ["bn", "pytorch", null]);
    assert.deepEqual(
      places.map(({ key, place }) => [key, text.slice(place.start, place.end)]),
      [
        ["running_mean", "[1, 2]"],
        ["running_var", "[3, 4]"],
      ],
    );
    assert.equal(text.slice(range.start, range.end), '[1, 2], "bn.running_var": [3, 4]');
  });

  it("says why a layer cannot be used", () => {
    const [{ problem }] = textLayers('{ "running_mean": [1, 2], "running_var": [3] }', "json");
    assert.match(problem ?? "", /requires as many values/);
  });

  it("finds the layer that a table is, and none in data or in a broken table", () => {
    assert.equal(textLayers("gamma,beta,moving_mean,moving_variance\n1,0,2,3\n1,0,4,5\n", "csv").length, 1);
    assert.deepEqual(textLayers("norm,b\n1,2\n3,4\n", "csv"), []);
    assert.deepEqual(textLayers("norm,b\n1,2\n3\n", "csv"), []);
  });
});
