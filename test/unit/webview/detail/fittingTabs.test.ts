import assert from "node:assert/strict";
import fc from "fast-check";
import { fittingTabs } from "../../../../webview/common/controls/fittingTabs.ts";

describe("fittingTabs", () => {
  const widths = [100, 60, 90, 110, 80];
  it("are all tabs where there is room for all", () => {
    assert.deepEqual(fittingTabs(widths, 0, 440, 30), [0, 1, 2, 3, 4]);
  });
  it("leave room for the menu", () => {
    assert.deepEqual(fittingTabs(widths, 0, 439, 30), [0, 1, 2, 3]);
    assert.deepEqual(fittingTabs(widths, 0, 300, 30), [0, 1, 2]);
  });
  it("keep the chosen tab, and no tab after one that did not fit", () => {
    assert.deepEqual(fittingTabs(widths, 4, 300, 30), [0, 1, 4]);
    assert.deepEqual(fittingTabs(widths, 3, 120, 30), [3]);
  });
  it("never need more than there is, unless the chosen one alone does", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.integer({ min: 150, max: 600 }), (chosen, available) => {
        const shown = fittingTabs(widths, chosen, available, 30);
        const total = shown.reduce((sum, i) => sum + widths[i], shown.length < 5 ? 30 : 0);
        assert.ok(total <= available && shown.includes(chosen), `${total} of ${available}`);
      }),
    );
  });
});
