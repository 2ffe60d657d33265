import type { FeatureColumns, ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { Sort, SortColumn } from "./pageView.ts";
import {
  type Affine,
  hasMissing,
  isChanged,
  isConstant,
  outputMean,
  outputVariance,
} from "../../../src/shared/view/features.ts";

/** What a person can ask for besides a name. */
export const filterTokens = ["@constant", "@outliers", "@missing", "@changed"] as const;
export type FilterToken = (typeof filterTokens)[number];

export interface Filter {
  /** Lower case, all of which the name must contain. */
  readonly words: readonly string[];
  /** All of which must hold. */
  readonly tokens: readonly FilterToken[];
  /** Words that start with @ but are no token (yet): nothing is filtered by them, the page says so. */
  readonly unknown: readonly string[];
}

/** Reads the filter field: words are looked for in the name, tokens ask for a property. */
export function parseFilter(text: string): Filter {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isToken = (part: string): part is FilterToken => filterTokens.some((token) => token === part);
  return {
    words: parts.filter((part) => !part.startsWith("@")),
    tokens: parts.filter(isToken),
    unknown: parts.filter((part) => part.startsWith("@") && !isToken(part)),
  };
}

/** The features that pass the filter, in the order of the sort; file order without one. */
export function visibleFeatures(
  snapshot: ReportSnapshot,
  affine: Affine,
  filterText: string,
  sort: Sort | null,
): Uint32Array {
  const { features } = snapshot;
  const { words, tokens } = parseFilter(filterText);
  const kept: number[] = [];
  for (let c = 0; c < features.names.length; c++) {
    const name = words.length > 0 ? features.names[c].toLowerCase() : "";
    if (words.every((word) => name.includes(word)) && tokens.every((token) => passes(token, features, affine, c))) {
      kept.push(c);
    }
  }
  return Uint32Array.from(sort === null ? kept : sorted(kept, snapshot, affine, sort));
}

function passes(token: FilterToken, features: FeatureColumns, affine: Affine, c: number): boolean {
  switch (token) {
    case "@constant":
      return isConstant(features, c);
    case "@outliers":
      return features.outliers[c] > 0;
    case "@missing":
      return hasMissing(features, c);
    case "@changed":
      return isChanged(affine, c);
  }
}

/** Stable; what is not a number comes last in both directions, equal values keep the order of the file. */
function sorted(kept: number[], { features }: ReportSnapshot, affine: Affine, sort: Sort): number[] {
  const direction = sort.descending ? -1 : 1;
  if (sort.column === "name") {
    const collator = new Intl.Collator(undefined, { numeric: true });
    return kept.sort((a, b) => direction * collator.compare(features.names[a], features.names[b]));
  }
  const value = columnValue(sort.column, features, affine);
  const keys = Float64Array.from(features.names, (_, c) => value(c));
  return kept.sort((a, b) => {
    if (Number.isNaN(keys[a]) || Number.isNaN(keys[b])) {
      return Number(Number.isNaN(keys[a])) - Number(Number.isNaN(keys[b])) || a - b;
    }
    return direction * Number(keys[a] > keys[b]) - direction * Number(keys[a] < keys[b]) || a - b;
  });
}

/** A column of the list as a function of the feature. In evaluation μ and σ² are those that normalize. */
export function columnValue(
  column: Exclude<SortColumn, "name">,
  features: FeatureColumns,
  affine: Affine,
): (c: number) => number {
  switch (column) {
    case "mean":
      return (c) => features.usedMean[c];
    case "variance":
      return (c) => features.usedVariance[c];
    case "batchMean":
      return (c) => features.mean[c];
    case "batchVariance":
      return (c) => features.variance[c];
    case "outputMean":
      return (c) => outputMean(features, affine, c);
    case "outputVariance":
      return (c) => outputVariance(features, affine, c);
    case "gamma":
      return (c) => affine.gamma[c];
    case "beta":
      return (c) => affine.beta[c];
    case "outliers":
      return (c) => features.outliers[c] / features.count[c];
  }
}

/** What a click on a column's header makes of the sort: first ascending, then descending, then file order. */
export function nextSort(sort: Sort | null, column: SortColumn): Sort | null {
  if (sort?.column !== column) {
    return { column, descending: false };
  }
  return sort.descending ? null : { column, descending: true };
}
