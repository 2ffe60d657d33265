import type { LeftOutColumn } from "../../documents/types.ts";

/** More classes than this are names or numbers of rows, not classes. */
const mostClasses = 100;

/** The columns of texts that tell classes: between 2 and 100 different ones, a text for each row. */
export function classColumns(leftOut: readonly LeftOutColumn[], numRows: number): LeftOutColumn[] {
  return leftOut.filter(({ values }) => {
    const numClasses = new Set(values).size;
    return values.length === numRows && numClasses > 1 && numClasses <= mostClasses;
  });
}
