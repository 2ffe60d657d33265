import { t } from "@vscode/l10n";
import { mostGroups, type GroupColumn } from "../../../shared/report/groups.ts";
import { Failure } from "../../../shared/messages/failure.ts";
import type { DatasetColumns } from "../../dataset/datasetColumns.ts";
import { classColumns } from "../classColumns.ts";

/** More different whole numbers than this are a quantity, not classes. */
const mostWholeNumbers = 20;

/** The rows of a table in groups. */
export interface Grouping {
  /** Names of the groups that are shown, without "others". */
  readonly names: readonly string[];
  readonly others: number;
  /** All groups, and the group of every row. */
  readonly numGroups: number;
  readonly groupOf: Uint32Array;
  /** Place among the shown ones for each of all groups; `names.length` for one of the others. */
  readonly shownAs: Uint32Array;
}

/** The columns that part the rows: texts, then whole numbers; of those the last column first, where classes stand. */
export function groupColumns(columns: DatasetColumns): GroupColumn[] {
  const texts = classColumns(columns.leftOut, columns.valuesOf(0).length);
  const numbers = columns.names.flatMap((name, c): GroupColumn[] => {
    const numGroups = wholeNumbers(columns.valuesOf(c));
    return numGroups === 0 ? [] : [{ name, numGroups }];
  });
  const isLast = ({ name }: GroupColumn): boolean => name === columns.names.at(-1);
  return [
    ...texts.map(({ name, values }) => ({ name, numGroups: new Set(values).size })),
    ...numbers.filter(isLast),
    ...numbers.filter((column) => !isLast(column)),
  ];
}

/** @throws Failure NO_COLUMN where there is no such column any more */
export function grouping(columns: DatasetColumns, name: string): Grouping {
  const texts = columns.leftOut.find((column) => column.name === name)?.values;
  const feature = columns.names.indexOf(name);
  if (texts === undefined && feature < 0) {
    const message = t("There is no column {0} to group by any more", name);
    throw new Failure({ kind: "input", code: "NO_COLUMN", message, place: null });
  }
  return texts === undefined
    ? groupsOf(
        Array.from(columns.valuesOf(feature), (value) => (Number.isNaN(value) ? "" : String(value))),
        true,
      )
    : groupsOf(texts, false);
}

function groupsOf(labels: readonly string[], areNumbers: boolean): Grouping {
  const numberOf = new Map<string, number>();
  const sizes: number[] = [];
  const groupOf = Uint32Array.from(labels, (label) => {
    const group = numberOf.get(label) ?? numberOf.size;
    numberOf.set(label, group);
    sizes[group] = (sizes.at(group) ?? 0) + 1;
    return group;
  });
  const names = [...numberOf.keys()];
  const all = names.map((_, group) => group);
  const largest = new Set([...all].sort((a, b) => sizes[b] - sizes[a] || a - b).slice(0, mostGroups));
  const shown = all.filter((group) => largest.has(group));
  if (areNumbers) shown.sort((a, b) => Number(names[a]) - Number(names[b]));
  const shownAs = Uint32Array.from(all, (group) => (largest.has(group) ? shown.indexOf(group) : shown.length));
  return {
    names: shown.map((group) => names[group]),
    others: names.length - shown.length,
    numGroups: names.length,
    groupOf,
    shownAs,
  };
}

/** How many different numbers a column of whole numbers holds; 0 where it holds others, one alone, or as many as rows. */
function wholeNumbers(values: Float64Array): number {
  const distinct = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || distinct.add(value).size > mostWholeNumbers) return 0;
  }
  return distinct.size >= 2 && distinct.size <= values.length / 2 ? distinct.size : 0;
}
