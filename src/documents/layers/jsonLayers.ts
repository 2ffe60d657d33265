import type { NumericMember } from "../json/jsonMembers.ts";
import { findMembers } from "../json/jsonMembers.ts";
import { placeOf } from "../numbers/places.ts";
import { findStates, isParameterName, type FoundStates } from "./findStates.ts";
import { isOwnName, ownStates, type OwnConvention } from "./ownConvention.ts";
import type { Parameter } from "./parameter.ts";

/** Names that only the state of a normalization layer has: a text without one holds none worth looking for. */
const tellingNames =
  /running_?(?:mean|var)|moving_?(?:mean|var)|input_(?:mean|var)|avg_(?:mean|var)|stored_(?:mean|var)|_(?:mean|variance)\b|batch_stats|mean_ema|scale_factor|w_2|gamma|norm|bn|\bln_|\b(?:ln|gn|in)_?\d|"var"/i;

/** Whether a text has names that only a layer's state has: a quick look, before it is read for layers. */
export function mayHoldLayers(text: string): boolean {
  return tellingNames.test(text);
}

/**
 * The batch normalization layers whose state a JSON text holds, in document order: recognized by the names of their
 * parameters under every framework, in one object or nested, with prefixes in the keys.
 *
 * @throws DocumentError BROKEN_JSON
 */
export function readJsonLayers(text: string, codes: Uint8Array): FoundStates {
  if (!mayHoldLayers(text)) {
    return { layers: [], others: [] };
  }
  return findStates(findMembers(text, codes, isPartName).map(parameterOf));
}

/**
 * The same under a person's own names.
 *
 * @throws DocumentError BROKEN_JSON
 */
export function readOwnJsonLayers(text: string, codes: Uint8Array, own: OwnConvention): FoundStates {
  const isWanted = (key: string): boolean => isPartName(key) || isOwnName(own, key);
  return ownStates(findMembers(text, codes, isWanted).map(parameterOf), own);
}

/** Haiku's lists are "average" below a name that says whose, those of Flax' nnx "value". */
function isPartName(key: string): boolean {
  return isParameterName(key) || key === "average" || key === "counter" || key === "value";
}

function parameterOf({ container, key, numbers, isScalar, place, word, unreadable }: NumericMember): Parameter {
  return {
    path: [plainPath(container), ...(key === "value" ? [] : [key])].filter((part) => part !== "").join("."),
    ...{ isScalar, place, word, unreadable },
    values: numbers.values.slice(0, numbers.count),
    placeOf: (i) => placeOf(numbers.places, i),
  };
}

/** A key with dots in it is a path in brackets and quotes: ["layer1.bn"]. */
function plainPath(path: string): string {
  return path.replace(/\["(.*?)"\]/g, ".$1").replace(/^\./, "");
}
