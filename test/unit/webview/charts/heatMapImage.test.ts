import assert from "node:assert/strict";
import { heatMapPixels, shade, shadeEnds } from "../../../../webview/report/charts/heatMapImage.ts";
import type { Color, Palette } from "../../../../webview/charts/palette.ts";

const black: Color = [0, 0, 0, 1];
const blue: Color = [100, 150, 250, 1];

describe("shade", () => {
  it("goes from one colour to the other and stops there", () => {
    const range = { min: -2.5, max: 2.5 };
    assert.deepEqual(shade(0, range, black, blue), [50, 75, 125, 1]);
    assert.deepEqual(shade(9, range, black, blue), [...blue]);
    assert.deepEqual(shade(-9, range, black, blue), [...black]);
  });
  it("is in the middle where all values are one", () => {
    assert.deepEqual(shade(7, { min: 7, max: 7 }, black, blue), [50, 75, 125, 1]);
  });
});

describe("shadeEnds", () => {
  it("starts with a trace of the hue on the background", () => {
    const palette = { background: black, input: blue } as Pick<Palette, "background" | "input"> as Palette;
    const [from, to] = shadeEnds(palette, "input");
    assert.deepEqual(to, [...blue]);
    assert.ok(from[2] > 0 && from[2] < 40);
  });
});

describe("heatMapPixels", () => {
  it("has four bytes a value, transparent where one is missing", () => {
    const pixels = heatMapPixels([0, NaN, 1], 3, () => ({ min: 0, max: 1 }), [black, blue]);
    assert.deepEqual([...pixels], [0, 0, 0, 255, 0, 0, 0, 0, 100, 150, 250, 255]);
  });

  it("shades each row between the ends that are given for it", () => {
    const ends = [
      { min: 0, max: 1 },
      { min: 100, max: 300 },
    ];
    const pixels = heatMapPixels([0, 1, 100, 300], 2, (row) => ends[row], [black, blue]);
    assert.deepEqual([...pixels.subarray(0, 8)], [...pixels.subarray(8)]);
  });
});
