import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import { DocumentError } from "../documentError.ts";
import { type Grid, countUpTo } from "../grid/grid.ts";
import { type JsonCandidate, sizeOf } from "./jsonCandidate.ts";
import type { JsonOutline } from "./jsonOutline.ts";
import { textProblem } from "./jsonProblems.ts";
import { listedNames } from "./tables/listedNames.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { featureNamer } from "../text/numberedName.ts";
import { placeOf, selectPlaces } from "../numbers/places.ts";
import { TableReader } from "./tables/tableReader.ts";
import { quotedNotice } from "./tables/tableNotices.ts";
import { positionAt } from "../text/textPosition.ts";
import type { TextFeature, TextNotice, TokenPlaces } from "../types.ts";

/** Axes that a tensor has at most: (N, C, D, H, W). */
const maxRank = 5;

/**
 * The tensor of nested arrays of numbers, or of a list that is written as an object with the keys 0, 1, …
 *
 * @throws DocumentError the candidate's problem; TOO_DEEP
 */
export function readArray(text: string, codes: Uint8Array, outline: JsonOutline, candidate: JsonCandidate): Grid {
  if (candidate.problem) {
    throw candidate.problem();
  }
  const { kind, shape, start, end } = candidate;
  if (shape.length > maxRank) {
    const { line, column } = positionAt(codes, start);
    throw new DocumentError(
      "TOO_DEEP",
      t(
        "a tensor requires at most {0} nested arrays (N, C, D, H, W), got {1} (line {2}, column {3})",
        maxRank,
        shape.length,
        line,
        column,
      ),
      { start, end: start + 1 },
    );
  }
  const isSeries = kind === "series";
  const numbers = isSeries ? readSeries(text, codes, candidate) : outline.numbers;
  const first = isSeries ? 0 : candidate.firstValue;
  const size = sizeOf(candidate);
  const places = selectPlaces(numbers.places, size, (i) => first + i);
  const features = featuresOf(text, candidate, places);
  const data = numbers.values.subarray(first, first + size);
  return {
    data,
    places,
    shape,
    hasMissing: numbers.hasMissing,
    sampleIndex: countUpTo(shape[0]),
    features,
    leftOut: [],
    notices: outline.hasQuoted ? quotedNotices(codes, data, places, shape[0], features) : [],
    range: { start, end },
  };
}

/** The values of an object with the keys 0, 1, … */
function readSeries(text: string, codes: Uint8Array, candidate: JsonCandidate): NumberList {
  const reader = new TableReader(text, codes, candidate);
  const column = reader.addColumn("", null);
  reader.skipSpace();
  reader.position++;
  while (reader.next() === character.doubleQuote) {
    reader.readKey();
    reader.readCell(column);
  }
  const { cells, texts, firstText } = column;
  if (texts > 0) {
    throw textProblem(reader, cells.places.startOf(firstText), cells.places.endOf(firstText));
  }
  return cells;
}

function featuresOf(text: string, { shape, names }: JsonCandidate, places: TokenPlaces): TextFeature[] {
  const numFeatures = shape.length > 1 ? shape[1] : 1;
  const inner = shape.slice(2).reduce((product, length) => product * length, 1);
  const listed = names === null ? [] : listedNames(text, names);
  const nameOf = featureNamer();
  return listed.length === numFeatures
    ? listed
    : Array.from({ length: numFeatures }, (_, c) => ({ name: nameOf(c), place: placeOf(places, c * inner) }));
}

function quotedNotices(
  codes: Uint8Array,
  data: Float64Array,
  places: TokenPlaces,
  samples: number,
  features: readonly TextFeature[],
): TextNotice[] {
  let count = 0;
  let first: number | null = null;
  for (let i = 0; i < places.length; i++) {
    const start = places.startOf(i);
    if (start > 0 && codes[start - 1] === character.doubleQuote && Number.isFinite(data[i])) {
      count++;
      first ??= i;
    }
  }
  if (first === null) {
    return [];
  }
  const sampleSize = places.length / samples;
  const { name } = features[Math.floor(((first % sampleSize) / sampleSize) * features.length)];
  return [quotedNotice(count, { name, place: placeOf(places, first) })];
}
