import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { excerpt } from "../text/excerpt.ts";
import { type Grid, joinGrids, toTensor } from "../grid/grid.ts";
import { type JsonCandidate, isListed, keyOf, pathText, sizeOf } from "./jsonCandidate.ts";
import type { JsonOutline } from "./jsonOutline.ts";
import { readTable } from "./tables/jsonTable.ts";
import { readArray } from "./arrayGrid.ts";
import { largestOfSeveral } from "../largestOfSeveral.ts";
import { outlineText } from "./outlineText.ts";
import { readJsonLayers } from "../layers/jsonLayers.ts";
import { isMaskName } from "../masks/positionMask.ts";
import { applyMissingValues } from "../grid/missingSamples.ts";
import { columnsLabel, lineRangeLabel } from "../text/rangeLabel.ts";
import { withoutFeatures } from "../grid/withoutFeatures.ts";
import { columnHints } from "../table/hints.ts";
import { effectiveSelections, pickTouched } from "../grid/selection.ts";
import type { TensorOutline } from "../tensorOutline.ts";
import type { ReadOptions, Span, TextNotice, TextTensor } from "../types.ts";

/**
 * Reads the tensor that the selections mean out of a JSON, JSONC or JSON Lines text.
 *
 * @throws DocumentError as `readTensor`
 */
export function readJson(text: string, codes: Uint8Array, options: ReadOptions): TextTensor {
  const selections = effectiveSelections(options.selections);
  const outline = outlineText(text, codes, options.languageId, selections);
  if (options.asksIfSeveral === true) throwIfSeveral(text, outline, options.selections[0]);
  const { chosen, notices } = choose(text, codes, outline, selections, options.selections);
  const picked = chosen.map((candidate) => {
    const grid = withoutFeatures(gridOf(text, codes, outline, candidate), options.exclude ?? []);
    return pickTouched(grid, selections);
  });
  const joined = joinGrids(picked.map((pick) => pick.grid));
  const grid = applyMissingValues(joined, options.missingValues, codes);
  const isTable = chosen.some(({ kind }) => kind !== "array" && kind !== "series");
  const hints = isTable ? columnHints({ ...grid, hasUnnamedFirst: false }) : [];
  const isInOrder = chosen.every(({ kind }) => kind === "array" || kind === "series");
  const where = picked[0].features
    ? columnsLabel(picked[0].features)
    : lineRangeLabel(codes, tokenRange(grid, isInOrder));
  const path = chosen.map((candidate) => pathText(text, candidate.path)).join(", ");
  return toTensor(
    { ...grid, notices: [...notices, ...grid.notices, ...hints] },
    {
      format: "json",
      rangeLabel: path === "" ? where : `${path} (${where})`,
      numSamplesInText: joined.shape[0],
      ...(chosen.length === 1 && { numSamplesInArray: chosen[0].shape[0] }),
      decimalPoint: ".",
    },
  );
}

/** The tensors of a JSON text, outermost ones only. */
export function jsonTensors(text: string, codes: Uint8Array, languageId: string): TensorOutline[] {
  const { candidates } = outlineText(text, codes, languageId, []);
  return outermostOf(candidates).map(({ kind, path, shape, start, end, problem }) => ({
    kind,
    format: "json",
    path: pathText(text, path),
    shape,
    range: { start, end },
    problem: problem ? problem().message : null,
  }));
}

interface Choice {
  readonly chosen: readonly JsonCandidate[];
  readonly notices: readonly TextNotice[];
}

/** The outermost candidates that the selections touch; else the one around the cursor; else the only one, or the largest. */
function choose(
  text: string,
  codes: Uint8Array,
  { candidates }: JsonOutline,
  selections: readonly Span[],
  cursors: readonly Span[],
): Choice {
  const outermost = outermostOf(candidates);
  if (outermost.length === 0) {
    throw noNumbers(text, cursors);
  }
  const places = selections.length > 0 ? selections : placedCursors(cursors, outermost);
  const touched = outermost.filter((candidate) => places.some((place) => touches(place, candidate)));
  if (touched.length > 0 && areJoinable(touched)) {
    return { chosen: touched, notices: [] };
  }
  const among = touched.length > 0 ? touched : withoutMasks(text, withoutLayers(text, codes, outermost));
  const largest = among.reduce((best, candidate) => (sizeOf(candidate) > sizeOf(best) ? candidate : best));
  if (among.length === 1) {
    return { chosen: among, notices: [] };
  }
  const place = { start: largest.start, end: largest.end };
  const notice = largestOfSeveral(among.length, pathText(text, largest.path), largest.shape, place);
  return { chosen: [largest], notices: [notice] };
}

