import { t } from "@vscode/l10n";
import { countLineEnds, positionAt } from "./textPosition.ts";
import type { Span } from "../types.ts";

/** "lines 2–151", "line 7". */
export function lineRangeLabel(codes: Uint8Array, range: Span): string {
  const first = positionAt(codes, range.start).line;
  const last = first + countLineEnds(codes, range.start, range.end);
  return linesLabel([{ first, last }]);
}

/** First and last line (or column) of a run without gaps. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** "lines 2–10, 20–30". */
export function linesLabel(runs: readonly Run[]): string {
  const isOne = runs.length === 1 && runs[0].first === runs[0].last;
  return isOne ? t("line {0}", runs[0].first) : t("lines {0}", runsText(runs));
}

function runsText(runs: readonly Run[]): string {
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`)).join(", ");
}

/** "columns 1–4, 7", from indices that count from 0, in ascending order. */
export function columnsLabel(indices: readonly number[]): string {
  const runs: Run[] = [];
  for (let i = 0; i < indices.length; i++) {
    const first = indices[i];
    while (i + 1 < indices.length && indices[i + 1] === indices[i] + 1) {
      i++;
    }
    runs.push({ first: first + 1, last: indices[i] + 1 });
  }
  return indices.length === 1 ? t("column {0}", indices[0] + 1) : t("columns {0}", runsText(runs));
}
