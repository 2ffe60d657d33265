import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { inTextOrder, placeOf } from "../numbers/places.ts";
import type { TextTensor } from "../types.ts";
import { numberText, type Digits } from "./numberText.ts";

/** Replacements of number tokens in a text, in document order: edit k puts texts[k] at [starts[k], ends[k]). */
export interface NumberEdits {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly texts: readonly string[];
}

/**
 * The edits that put new values in the place of a tensor's numbers. Only number tokens change: quotes, separators, line
 * ends and everything else stay byte for byte, a file with decimal commas keeps them, and missing values stay missing.
 *
 * @param values one per value of the tensor, in its order
 * @throws DocumentError NOT_FINITE for NaN or Infinity in JSON, which has no way to write them
 */
export function replaceNumbers(tensor: TextTensor, values: ArrayLike<number>, digits: Digits): NumberEdits {
  const order = inTextOrder(tensor.places).filter((k) => !Number.isNaN(tensor.data[k]));
  const texts = Array.from(order, (k) => {
    const written = valueText(values[k], digits, tensor, k);
    return tensor.decimalPoint === "," ? written.replace(".", ",") : written;
  });
  const { places } = tensor;
  return { starts: order.map((k) => places.startOf(k)), ends: order.map((k) => places.endOf(k)), texts };
}

/** The text of a range after edits that lie in it. */
export function applyNumberEdits(
  text: string,
  { starts, ends, texts }: NumberEdits,
  range: { readonly start: number; readonly end: number },
): string {
  const parts: string[] = [];
  let position = range.start;
  texts.forEach((written, k) => {
    parts.push(text.slice(position, starts[k]), written);
    position = ends[k];
  });
  parts.push(text.slice(position, range.end));
  return parts.join("");
}

/** All edits as one that spans from the first token to the last: the same text comes of it. */
export function mergeNumberEdits(text: string, edits: NumberEdits): NumberEdits {
  const range = { start: edits.starts[0], end: edits.ends[edits.ends.length - 1] };
  const merged = applyNumberEdits(text, edits, range);
  return { starts: Uint32Array.of(range.start), ends: Uint32Array.of(range.end), texts: [merged] };
}

function valueText(value: number, digits: Digits, { format, places }: TextTensor, k: number): string {
  if (Number.isFinite(value)) return numberText(value, digits);
  if (format === "csv") return String(value);
  const message = t("JSON cannot hold {0}, which the value here becomes", String(value));
  throw new DocumentError("NOT_FINITE", message, placeOf(places, k));
}
