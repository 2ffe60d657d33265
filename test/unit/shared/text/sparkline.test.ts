import assert from "node:assert/strict";
import { sparkline } from "../../../../src/shared/text/sparkline.ts";

describe("sparkline", () => {
  it("draws a block per bin, as high as its count", () => {
    assert.equal(sparkline([0, 1, 4, 2], 4), "▁▃█▅");
  });

  it("adds bins up where there are more of them than blocks", () => {
    assert.equal(sparkline([1, 1, 2, 2, 0, 0], 3), "▅█▁");
  });

  it("is as long as there are bins where these are fewer", () => {
    assert.equal(sparkline([3, 3], 10), "██");
  });

  it("shows that something is there where it is little", () => {
    assert.equal(sparkline([1, 1000], 2), "▂█");
  });

  it("is flat without values", () => {
    assert.equal(sparkline([0, 0], 2), "▁▁");
  });
});
