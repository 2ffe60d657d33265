import assert from "node:assert/strict";
import fc from "fast-check";
import { toggleToken } from "../../../../../webview/report/list/featureMenus.ts";
import { sortColumns } from "../../../../../webview/report/store/pageView.ts";
import { nextSort, parseFilter, visibleFeatures } from "../../../../../webview/report/store/rows.ts";
import { snapshot } from "../../fakes.ts";

const table = snapshot({
  sepal_length: [5.1, 4.9, 6.2, 5.9],
  "petal width": [0.2, 0.2, 1.5, 1.8],
  constant: [7, 7, 7, 7],
  Petal_10: [1, 2, 3, 400],
  Petal_9: [3, 2, 1, 0],
});
const plain = { gamma: Float64Array.of(1, 1, 1, 1, 1), beta: new Float64Array(5) };

function names(filter: string, sort: Parameters<typeof visibleFeatures>[3] = null, affine = plain, from = table) {
  return Array.from(visibleFeatures(from, affine, filter, sort), (c) => from.features.names[c]);
}

describe("visibleFeatures", () => {
  it("keeps file order and everything without filter and sort", () => {
    assert.deepEqual(names("  "), table.features.names);
  });

  it("finds all words of the filter in the name, in any case and order", () => {
    assert.deepEqual(names("PETAL"), ["petal width", "Petal_10", "Petal_9"]);
    assert.deepEqual(names("width pet"), ["petal width"]);
    assert.deepEqual(names("nothing"), []);
  });

  it("finds constant features", () => {
    assert.deepEqual(names("@constant"), ["constant"]);
    assert.deepEqual(names("@constant petal"), []);
  });

  it("finds features with values beyond 3 standard deviations", () => {
    const outliers = Float64Array.of(0, 0, 0, 1, 0);
    const from = { ...table, features: { ...table.features, outliers } };
    assert.deepEqual(names("@outliers", null, plain, from), ["Petal_10"]);
  });

  it("finds features with missing, NaN or infinite values", () => {
    const columns = { missing: Float64Array.of(2, 0, 0, 0, 0), nan: Float64Array.of(0, 1, 0, 0, 0) };
    const from = { ...table, features: { ...table.features, ...columns, infinite: Float64Array.of(0, 0, 3, 0, 0) } };
    assert.deepEqual(names("@missing", null, plain, from), ["sepal_length", "petal width", "constant"]);
  });

  it("finds features whose γ or β was moved", () => {
    const moved = { gamma: Float64Array.of(1, 2, 1, 1, 1), beta: Float64Array.of(0, 0, 0, -0.5, 0) };
    assert.deepEqual(names("@changed", null, moved), ["petal width", "Petal_10"]);
  });

  it("does not filter by a token that is none", () => {
    assert.deepEqual(names("@BN002"), table.features.names);
    assert.deepEqual(parseFilter("@BN002 a").unknown, ["@bn002"]);
  });

  it("sorts names as people do, numbers in them by value", () => {
    assert.deepEqual(names("petal_", { column: "name", descending: false }), ["Petal_9", "Petal_10"]);
    assert.deepEqual(names("petal_", { column: "name", descending: true }), ["Petal_10", "Petal_9"]);
  });

  it("sorts by a number in both directions", () => {
    const ascending = ["petal width", "Petal_9", "sepal_length", "constant", "Petal_10"];
    assert.deepEqual(names("", { column: "mean", descending: false }), ascending);
    assert.deepEqual(names("", { column: "mean", descending: true }), [...ascending].reverse());
  });

  it("puts NaN last in both directions", () => {
    const usedMean = Float64Array.of(3, NaN, 1, NaN, 2);
    const from = { ...table, features: { ...table.features, usedMean } };
    const sorted = (descending: boolean) => names("", { column: "mean", descending }, plain, from);
    assert.deepEqual(sorted(false), ["constant", "Petal_9", "sepal_length", "petal width", "Petal_10"]);
    assert.deepEqual(sorted(true), ["sepal_length", "Petal_9", "constant", "petal width", "Petal_10"]);
  });

  it("sorts by the output as γ and β make it", () => {
    const moved = { gamma: Float64Array.of(3, 1, 1, 2, 1), beta: Float64Array.of(0, 5, 0, 0, -5) };
    assert.deepEqual(names("", { column: "outputMean", descending: true }, moved)[0], "petal width");
    assert.deepEqual(names("", { column: "outputVariance", descending: true }, moved).slice(0, 2), [
      "sepal_length",
      "Petal_10",
    ]);
  });

  it("leaves equal values in the order of the file, and loses none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
        fc.constantFrom(...sortColumns),
        fc.boolean(),
        (gammas, column, descending) => {
          const affine = { gamma: Float64Array.from(gammas), beta: new Float64Array(5) };
          const order = [...visibleFeatures(table, affine, "", { column, descending })];
          assert.deepEqual(
            [...order].sort((a, b) => a - b),
            [0, 1, 2, 3, 4],
          );
          if (column === "gamma") {
            for (let i = 1; i < order.length; i++) {
              const [before, after] = [gammas[order[i - 1]], gammas[order[i]]];
              assert.ok(before === after ? order[i - 1] < order[i] : before > after === descending);
            }
          }
        },
      ),
    );
  });
});

describe("toggleToken", () => {
  it("puts a token in and takes it out, and leaves the rest of the filter", () => {
    assert.equal(toggleToken("petal", "@constant"), "petal @constant");
    assert.equal(toggleToken("@Constant  petal", "@constant"), "petal");
    assert.equal(toggleToken("", "@missing"), "@missing");
  });
});

describe("nextSort", () => {
  it("goes from ascending to descending to file order", () => {
    const first = nextSort(null, "mean");
    const second = nextSort(first, "mean");
    assert.deepEqual(first, { column: "mean", descending: false });
    assert.deepEqual(second, { column: "mean", descending: true });
    assert.equal(nextSort(second, "mean"), null);
  });

  it("starts anew with another column", () => {
    assert.deepEqual(nextSort({ column: "mean", descending: true }, "beta"), { column: "beta", descending: false });
  });
});
