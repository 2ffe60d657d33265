/** The tabs of the detail, in their order. */
export const tabNames = ["distribution", "values", "activation", "batches", "gradients", "layer", "learn"] as const;
export type TabName = (typeof tabNames)[number];

/** What the feature list can be sorted by. File order is no column: it is `sort: null`. */
export const sortColumns = [
  "name",
  "mean",
  "variance",
  "batchMean",
  "batchVariance",
  "outputMean",
  "outputVariance",
  "gamma",
  "beta",
  "outliers",
] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** What a person chose on the page: it survives hiding, reloading and new snapshots. */
export interface PageView {
  /** Selected row: −1 is all features. */
  readonly selected: number;
  /** Name of the selected feature, by which it is found again in a snapshot with other columns; null for all. */
  readonly selectedName: string | null;
  readonly tab: TabName;
  readonly sort: Sort | null;
  readonly filter: string;
  /** Pictures of x on one axis for all rows, or each on its own; null: chosen from the scales of the features. */
  readonly axis: "same" | "own" | null;
  /** Whose μ and σ² the list shows where there is no room for both. */
  readonly statistics: "before" | "after";
  /** Height of the list in pixels where a person moved the sash; null: eight rows. */
  readonly listHeight: number | null;
  /** What the tabs of the detail keep: one plain JSON value per key, owned by the tab that wrote it. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export const defaultPageView: PageView = {
  selected: -1,
  selectedName: null,
  tab: "distribution",
  sort: null,
  filter: "",
  axis: null,
  statistics: "before",
  listHeight: null,
  detail: {},
};

/** Reads a page view from `getState()`: what is missing or of another shape (an older version's) takes its default. */
export function restorePageView(saved: unknown): PageView {
  if (!isRecord(saved)) {
    return defaultPageView;
  }
  const { selected, selectedName, tab, sort, filter, axis, statistics, listHeight, detail } = saved;
  return {
    selected: typeof selected === "number" && Number.isInteger(selected) ? Math.max(-1, selected) : -1,
    selectedName: typeof selectedName === "string" ? selectedName : null,
    tab: tabNames.find((name) => name === tab) ?? defaultPageView.tab,
    sort: restoreSort(sort),
    filter: typeof filter === "string" ? filter : "",
    axis: axis === "own" || axis === "same" ? axis : null,
    statistics: statistics === "after" ? "after" : "before",
    listHeight: typeof listHeight === "number" && listHeight > 0 ? listHeight : null,
    detail: isRecord(detail) ? detail : {},
  };
}

function restoreSort(saved: unknown): Sort | null {
  const column = isRecord(saved) ? sortColumns.find((name) => name === saved["column"]) : undefined;
  return column === undefined || !isRecord(saved) ? null : { column, descending: saved["descending"] === true };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
