import type { NamedArray } from "../arrays/index.ts";
import { isParameterName } from "./findStates.ts";
import type { TensorRole } from "./frameworks.ts";

/**
 * What two to four lists of one length mean, as Keras' `get_weights()` gives them: γ, β, mean, variance; without a scale
 * β, mean, variance; without a center γ, mean, variance; mean and variance; γ and β. The signs decide where the number
 * does not: a variance is never below 0.
 *
 * @returns null for any other number of lists
 * @example
 * rolesOfLists([[0.1, -0.2], [5, 6], [1, 2]]) // ["beta", "mean", "variance"]
 */
export function rolesOfLists(lists: readonly ArrayLike<number>[]): TensorRole[] | null {
  const isBelowZero = (list: ArrayLike<number>): boolean => Array.from(list).some((value) => value < 0);
  switch (lists.length) {
    case 2:
      return isBelowZero(lists[1]) ? ["gamma", "beta"] : ["mean", "variance"];
    case 3:
      return [isNearOne(lists[0]) ? "gamma" : "beta", "mean", "variance"];
    case 4:
      return ["gamma", "beta", "mean", "variance"];
    default:
      return null;
  }
}

/** A scale begins at 1 and stays above 0 as a rule; a shift begins at 0. */
function isNearOne(list: ArrayLike<number>): boolean {
  const values = Array.from(list);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.every((value) => value > 0) && mean > 0.5;
}

/** The name of a file that stands for its only array: "bn1.running_mean.npy". */
export function namedByFile(array: NamedArray, fileName: string): NamedArray | null {
  const name = fileName.replace(/\.[^.]*$/, "");
  return isParameterName(name) ? { ...array, name } : null;
}

/**
 * The lists of a file that names none: the rows of its only array, or what `np.savez(path, *layer.get_weights())` calls
 * arr_0, arr_1 … null for any other file.
 */
export function unnamedLists(arrays: readonly NamedArray[]): Float64Array[] | null {
  if (arrays.length !== 1) {
    const isListed = arrays.every(({ name, shape }) => /^arr_\d$/.test(name) && shape.length === 1);
    const isAlike = arrays.every(({ shape }) => shape[0] === arrays[0].shape[0]);
    if (!isListed || !isAlike) return null;
    return [...arrays].sort((a, b) => (a.name < b.name ? -1 : 1)).map((array) => array.read());
  }
  const [array] = arrays;
  const { shape } = array;
  if (shape.length !== 2 || shape[0] < 2 || shape[0] > 4) return null;
  const values = array.read();
  return Array.from({ length: shape[0] }, (_, row) => values.slice(row * shape[1], (row + 1) * shape[1]));
}
