import type { ReportOptions } from "../../../src/shared/options.ts";
import type { SortColumn } from "../store/pageView.ts";

/** A column of the feature list: a number, or one of the two pictures. */
export type ListColumn = SortColumn | "before" | "after";
export type NumberColumn = Exclude<SortColumn, "name">;

/** Width from which a column is shown, in pixels of the list. */
const shownFrom: Readonly<Record<ListColumn, number>> = {
  name: 0,
  before: 0,
  mean: 0,
  variance: 460,
  batchMean: 720,
  batchVariance: 720,
  after: 0,
  outputMean: 860,
  outputVariance: 860,
  gamma: 620,
  beta: 620,
  outliers: 340,
};

const inOrder: readonly ListColumn[] = [
  "name",
  "before",
  "mean",
  "variance",
  "batchMean",
  "batchVariance",
  "after",
  "outputMean",
  "outputVariance",
  "gamma",
  "beta",
  "outliers",
];

/**
 * The columns that a list of this width shows. μ and σ² of y need room of their own; where there is none they take the
 * place of those of x when a person asks for them.
 */
export function listColumns(width: number, { mode }: ReportOptions, statistics: "before" | "after"): ListColumn[] {
  const narrow = width < shownFrom.outputMean;
  const twin: Partial<Record<ListColumn, ListColumn>> = { outputMean: "mean", outputVariance: "variance" };
  return inOrder.filter((column) => {
    if (column === "batchMean" || column === "batchVariance") {
      return mode === "eval" && width >= shownFrom[column] && !(narrow && statistics === "after");
    }
    if (narrow && statistics === "after") {
      const asTwin = twin[column];
      if (asTwin !== undefined) {
        return width >= shownFrom[asTwin];
      }
      return column !== "mean" && column !== "variance" && width >= shownFrom[column];
    }
    return width >= shownFrom[column];
  });
}

/** Below this width the list has smaller gaps and margins. */
export const narrowList = 460;

/** The widest that a digit of 13 pixels is in the fonts that pages are shown in. */
const digitWidth = 8.3;

/**
 * The tracks of a CSS grid that holds these columns. Names and pictures share what numbers leave. A column of numbers is
 * wider than usual where the longest has more characters than usual.
 */
export function gridTemplate(columns: readonly ListColumn[], width: number, longestNumber = 0): string {
  const size = width < narrowList ? 0 : width < shownFrom.gamma ? 1 : 2;
  const tracks = {
    name: ["minmax(0, 1.2fr)", "minmax(88px, 1.3fr)", "minmax(88px, 1.2fr)"][size],
    picture: ["minmax(0, 1fr)", "minmax(0, 1fr)", "minmax(0, 1.3fr)"][size],
    number: `${Math.max([52, 56, 66][size], Math.ceil(longestNumber * digitWidth))}px`,
    parameter: "58px",
    share: ["46px", "50px", "56px"][size],
  };
  return columns.map((column) => tracks[trackOf(column)]).join(" ");
}

function trackOf(column: ListColumn): "name" | "picture" | "number" | "parameter" | "share" {
  switch (column) {
    case "name":
      return "name";
    case "before":
    case "after":
      return "picture";
    case "gamma":
    case "beta":
      return "parameter";
    case "outliers":
      return "share";
    case "mean":
    case "variance":
    case "batchMean":
    case "batchVariance":
    case "outputMean":
    case "outputVariance":
      return "number";
  }
}
