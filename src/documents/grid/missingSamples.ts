import { DocumentError } from "../documentError.ts";
import { type Grid, keepSamples, sampleSize } from "./grid.ts";
import { placeOf } from "../numbers/places.ts";
import {
  missingIgnoredMessage,
  missingMessage,
  noCompleteRowMessage,
  rowsOmittedMessage,
} from "../table/tableWords.ts";
import { positionAt } from "../text/textPosition.ts";
import type { ReadOptions, Span } from "../types.ts";

/**
 * Applies the policy for missing values. omitRows: samples that have one are left out, with a notice. ignore: they stay
 * NaN, and each feature counts what it has. error: the first one is an error.
 *
 * @throws DocumentError MISSING_VALUE
 */
export function applyMissingValues(grid: Grid, policy: ReadOptions["missingValues"], codes: Uint8Array): Grid {
  const { data, shape, hasMissing } = grid;
  if (!hasMissing) {
    return grid;
  }
  const samples = shape[0];
  const size = sampleSize(shape);
  const kept = new Uint32Array(samples);
  let numKept = 0;
  let missing = 0;
  let firstMissing = -1;
  for (let sample = 0; sample < samples; sample++) {
    let isComplete = true;
    for (let i = sample * size; i < (sample + 1) * size; i++) {
      if (Number.isNaN(data[i])) {
        missing++;
        isComplete = false;
        firstMissing = firstMissing < 0 ? i : firstMissing;
      }
    }
    if (isComplete) {
      kept[numKept++] = sample;
    }
  }
  if (missing === 0) {
    return grid;
  }
  const place = placeNear(grid, firstMissing);
  if (policy === "error") {
    const { line, column } = positionAt(codes, place.start);
    throw new DocumentError("MISSING_VALUE", missingMessage(line, column), place);
  }
  if (policy === "ignore") {
    const message = missingIgnoredMessage(missing);
    return withNotice(grid, "MISSING_IGNORED", message, place);
  }
  if (numKept === 0) {
    throw new DocumentError("MISSING_VALUE", noCompleteRowMessage(samples), place);
  }
  const message = rowsOmittedMessage(samples - numKept, samples);
  return withNotice(keepSamples(grid, kept.subarray(0, numKept)), "ROWS_OMITTED", message, place);
}

/** The place of value i, or of the nearest value before it that has one (a missing key has no token). */
function placeNear({ places, range }: Grid, i: number): Span {
  let near = i;
  while (near >= 0 && places.endOf(near) === 0) {
    near--;
  }
  return near < 0 ? range : placeOf(places, near);
}

function withNotice(grid: Grid, code: string, message: string, place: Span): Grid {
  return { ...grid, notices: [...grid.notices, { code, severity: "warning", message, place }] };
}
