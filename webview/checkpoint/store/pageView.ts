/** The tabs below the list, in their order. */
export const tabNames = ["channels", "scale", "findings", "prune", "fold"] as const;
export type TabName = (typeof tabNames)[number];

/** Columns of the list that it can be sorted by. */
export const sortColumns = ["name", "channels", "gamma", "beta", "mean", "deviation", "batches", "findings"] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** What a person chose on the page: kept over a reload, never sent to the host. */
export interface PageView {
  /** Name of the layer that is selected; null for all layers, undefined while nobody has chosen. */
  readonly selected: string | null | undefined;
  readonly tab: TabName;
  readonly filter: string;
  readonly sort: Sort | null;
  /** Whether all pictures of a column share an axis. */
  readonly sharesAxes: boolean;
  /** Whether layers stand in groups; undefined: as their number suggests. */
  readonly groups: boolean | undefined;
  /** Groups that are not as they are at first: open, or closed where there are very many layers. */
  readonly toggled: readonly string[];
  /** What channels are pruned by, and under which value. */
  readonly pruneMeasure: "gamma" | "spread" | "scale";
  readonly threshold: number;
}

export const firstView: PageView = {
  selected: undefined,
  tab: "channels",
  filter: "",
  sort: null,
  sharesAxes: true,
  groups: undefined,
  toggled: [],
  pruneMeasure: "gamma",
  threshold: 0.05,
};
