import assert from "node:assert/strict";
import { EngineError, type EngineErrorCode } from "../../../../src/engine/index.ts";

/** Asserts that a call is refused with a code, and with the value that it got where one is given. */
export function assertRefused(call: () => unknown, code: EngineErrorCode, got?: unknown): void {
  assert.throws(call, (error: unknown) => {
    assert.ok(error instanceof EngineError, `expected an EngineError, got ${String(error)}`);
    assert.equal(error.code, code, error.message);
    if (got !== undefined) {
      assert.deepEqual(error.got, got);
    }
    return true;
  });
}
