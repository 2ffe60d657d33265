import type { JsonCandidate } from "../jsonCandidate.ts";
import { keyOf, sizeOf } from "../jsonCandidate.ts";
import type { JsonFrame } from "../jsonFrame.ts";
import type { NumberList } from "../../numbers/numberList.ts";

/** Names that a list of lengths goes by, beside the values that it is about. */
const shapeNames = new Set(["shape", "dims", "dimensions", "size", "sizes"]);
const layoutNames = new Set(["stride", "strides"]);
const maxAxes = 16;

type Values = Omit<JsonCandidate, "start" | "end" | "path">;

/**
 * The values of an object that writes a table in parts: pandas' orient "split" (`columns`, `index`, `data`), a series'
 * (`name`, `index`, `data`), and orient "table" (`schema`, `data`). What only counts or names the rows is no value.
 *
 * @param inner the candidates inside it
 */
export function splitTable({ parts }: JsonFrame, inner: readonly JsonCandidate[]): Values | null {
  const { data, columns, index, schema } = parts ?? {};
  const values = data === undefined ? undefined : inner.find(({ start }) => start === data.start);
  if (values === undefined || (columns === undefined && index === undefined && schema === undefined)) {
    return null;
  }
  if (schema !== undefined && values.kind === "records") {
    return { ...values, schema };
  }
  const isTable = values.shape.length === 2 && (values.kind === "array" || values.kind === "rows");
  return columns !== undefined && isTable
    ? { ...values, names: columns }
    : index !== undefined && values.kind === "array"
      ? values
      : null;
}

/**
 * The values of an object that holds a flat list and beside it the lengths of its axes, as typed arrays are written.
 *
 * @returns null where there is no list of as many values as the lengths multiply to
 */
export function shapedList(
  frame: JsonFrame,
  inner: readonly JsonCandidate[],
  text: string,
  numbers: NumberList,
): Values | null {
  if (inner.length < 2 || inner.length > maxAxes) {
    return null;
  }
  const direct = inner.filter(({ path }) => path !== null && path.parent === frame.path && path.index < 0);
  const named = (names: ReadonlySet<string>): readonly number[] | null => {
    const list = direct.find((it) => it.kind === "array" && it.shape.length === 1 && names.has(nameOf(text, it)));
    return list && !list.problem
      ? Array.from(numbers.values.subarray(list.firstValue, list.firstValue + sizeOf(list)))
      : null;
  };
  const shape = named(shapeNames);
  if (shape === null) {
    return null;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const values = direct.find((it) => {
    const name = nameOf(text, it);
    return !shapeNames.has(name) && !layoutNames.has(name) && !it.problem && sizeOf(it) === size;
  });
  const strides = named(layoutNames);
  if (values === undefined || (strides !== null && strides.join() !== rowMajor(shape).join())) {
    return null;
  }
  return values.shape.length === 1 ? { ...values, shape } : values;
}

function nameOf(text: string, { path }: JsonCandidate): string {
  return path === null ? "" : keyOf(text, path);
}

/** Steps from one element to the next along each axis, where the last axis varies fastest. */
function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
}
