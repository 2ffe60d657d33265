import { decodeElements } from "../arrays/elementTypes.ts";
import { arrayFile, readAt } from "../stream/arrayParts.ts";
import type { ByteSource } from "../stream/sources/byteSource.ts";
import type { NamedValues } from "./namedValues.ts";
import { isMaskName, positionMask, type PositionMask } from "./positionMask.ts";

/** An array that is called a mask and is larger than this is data: pictures, not positions. */
const mostMaskBytes = 1 << 26;

const key = /"([^"\\]{0,60}(?:lens?|lengths?|masks?))"\s*:\s*\[/gi;

/**
 * The masks and lengths that stand in a JSON text under their names, nearest to a tensor first.
 *
 * @param start where the tensor begins
 */
export function textMasks(text: string, start: number): PositionMask[] {
  const found = Array.from(text.matchAll(key)).flatMap(({ 0: match, 1: name, index }) => {
    const open = index + match.length - 1;
    const values = isMaskName(name) ? nestedValues(name, arrayText(text, open)) : null;
    const mask = values && positionMask(values);
    return mask === null ? [] : [{ mask, distance: Math.abs(open - start) }];
  });
  return found.sort((a, b) => a.distance - b.distance).map(({ mask }) => mask);
}

/** The masks and lengths beside an array of an .npz or .safetensors file. */
export function arrayMasks(source: ByteSource): PositionMask[] {
  const parts = arrayFile(source)?.parts ?? [];
  return parts.flatMap(({ layout: { name, shape, type, littleEndian, fortranOrder, start, end }, source: bytes }) => {
    if (!isMaskName(name) || type === null || (fortranOrder && shape.length > 1)) return [];
    if (end - start > mostMaskBytes) return [];
    const values = decodeElements(readAt(bytes, start, end - start), type, littleEndian);
    return positionMask({ name, shape, values }) ?? [];
  });
}

/** The array that begins at a bracket: one without texts in it. */
function arrayText(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return text.slice(open, at + 1);
    else if (character === '"' || character === "{") return "";
  }
  return "";
}

function nestedValues(name: string, array: string): NamedValues | null {
  const shape: number[] = [];
  const values: number[] = [];
  const visit = (value: unknown, axis: number): boolean => {
    if (!Array.isArray(value)) {
      values.push(Number(value));
      return axis === shape.length;
    }
    if (axis === shape.length && values.length === 0) shape.push(value.length);
    return value.length === shape[axis] && value.every((item) => visit(item, axis + 1));
  };
  try {
    return visit(JSON.parse(array), 0) ? { name, shape, values } : null;
  } catch {
    // It holds something else: comments, NaN.
    return null;
  }
}
