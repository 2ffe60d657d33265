import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { names, read } from "./helpers.ts";

function sample(name: string): string {
  return readFileSync(new URL(`../../../samples/${name}`, import.meta.url), "utf8");
}

describe("samples", () => {
  it("iris.csv has the moments that are known of it", () => {
    const tensor = read(sample("iris.csv"), "csv");
    assert.deepEqual(tensor.shape, [150, 4]);
    assert.equal(tensor.rangeLabel, "lines 2–151");
    assert.equal(tensor.notices[0].message, "Column species is left out: its 150 values are text.");
    const means = [5.8433, 3.0573, 3.758, 1.1993];
    const variances = [0.6811, 0.1887, 3.0955, 0.5771]; // biased, to 4 digits
    means.forEach((expected, c) => {
      const column = Array.from({ length: 150 }, (_, n) => tensor.data[n * 4 + c]);
      const mean = column.reduce((sum, x) => sum + x) / 150;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 150;
      assert.ok(Math.abs(mean - expected) < 5e-5, `mean ${c}: ${mean}`);
      assert.ok(Math.abs(variance - variances[c]) < 5e-5, `variance ${c}: ${variance}`);
    });
  });

  const shapes: [string, string, number[]][] = [
    ["wine.csv", "csv", [178, 13]],
    ["digits.csv", "csv", [1797, 65]],
    ["three-by-three.json", "json", [3, 3]],
    ["scales.csv", "csv", [3, 3]],
    ["activations.json", "json", [32, 8]],
  ];
  for (const [name, languageId, shape] of shapes) {
    it(`${name} is ${shape.join(" × ")}`, () => {
      assert.deepEqual(read(sample(name), languageId).shape, shape);
    });
  }

  it("wine.csv names its columns", () => {
    assert.equal(names(read(sample("wine.csv"), "csv"))[12], "proline");
  });
});
