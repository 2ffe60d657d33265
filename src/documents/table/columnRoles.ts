import { columnRole, type ColumnRole } from "../grid/columnRole.ts";
import { leftOutNotices, type LeftOutCount } from "../grid/tableColumns.ts";
import type { ColumnUse } from "./tablePlan.ts";
import { signIn } from "./cells.ts";
import type { Span, TextNotice } from "../types.ts";

/** The first text of a column. */
export interface FirstText {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Null in a file that no editor shows. */
  readonly place: Span | null;
}

/** What the cells of one column were found to be. */
export interface ColumnFacts {
  readonly numbers: number;
  readonly texts: number;
  readonly firstText: FirstText | null;
}

/** A column of a table with all that its role depends on. */
export interface JudgedColumn {
  readonly name: string;
  readonly isNamed: boolean;
  readonly place: Span | null;
  readonly use: ColumnUse;
  readonly facts: ColumnFacts;
}

/**
 * The role of every column; null of one that is not wanted. Where none is left otherwise, columns that are mostly numbers
 * are spoiled: that none held numbers would be untrue.
 */
export function rolesOf(columns: readonly JudgedColumn[]): (ColumnRole | null)[] {
  const roles = columns.map(({ use, facts }) => (use === "skip" ? null : columnRole(facts)));
  if (roles.includes("numeric")) return roles;
  return roles.map((role, c) =>
    role === "text" && columns[c].facts.numbers > columns[c].facts.texts ? "spoiled" : role,
  );
}

/** The notices of the columns that are left out. */
export function columnNotices(columns: readonly JudgedColumn[], roles: readonly (ColumnRole | null)[]): TextNotice[] {
  const leftOut = columns.flatMap(({ name, isNamed, place, facts }, c): LeftOutCount[] => {
    const role = roles[c];
    if (role !== "text" && !(role === "empty" && isNamed)) return [];
    const { numbers, texts, firstText } = facts;
    const found = numbers > 0 ? (firstText?.place ?? place) : place;
    return [
      { name, place: found, texts, numbers, firstText, sign: firstText === null ? null : signIn(firstText.text) },
    ];
  });
  return leftOutNotices(leftOut);
}
