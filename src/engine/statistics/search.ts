/** Index of the first of the ascending values that is at least `value`; their number where there is none. */
export function lowerBound(ascending: ArrayLike<number>, value: number): number {
  return firstIndex(ascending, (candidate) => candidate >= value);
}

/** Index of the first of the ascending values that is above `value`; their number where there is none. */
export function upperBound(ascending: ArrayLike<number>, value: number): number {
  return firstIndex(ascending, (candidate) => candidate > value);
}

/** Bisects for the first value that passes a test which all values after it pass too. */
function firstIndex(ascending: ArrayLike<number>, passes: (candidate: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(ascending[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
