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
  batchMean: 560,
  batchVariance: 560,
  after: 0,
  outputMean: 860,
  outputVariance: 860,
  gamma: 620,
  beta: 620,
  outliers: 340,
};

/** Width from which γ and β stand beside four columns of statistics. */
const parametersInEvaluation = 760;

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
  const isEvaluation = mode === "eval";
  const narrow = width < shownFrom.outputMean;
  const twin: Partial<Record<ListColumn, ListColumn>> = { outputMean: "mean", outputVariance: "variance" };
  return inOrder.filter((column) => {
    if (column === "batchMean" || column === "batchVariance") {
      return isEvaluation && width >= shownFrom[column] && !(narrow && statistics === "after");
    }
    if (narrow && statistics === "after") {
      const asTwin = twin[column];
      if (asTwin !== undefined) {
        return width >= shownFrom[asTwin];
      }
      return column !== "mean" && column !== "variance" && width >= shownFrom[column];
    }
    // In evaluation the batch's statistics are worth more room than γ and β, which the controls below show as well.
    if (isEvaluation && (column === "gamma" || column === "beta")) return width >= parametersInEvaluation;
    return width >= shownFrom[column];
  });
}

/** Below this width the list has smaller gaps and margins. */
export const narrowList = 460;

/** The widest that a digit of 13 pixels is in the fonts that pages are shown in. */
const digitWidth = 8.3;
/** What a letter of a name takes on average. */
const letterWidth = 7.6;

/** Characters of what the columns of numbers and names have to hold. */
export interface LongestTexts {
  readonly longestNumber?: number;
  readonly longestName?: number;
}

/**
 * The tracks of a CSS grid that holds these columns. Names and pictures share what numbers leave. A column of numbers is
 * wider than usual where the longest has more characters than usual.
 */
export function gridTemplate(
  columns: readonly ListColumn[],
  width: number,
  { longestNumber = 0, longestName = 0 }: LongestTexts = {},
): string {
  const size = width < narrowList ? 0 : width < shownFrom.gamma ? 1 : 2;
  const number = Math.max([52, 56, 66][size], Math.ceil(longestNumber * digitWidth));
  const [parameter, share] = [58, [46, 50, 56][size]];
  const widths = { number, parameter, share, name: 0, picture: 0 };
  const [gap, margin] = size === 0 ? [8, 12] : [12, 20];
  const taken = columns.reduce((sum, column) => sum + widths[trackOf(column)] + gap, 2 * margin - gap);
  // A long name takes what pictures of a readable width leave.
  const free = width - taken - 2 * readablePicture;
  const name = Math.max(leastName, Math.min(free, nameWidth(longestName)));
  const tracks = {
    name: size === 0 ? "minmax(0, 1.2fr)" : `minmax(${leastName}px, ${name}px)`,
    picture: "minmax(0, 1fr)",
    number: `${number}px`,
    parameter: `${parameter}px`,
    share: `${share}px`,
  };
  return columns.map((column) => tracks[trackOf(column)]).join(" ");
}

const leastName = 88;
/** From this width on, the picture of a distribution has a shape. */
const readablePicture = 84;

/** Room for a name of so many characters and an icon behind it. */
function nameWidth(characters: number): number {
  return Math.max(104, Math.ceil(characters * letterWidth) + 24);
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
