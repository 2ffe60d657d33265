import type { WritableTensor } from "./nestedArrays.ts";
import { numberText, type Digits } from "./numberText.ts";

/**
 * A tensor as CSV with a header: a row per sample, a column per value of a sample. Missing values are empty cells.
 *
 * @param names one per feature; tensors of rank 3 and more get a column per feature and position, "name[0,1]"
 * @example csvText({ shape: [2, 2], data: [1, 2, 3, 4] }, ["a", "b"], null) // "a,b\n1,2\n3,4\n"
 */
export function csvText({ shape, data }: WritableTensor, names: readonly string[], digits: Digits): string {
  const rows = shape[0];
  const columns = data.length / Math.max(1, rows);
  const lines = [columnNames(shape, names, columns).map(quoted).join(",")];
  for (let n = 0; n < rows; n++) {
    const cells = Array.from({ length: columns }, (_, k) => cellText(data[n * columns + k], digits));
    lines.push(cells.join(","));
  }
  return `${lines.join("\n")}\n`;
}

function columnNames(shape: readonly number[], names: readonly string[], columns: number): string[] {
  if (shape.length <= 2 && names.length === columns) return [...names];
  const sizes = shape.slice(1);
  return Array.from({ length: columns }, (_, k) => `x[${indices(k, sizes).join(",")}]`);
}

/** Position k of a row-major block as one index per axis. */
function indices(k: number, sizes: readonly number[]): number[] {
  const result: number[] = [];
  for (const size of [...sizes].reverse()) {
    result.unshift(k % size);
    k = Math.floor(k / size);
  }
  return result;
}

function cellText(value: number, digits: Digits): string {
  if (Number.isNaN(value)) return "";
  return Number.isFinite(value) ? numberText(value, digits) : String(value);
}

/** A name as a cell: in quotes where it holds what separates cells, or could be taken for a number. */
function quoted(name: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
