import assert from "node:assert/strict";
import { afterDomain, beforeDomain } from "../../../../src/shared/view/axis.ts";
import { differInScale } from "../../../../src/shared/view/features.ts";
import { boxWidth } from "../../../../src/shared/view/thumbnail.ts";
import { ridges } from "../../../../webview/report/detail/distribution/ridges/ridgesModel.ts";
import { snapshot } from "../fakes.ts";

const table = snapshot({ narrow: [1, 2, 3, 5], wide: [400, 5000, 7000, 90000], constant: [7, 7, 7, 7] });
const affine = { gamma: Float64Array.of(1, 1, 1), beta: Float64Array.of(0, 0, 0) };

/** From the first x of a path to its last. */
function extentOf(path: string): [number, number] {
  const xs = [...path.matchAll(/[MH](-?[\d.]+)/g)].map((match) => Number(match[1]));
  return [Math.min(...xs), Math.max(...xs)];
}

describe("ridges", () => {
  const after = afterDomain(table, affine);

  it("fills its own axis with every feature, however different their scales", () => {
    for (const { before, name } of ridges(table, affine, [0, 1], null, after)) {
      const [from, to] = extentOf(before.outline);
      assert.ok(to - from > 0.6 * boxWidth, `${name}: ${from} to ${to}`);
    }
  });

  it("shows places and widths where all share one axis", () => {
    const [narrow, wide] = ridges(table, affine, [0, 1], beforeDomain(table), after);
    const width = ([from, to]: [number, number]): number => to - from;
    assert.ok(width(extentOf(narrow.before.outline)) < 0.01 * width(extentOf(wide.before.outline)));
  });

  it("puts the bars of all means ± σ at the same place afterwards", () => {
    const [narrow, wide] = ridges(table, affine, [0, 1], null, after);
    assert.deepEqual(extentOf(narrow.after.bracket), extentOf(wide.after.bracket));
  });

  it("says the numbers, and of a constant that there is nothing to normalize", () => {
    const [narrow, constant] = ridges(table, affine, [0, 2], null, after);
    assert.equal(narrow.beforeText, "2.75 ± 1.479");
    assert.match(narrow.sentence, /^narrow: mean ± standard deviation 2\.75 ± 1\.479 before, 0 ± 1 after$/);
    assert.match(constant.sentence, /^constant: constant at 7; nothing to normalize, its output is 0$/);
  });

  it("follows γ and β", () => {
    const moved = { gamma: Float64Array.of(2, 1, 1), beta: Float64Array.of(0.5, 0, 0) };
    const [narrow] = ridges(table, moved, [0], null, afterDomain(table, moved));
    assert.equal(narrow.afterText, "0.5 ± 2");
  });
});

describe("differInScale", () => {
  it("holds from a ratio of 30 between the features that vary, or where they lie far apart", () => {
    const differ = (columns: Record<string, number[]>): boolean => differInScale(snapshot(columns).features);
    assert.equal(differ({ a: [0, 1], b: [0, 29] }), false);
    assert.equal(differ({ a: [0, 1], b: [0, 31] }), true);
    assert.equal(differ({ a: [0, 1], b: [1000, 1001] }), true);
    assert.equal(differ({ a: [0, 1], constant: [1e9, 1e9] }), false);
  });
});
