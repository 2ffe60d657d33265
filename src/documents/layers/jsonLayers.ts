import type { NumericMember } from "../json/jsonMembers.ts";
import { findMembers } from "../json/jsonMembers.ts";
import { placeOf } from "../numbers/places.ts";
import { type LayerState, type Parameter, layerOf, parameterName } from "./state.ts";

/** Names that only the state of a normalization layer has: a text without one holds none worth looking for. */
const tellingNames = /running_?(?:mean|var)|moving_?(?:mean|var)|input_(?:mean|var)|gamma|norm|bn/i;

/** Whether a text has names that only a layer's state has: a quick look, before it is read for layers. */
export function mayHoldLayers(text: string): boolean {
  return tellingNames.test(text);
}

/**
 * The batch normalization layers whose state a JSON text holds, in document order: recognized by the names of their
 * parameters (PyTorch's, Keras's and tfjs's, ONNX's), in one object or nested, with prefixes in the keys.
 *
 * @throws DocumentError BROKEN_JSON
 */
export function readJsonLayers(text: string, codes: Uint8Array): LayerState[] {
  if (!mayHoldLayers(text)) {
    return [];
  }
  const members = findMembers(text, codes, (key) => parameterName(key) !== null);
  return layersOf(members.map(parameterOf).filter((parameter) => parameter !== null));
}

/** Puts parameters together whose prefix is the same. */
export function layersOf(parameters: readonly Parameter[]): LayerState[] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    const group = groups.get(parameter.prefix) ?? [];
    group.push(parameter);
    groups.set(parameter.prefix, group);
  }
  return Array.from(groups, ([name, group]) => layerOf(name, group)).filter((layer) => layer !== null);
}

function parameterOf({ container, key, numbers, isScalar, place }: NumericMember): Parameter | null {
  const name = parameterName(key);
  return (
    name && {
      ...name,
      prefix: [container, name.prefix].filter((part) => part !== "").join("."),
      isScalar,
      place,
      values: numbers.values.slice(0, numbers.count),
      placeOf: (i) => placeOf(numbers.places, i),
    }
  );
}
