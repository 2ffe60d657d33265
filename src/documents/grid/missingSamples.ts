import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { type Grid, keepSamples, sampleSize } from "./grid.ts";
import { placeOf } from "../numbers/places.ts";
import { positionAt } from "../text/textPosition.ts";
import type { ReadOptions, Span, TextNotice } from "../types.ts";

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
    throw new DocumentError("MISSING_VALUE", t("a value is missing (line {0}, column {1})", line, column), place);
  }
  if (policy === "ignore") {
    return withNotice(grid, ignoredNotice(missing, place));
  }
  if (numKept === 0) {
    throw new DocumentError(
      "MISSING_VALUE",
      t(
        "every one of the {0} rows has a missing value: none is left; set batchNorm.missingValues to ignore, or select columns",
        samples,
      ),
      place,
    );
  }
  return withNotice(keepSamples(grid, kept.subarray(0, numKept)), omittedNotice(samples - numKept, samples, place));
}

/** "3 missing values are ignored: …", wherever they were counted. */
export function ignoredNotice(missing: number, place: Span | null): TextNotice {
  const message =
    missing === 1
      ? t("1 missing value is ignored: its feature counts the values that it has.")
      : t("{0} missing values are ignored: each feature counts the values that it has.", missing);
  return { code: "MISSING_IGNORED", severity: "warning", message, place };
}

/** "2 of 150 rows are omitted: …" */
export function omittedNotice(omitted: number, samples: number, place: Span | null): TextNotice {
  const message =
    omitted === 1
      ? t("1 of {0} rows is omitted: it has a missing value.", samples)
      : t("{0} of {1} rows are omitted: they have missing values.", omitted, samples);
  return { code: "ROWS_OMITTED", severity: "warning", message, place };
}

/** The place of value i, or of the nearest value before it that has one (a missing key has no token). */
function placeNear({ places, range }: Grid, i: number): Span {
  let near = i;
  while (near >= 0 && places.endOf(near) === 0) {
    near--;
  }
  return near < 0 ? range : placeOf(places, near);
}

function withNotice(grid: Grid, notice: TextNotice): Grid {
  return { ...grid, notices: [...grid.notices, notice] };
}
