import assert from "node:assert/strict";
import { isOlder } from "../../../../src/shared/text/versions.ts";

describe("isOlder", () => {
  it("compares numbers, not texts", () => {
    assert.equal(isOlder("1.9.0", "1.91.0"), true);
    assert.equal(isOlder("1.100.0", "1.91.0"), false);
    assert.equal(isOlder("2.0.0", "1.91.0"), false);
    assert.equal(isOlder("1.91.0", "1.91.1"), true);
  });

  it("takes a version for none older than itself, whatever follows its numbers", () => {
    assert.equal(isOlder("1.91.0", "1.91.0"), false);
    assert.equal(isOlder("1.91.0-insider", "1.91.0"), false);
    assert.equal(isOlder("1.90.2-insider", "1.91.0"), true);
  });
});
