import type { Span, TokenPlaces } from "../types.ts";

/** The place of token i. */
export function placeOf(places: TokenPlaces, i: number): Span {
  return { start: places.startOf(i), end: places.endOf(i) };
}

/** Whether value i has a token that is not empty. */
export function hasToken(places: TokenPlaces, i: number): boolean {
  return places.endOf(i) > places.startOf(i);
}

/** The value whose token an offset is in or beside; null where there is none. */
export function tokenAt(places: TokenPlaces, offset: number): number | null {
  for (let i = 0; i < places.length; i++) {
    const end = places.endOf(i);
    if (offset <= end && places.startOf(i) <= offset && end > 0) {
      return i;
    }
  }
  return null;
}

/** The places of values that are in no text. */
export function noPlaces(length: number): TokenPlaces {
  return { length, startOf: () => 0, endOf: () => 0 };
}

/** Some of the places, in another order perhaps: token i is token `indexOf(i)` of the others. */
export function selectPlaces(places: TokenPlaces, length: number, indexOf: (i: number) => number): TokenPlaces {
  return {
    length,
    startOf: (i) => places.startOf(indexOf(i)),
    endOf: (i) => places.endOf(indexOf(i)),
  };
}

/** The places of a table that is kept by columns, row by row. */
export function interleavePlaces(columns: readonly TokenPlaces[], rows: number): TokenPlaces {
  const width = columns.length;
  return {
    length: width * rows,
    startOf: (i) => columns[i % width].startOf(Math.floor(i / width)),
    endOf: (i) => columns[i % width].endOf(Math.floor(i / width)),
  };
}

/** The places of several parts, one behind the other. */
export function joinPlaces(parts: readonly TokenPlaces[]): TokenPlaces {
  const offsets = [0];
  for (const { length } of parts) {
    offsets.push(offsets[offsets.length - 1] + length);
  }
  let part = 0;
  const find = (i: number): number => {
    while (i < offsets[part]) {
      part--;
    }
    while (i >= offsets[part + 1]) {
      part++;
    }
    return i - offsets[part];
  };
  return {
    length: offsets[parts.length],
    startOf: (i) => {
      const k = find(i);
      return parts[part].startOf(k);
    },
    endOf: (i) => {
      const k = find(i);
      return parts[part].endOf(k);
    },
  };
}

/** Indices of the values that have a token, by their places: columns of a JSON object are not in row order. */
export function inTextOrder(places: TokenPlaces): Uint32Array {
  const order = new Uint32Array(places.length);
  let count = 0;
  let isSorted = true;
  let previous = -1;
  for (let i = 0; i < places.length; i++) {
    const start = places.startOf(i);
    if (places.endOf(i) > start) {
      isSorted &&= start > previous;
      previous = start;
      order[count++] = i;
    }
  }
  const found = order.subarray(0, count);
  return isSorted ? found : found.sort((a, b) => places.startOf(a) - places.startOf(b));
}
