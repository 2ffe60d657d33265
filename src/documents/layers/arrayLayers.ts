import type { NamedArray } from "../arrays/index.ts";
import { layersOf } from "./jsonLayers.ts";
import { parameterName, type LayerState, type Parameter } from "./state.ts";

/** Arrays of a binary file have no place in a text. */
const nowhere = { start: 0, end: 0 };

/**
 * The batch norm layers among named arrays, recognized as in a text. A weight of two axes or more is that of a linear
 * layer or a convolution and is passed over; a list may be broadcast, (1, C, 1, 1).
 *
 * @throws ArrayFileError UNSUPPORTED_DTYPE
 */
export function arrayLayers(arrays: readonly NamedArray[]): LayerState[] {
  return layersOf(arrays.flatMap((array) => parameterOf(array) ?? []));
}

function parameterOf(array: NamedArray): Parameter | null {
  const name = parameterName(array.name);
  if (name === null || !isList(array.shape)) return null;
  return { ...name, values: array.read(), isScalar: array.shape.length === 0, place: nowhere, placeOf: () => nowhere };
}

function isList(shape: readonly number[]): boolean {
  return shape.length < 2 || (shape.length > 2 && shape.every((length, axis) => axis === 1 || length === 1));
}
