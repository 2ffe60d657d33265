import type { NamedArray } from "../arrays/index.ts";
import { findStates, isParameterName, type FoundStates } from "./findStates.ts";
import { isOwnName, ownStates, type OwnConvention } from "./ownConvention.ts";
import type { Parameter } from "./parameter.ts";

/** Arrays of a binary file have no place in a text. */
const nowhere = { start: 0, end: 0 };

/**
 * The batch norm layers among named arrays, recognized as in a text. A weight of two axes or more is that of a linear
 * layer or a convolution and is passed over; a list may be broadcast, (1, C, 1, 1).
 *
 * @throws ArrayFileError UNSUPPORTED_DTYPE
 */
export function arrayLayers(arrays: readonly NamedArray[]): FoundStates {
  return findStates(arrays.flatMap((array) => (isParameterName(array.name) ? (parameterOf(array) ?? []) : [])));
}

/** The same under a person's own names. */
export function ownArrayLayers(arrays: readonly NamedArray[], own: OwnConvention): FoundStates {
  const isWanted = ({ name }: NamedArray): boolean => isOwnName(own, name) || isParameterName(name);
  return ownStates(
    arrays.flatMap((array) => (isWanted(array) ? (parameterOf(array) ?? []) : [])),
    own,
  );
}

function parameterOf(array: NamedArray): Parameter | null {
  if (!isList(array.shape)) return null;
  return {
    path: array.name,
    values: array.read(),
    isScalar: array.shape.length === 0,
    ...{ word: null, unreadable: null, place: nowhere, placeOf: () => nowhere },
  };
}

/** One value per channel: one axis, or others of length 1 beside it. */
function isList(shape: readonly number[]): boolean {
  return shape.filter((length) => length !== 1).length <= 1;
}
