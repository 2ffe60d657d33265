import assert from "node:assert/strict";

/** How far a result may be from what is expected: absolute, in the unit of the values. NaN must meet NaN. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "values",
): void {
  assert.equal(actual.length, expected.length, `${what}: number of values`);
  for (let i = 0; i < expected.length; i++) {
    const got = actual[i];
    const wanted = expected[i];
    const isClose = Object.is(got, wanted) || got === wanted || Math.abs(got - wanted) <= tolerance;
    assert.ok(isClose, `${what}[${i}]: got ${got}, expected ${wanted} within ${tolerance}`);
  }
}

/** `assertClose` with a tolerance relative to the largest finite expected value. */
export function assertRelativelyClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "values",
): void {
  assertClose(actual, expected, tolerance * largestMagnitude(expected), what);
}

/** The largest finite magnitude, 0 where there is none. */
export function largestMagnitude(values: ArrayLike<number>): number {
  return Array.from(values, Math.abs).reduce((max, value) => (Number.isFinite(value) && value > max ? value : max), 0);
}

/** Asserts the same numbers to the last bit. (`deepEqual` would describe a difference of large arrays for minutes.) */
export function assertSameNumbers(actual: ArrayLike<number>, expected: ArrayLike<number>, what = "values"): void {
  assert.equal(actual.length, expected.length, `${what}: number of values`);
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual[i], expected[i])) {
      assert.fail(`${what}[${i}]: got ${actual[i]}, expected ${expected[i]}`);
    }
  }
}
