import assert from "node:assert/strict";
import { chooseChannelBins } from "../../../../src/worker/files/scan/channelBins.ts";

describe("chooseChannelBins", () => {
  it("gives a number of bins for the smallest numbers that there are", () => {
    for (const values of [
      [0, 5e-324, 1e-323],
      [0, 3.5e-323],
      [3.831621905338123e-309, 0],
    ]) {
      const { count, width } = chooseChannelBins(values, 5);
      assert.ok(Number.isSafeInteger(count) && width > 0, values.join());
    }
  });
});
