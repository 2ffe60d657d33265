import type { NamedArray } from "../arrays/index.ts";
import { parameterName } from "./state.ts";

const rowNames = ["weight", "bias", "running_mean", "running_var"];

/**
 * What the only array of a file means where its name does not tell: two rows are γ and β, four are γ, β, running mean
 * and running variance. An array whose file is named as a parameter ("bn1.running_mean.npy") is that one.
 */
export function stackedArray(array: NamedArray, fileName: string): NamedArray[] {
  const name = fileName.replace(/\.[^.]*$/, "");
  if (parameterName(name) !== null) return [{ ...array, name }];
  const [rows, columns] = array.shape;
  if (array.shape.length !== 2 || (rows !== 2 && rows !== 4)) return [array];
  const values = array.read();
  // A layer of γ and β alone is recognized by its name.
  return rowNames.slice(0, rows).map((rowName, row) => ({
    name: `norm.${rowName}`,
    shape: [columns],
    dtype: array.dtype,
    read: () => values.slice(row * columns, (row + 1) * columns),
  }));
}