/** @throws DocumentError SEVERAL_TENSORS where there are several to choose from, and the cursor is in none of them */
function throwIfSeveral(text: string, { candidates }: JsonOutline, cursor: Span): void {
  const outermost = outermostOf(candidates);
  const listed = withoutMasks(text, outermost.filter(isListed));
  const places = placedCursors([cursor], outermost);
  if (listed.length > 1 && !listed.some((candidate) => places.some((place) => touches(place, candidate)))) {
    throw new DocumentError("SEVERAL_TENSORS", t("Which numbers? The cursor is in none of them."));
  }
}

/** The start of the text is where a cursor stands that nobody moved: it chooses none of several values behind each other. */
function placedCursors(cursors: readonly Span[], outermost: readonly JsonCandidate[]): readonly Span[] {
  return outermost.length < 2 ? cursors : cursors.filter(({ start, end }) => start > 0 || end > start);
}

function touches({ start, end }: Span, candidate: JsonCandidate): boolean {
  return start === end
    ? candidate.start <= start && start <= candidate.end
    : candidate.start < end && start < candidate.end;
}

/** The parameters of a layer are not what a person wants normalized, unless the cursor is in them. */
function withoutLayers(
  text: string,
  codes: Uint8Array,
  candidates: readonly JsonCandidate[],
): readonly JsonCandidate[] {
  const isVector = ({ shape }: JsonCandidate): boolean => shape.length === 1;
  const layers = candidates.some(isVector) ? readJsonLayers(text, codes).layers : [];
  const parameters = new Set(layers.flatMap(({ places }) => places.map(({ place }) => place.start)));
  const data = candidates.filter(({ start }) => !parameters.has(start));
  if (data.length === 0) {
    const [{ name, places }] = layers;
    throw new DocumentError(
      "NO_NUMBERS",
      t("the file holds the state of a layer ({0}), no values to normalize: load it with Load Layer Parameters", name),
      places[0].place,
    );
  }
  return data;
}

/** Lengths and masks are about the samples beside them, and none of the values that a person means. */
function withoutMasks(text: string, candidates: readonly JsonCandidate[]): readonly JsonCandidate[] {
  const hasSamples = ({ shape: [length] }: JsonCandidate): boolean =>
    candidates.some(({ shape }) => shape.length > 2 && shape[0] === length);
  return candidates.filter(
    (candidate) =>
      candidate.path === null ||
      candidate.shape.length > 2 ||
      !isMaskName(keyOf(text, candidate.path)) ||
      !hasSamples(candidate),
  );
}

/** Those that are in no other. A candidate inside another comes before it. */
function outermostOf(candidates: readonly JsonCandidate[]): JsonCandidate[] {
  const outermost: JsonCandidate[] = [];
  for (const candidate of candidates) {
    while (outermost.length > 0 && outermost[outermost.length - 1].start >= candidate.start) {
      outermost.pop();
    }
    outermost.push(candidate);
  }
  return outermost;
}

function areJoinable(candidates: readonly JsonCandidate[]): boolean {
  const [first] = candidates;
  return (
    candidates.length === 1 ||
    candidates.every(
      ({ kind, problem, shape }) =>
        kind === "array" && !problem && shape.slice(1).join() === first.shape.slice(1).join(),
    )
  );
}

function noNumbers(text: string, cursors: readonly Span[]): DocumentError {
  const place = cursors.length > 0 ? cursors[0] : { start: 0, end: Math.min(text.length, 1) };
  const shard = /"weight_map"\s*:\s*\{[^}]*?:\s*"([^"]+)"/.exec(text)?.[1];
  if (shard !== undefined) {
    return new DocumentError(
      "NO_NUMBERS",
      t("this file lists where tensors are: open one of those files, {0}", shard),
      place,
    );
  }
  return new DocumentError(
    "NO_NUMBERS",
    t("a tensor requires an array of numbers, got none: {0}", excerpt(text.trim().slice(0, 80))),
    place,
  );
}

function gridOf(text: string, codes: Uint8Array, outline: JsonOutline, candidate: JsonCandidate): Grid {
  return candidate.kind === "array" || candidate.kind === "series"
    ? readArray(text, codes, outline, candidate)
    : readTable(text, codes, candidate);
}

/** From the first token to the last: a selection of rows is labelled by what it touched, not by the array it is in. */
function tokenRange({ places, range, shape }: Grid, isInOrder: boolean): Span {
  if (isInOrder) {
    return { start: places.startOf(0), end: places.endOf(places.length - 1) };
  }
  let start = range.end;
  let end = range.start;
  const [samples, width = 1] = shape;
  // The tokens of one column are in order, whether columns stand beside each other or one behind the other.
  for (let column = 0; column < width; column++) {
    let first = column;
    let last = (samples - 1) * width + column;
    while (first < last && places.endOf(first) === 0) {
      first += width;
    }
    while (last > first && places.endOf(last) === 0) {
      last -= width;
    }
    if (places.endOf(first) > 0) {
      start = Math.min(start, places.startOf(first));
      end = Math.max(end, places.endOf(last));
    }
  }
  return { start, end };
}
