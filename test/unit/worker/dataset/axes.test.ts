import assert from "node:assert/strict";
import { featureIndex, featureValues, flatIndex, resolveAxes } from "../../../../src/worker/dataset/axes.ts";

describe("resolveAxes", () => {
  const labelOf = (shape: number[], layout: "auto" | "channelsFirst" | "channelsLast", preset: "pytorch" | "keras") =>
    resolveAxes(shape, layout, preset).label;

  it("names the axes as the field does", () => {
    assert.equal(labelOf([5], "auto", "pytorch"), "(N)");
    assert.equal(labelOf([5, 3], "auto", "keras"), "(N, C)");
    assert.equal(labelOf([5, 3, 2], "auto", "pytorch"), "(N, C, L)");
    assert.equal(labelOf([5, 3, 2, 2], "auto", "keras"), "(N, H, W, C)");
    assert.equal(labelOf([5, 3, 2, 2, 2], "channelsFirst", "keras"), "(N, C, D, H, W)");
  });

  it("takes the channels from the preset unless the layout says otherwise", () => {
    assert.equal(resolveAxes([5, 3, 2], "auto", "keras").channels, 2);
    assert.equal(resolveAxes([5, 3, 2], "channelsFirst", "keras").channels, 3);
  });
});

describe("the places of a feature's values", () => {
  const data = Float64Array.from({ length: 12 }, (_, k) => k);

  for (const layout of ["channelsFirst", "channelsLast"] as const) {
    const axes = resolveAxes([2, 3, 2], layout, "pytorch");

    it(`agree with the values, ${layout}`, () => {
      for (let c = 0; c < axes.channels; c++) {
        const values = featureValues(data, axes, c);
        values.forEach((value, i) => {
          assert.equal(flatIndex(axes, c, i), value);
          assert.deepEqual(featureIndex(axes, value), { feature: c, index: i });
        });
      }
    });
  }

  it("are those of the channel in every sample", () => {
    assert.deepEqual([...featureValues(data, resolveAxes([2, 3, 2], "channelsFirst", "pytorch"), 1)], [2, 3, 8, 9]);
    assert.deepEqual(
      [...featureValues(data, resolveAxes([2, 3, 2], "channelsLast", "pytorch"), 1)],
      [1, 3, 5, 7, 9, 11],
    );
  });
});
