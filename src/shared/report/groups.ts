import type { PackedHistograms } from "./report.ts";

/** More groups than this are drawn as one, "others". */
export const mostGroups = 10;

/** A column whose values can part the rows into groups. */
export interface GroupColumn {
  readonly name: string;
  /** Different values. */
  readonly numGroups: number;
}

/** The groups of a column, and where they lie in every feature. */
export interface GroupMoments {
  /** The largest groups: numbers ascending, texts as they first occur; "" is an empty cell. */
  readonly names: readonly string[];
  /** How many smaller groups are one more at the end of the arrays below; 0: there is none. */
  readonly others: number;
  /** Values that counted, mean and biased variance of every group: entry feature · groups + group. */
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** η² of every feature: variance between all groups, also those in "others", over the whole one. */
  readonly explained: Float64Array;
}

/** How many groups the arrays of an answer hold. */
export function numGroupsShown({ names, others }: Pick<GroupMoments, "names" | "others">): number {
  return names.length + (others > 0 ? 1 : 0);
}

export interface GroupHistogramsQuestion {
  /** Name of the column. */
  readonly column: string;
  readonly features: readonly number[];
}

/** Histograms of x: entry i · groups + group for feature number i of the question, in the same bins for all its groups. */
export type GroupHistograms = PackedHistograms;
