import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { type TextTensor, readTensor } from "../../../src/documents/index.ts";

interface Moments {
  readonly shape: readonly number[];
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

const tables = new URL("../../fixtures/documents/tables/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected.json", tables), "utf8")) as Record<string, Moments>;

function readFile(url: URL): TextTensor {
  const name = url.pathname;
  const text = readFileSync(url, name.includes("latin1") ? "latin1" : "utf8");
  const languageId = /\.(json|csv|tsv)$/.exec(name)?.[1] ?? "plaintext";
  return readTensor(text, { languageId, selections: [], missingValues: "ignore", header: "auto" });
}

/** Mean and biased variance of the values that column c has, in two passes. */
function moments({ data, shape }: TextTensor, c: number): { count: number; mean: number; variance: number } {
  const width = shape.length > 1 ? shape[1] : 1;
  const column = Array.from({ length: shape[0] }, (_, n) => data[n * width + c]).filter((x) => !Number.isNaN(x));
  const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
  const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
  return { count: column.length, mean, variance };
}

/** Two passes over at most 10,000 values lose a few times 10,000 · 2⁻⁵³ of the largest. */
function assertNear(actual: number, wanted: number, name: string): void {
  assert.ok(Math.abs(actual - wanted) <= 1e-11 * (1 + Math.abs(wanted)), `${name}: ${actual}, expected ${wanted}`);
}

describe("tables of scikit-learn", () => {
  for (const [name, { shape, mean, variance }] of Object.entries(expected)) {
    it(`${name} is ${shape.join(" × ")}, with the exact moments`, () => {
      const tensor = readFile(new URL(name, tables));
      assert.deepEqual(tensor.shape, shape);
      mean.forEach((wanted, c) => {
        assertNear(moments(tensor, c).mean, wanted, `mean of column ${c + 1}`);
        assertNear(moments(tensor, c).variance, variance[c], `variance of column ${c + 1}`);
      });
    });
  }
});

/** Tables that may be read but not copied: next to the project on the machines that have them. */
const others = new URL("../../../../shared/data/", import.meta.url);

interface OtherTable {
  readonly file: string;
  readonly rows: number;
  readonly dialect: { readonly header: boolean; readonly json: string | null };
  readonly column_info: readonly { name: string; numeric: boolean; count: number; mean: number; var_biased: number }[];
}

describe("tables of other origins", () => {
  if (!existsSync(others)) {
    it("are not on this machine: the committed ones cover header, size line, blanks and exponents", () => {
      assert.equal(Object.keys(expected).length, 5);
    });
    return;
  }
  for (const name of readdirSync(new URL("expected/", others))) {
    const table = JSON.parse(readFileSync(new URL(`expected/${name}`, others), "utf8")) as OtherTable;
    const numeric = table.column_info.filter((column) => column.numeric);
    if (numeric.length === 0 || table.dialect.json === "matrix") {
      continue; // nothing to normalize; a flat list whose width is beside it
    }
    it(`${table.file} is ${table.rows} × ${numeric.length}, with the exact moments`, () => {
      const tensor = readFile(new URL(table.file, others));
      assert.deepEqual(tensor.shape, [table.rows, numeric.length]);
      numeric.forEach((column, c) => {
        const { count, mean, variance } = moments(tensor, c);
        assert.equal(count, column.count, column.name);
        assertNear(mean, column.mean, column.name);
        assertNear(variance, column.var_biased, column.name);
        if (table.dialect.header && column.name !== "") {
          assert.equal(tensor.features[c].name.replace(/,+$/, ""), column.name);
        }
      });
    });
  }
});
