import { t } from "@vscode/l10n";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import { type FilterToken, filterTokens, parseFilter } from "../store/rows.ts";
import type { SortColumn } from "../store/pageView.ts";
import { leaveOut } from "../head/columnList.ts";
import type { ReportStore } from "../store/store.ts";

/** The menu at the filter's funnel: each property that can be filtered by, on or off. */
export function filterMenu(store: ReportStore): MenuEntry[] {
  const { filter } = store.view;
  const { tokens } = parseFilter(filter);
  const labels: Readonly<Record<FilterToken, string>> = {
    "@constant": t("Constant"),
    "@outliers": t("With Values over 3 Standard Deviations"),
    "@missing": t("With Missing, NaN or Infinite Values"),
    "@changed": t("γ or β Changed"),
  };
  const entries: MenuEntry[] = filterTokens.map((token) => ({
    label: labels[token],
    checked: tokens.includes(token),
    run: () => {
      store.setView({ filter: toggleToken(filter, token) });
    },
  }));
  const clear = {
    label: t("Clear Filter"),
    disabled: filter === "",
    run: () => {
      store.setView({ filter: "" });
    },
  };
  return [...entries, "separator", clear];
}

/** The filter's text with a token put in, or taken out where it is in. */
export function toggleToken(filter: string, token: FilterToken): string {
  const words = filter.split(/\s+/).filter(Boolean);
  const others = words.filter((word) => word.toLowerCase() !== token);
  return [...others, ...(others.length === words.length ? [token] : [])].join(" ");
}

/** The menu beside it: orders, whose μ and σ² a list without room for both shows, and what takes a feature out. */
export function sortMenu(store: ReportStore): MenuEntry[] {
  const { sort, statistics } = store.view;
  const sortBy = (label: string, column: SortColumn | null, descending = false): MenuEntry => ({
    label,
    checked: column === null ? sort === null : sort?.column === column,
    run: () => {
      store.setView({ sort: column === null ? null : { column, descending } });
    },
  });
  const show = (label: string, value: "before" | "after"): MenuEntry => ({
    label,
    checked: statistics === value,
    run: () => {
      store.setView({ statistics: value });
    },
  });
  const { snapshot, view } = store;
  const name = snapshot?.features.names[view.selected];
  const leave = !snapshot?.source.columns
    ? []
    : ([
        "separator",
        {
          label: name === undefined ? t("Leave Out the Selected Feature") : t("Leave Out {0}", name),
          disabled: name === undefined || snapshot.features.names.length === 1,
          run: () => {
            if (name !== undefined) leaveOut(store, name);
          },
        },
      ] as const);
  return [
    sortBy(t("File Order"), null),
    sortBy(t("Sort by Name"), "name"),
    sortBy(t("Sort by Mean"), "mean"),
    sortBy(t("Sort by Variance"), "variance"),
    sortBy(t("Sort by Share of |x̂| > 3, Largest First"), "outliers", true),
    "separator",
    show(t("Show μ and σ² before"), "before"),
    show(t("Show μ and σ² after"), "after"),
    ...leave,
  ];
}
