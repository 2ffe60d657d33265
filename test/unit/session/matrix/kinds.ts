import { zipSync } from "fflate";
import { npyBytes } from "../../../../src/documents/write/index.ts";
import type { Reading } from "../../../../src/shared/report/reading.ts";

/** By the editor's text, as Normalize Selection reads, or by the bytes of the file, as Normalize File does. */
export type Way = "text" | "file";

/** A file as people have it, and what stands in it. */
export interface Kind {
  readonly name: string;
  readonly fileName: string;
  readonly ways: readonly Way[];
  /** What an editor shows of it; null for a file that no editor shows. */
  readonly text: string | null;
  readonly bytes: Uint8Array;
  /** The language of the editor. */
  readonly languageId: string;
  readonly shape: readonly number[];
  /** Row-major, without the samples that are omitted for a missing value. */
  readonly values: readonly number[];
  /** Names of the features where the file has some. */
  readonly names: readonly string[] | null;
  readonly decimalPoint: "." | ",";
  readonly reading: Partial<Reading>;
  /** Statistics of values rather than values: only the statistics are known. */
  readonly isStatistics: boolean;
}

type Nested = number | readonly Nested[];

/** Quarters, which every format writes exactly; no two neighbours are equal, and no two features. */
const valueAt = (i: number): number => ((i * 7) % 23) / 4 - 1.5;
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
const valuesOf = (shape: readonly number[]): number[] => Array.from({ length: sizeOf(shape) }, (_, i) => valueAt(i));

function nest(values: readonly number[], shape: readonly number[]): Nested {
  if (shape.length === 0) return values[0];
  const step = values.length / shape[0];
  return Array.from({ length: shape[0] }, (_, n) => nest(values.slice(n * step, (n + 1) * step), shape.slice(1)));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function textKind(
  name: string,
  fileName: string,
  text: string,
  shape: readonly number[],
  more: Partial<Kind> = {},
): Kind {
  const languageId = fileName.split(".").at(-1) ?? "";
  return {
    ...{ name, fileName, text, bytes: utf8(text), languageId, shape, values: valuesOf(shape), names: null },
    ...{ decimalPoint: ".", reading: {}, isStatistics: false },
    ways: ["text", "file"],
    ...more,
  };
}

const bytesKind = (
  name: string,
  fileName: string,
  bytes: Uint8Array,
  shape: readonly number[],
  more: Partial<Kind> = {},
): Kind => ({ ...textKind(name, fileName, "", shape), text: null, ways: ["file"], bytes, ...more });

/** A rank's shape: at least four samples, and three channels from rank 2 on. */
const shapes = [[8], [8, 3], [6, 3, 2], [5, 3, 2, 2], [4, 3, 2, 1, 2]] as const;
const table = { shape: [8, 3], names: ["a", "b", "c"] } as const;
const rows = nest(valuesOf(table.shape), table.shape) as number[][];
const record = (row: readonly number[]): Record<string, number> =>
  Object.fromEntries(table.names.map((name, c) => [name, row[c]]));

const jsonKinds = shapes.flatMap((shape): Kind[] => {
  const nested = nest(valuesOf(shape), shape) as readonly Nested[];
  const lines = nested.map((sample) => JSON.stringify(sample)).join("\n");
  return [
    textKind(`JSON of rank ${shape.length}`, "data.json", JSON.stringify(nested, null, 1), shape),
    textKind(`JSON Lines of rank ${shape.length}`, "data.jsonl", `${lines}\n`, shape),
  ];
});

const objects = rows.map(record);
const columns = Object.fromEntries(table.names.map((name, c) => [name, rows.map((row) => row[c])]));
const recordKinds = [
  textKind("records", "records.json", JSON.stringify(objects), table.shape, { names: table.names }),
  textKind("records over several lines", "lines.json", JSON.stringify(objects, null, 2), table.shape, {
    names: table.names,
  }),
  textKind(
    "JSON Lines of records",
    "records.jsonl",
    `${objects.map((it) => JSON.stringify(it)).join("\n")}\n`,
    table.shape,
    { names: table.names },
  ),
  textKind("an object of columns", "columns.json", JSON.stringify(columns), table.shape, { names: table.names }),
  textKind(
    "nested records",
    "nested.json",
    JSON.stringify(objects.map(({ a, b, c }) => ({ a, in: { b, c } }))),
    table.shape,
    {
      names: ["a", "in.b", "in.c"],
    },
  ),
  textKind(
    "JSON Lines of nested records",
    "nested.jsonl",
    objects.map(({ a, b, c }) => JSON.stringify({ a, in: { b, c } })).join("\n"),
    table.shape,
    { names: ["a", "in.b", "in.c"] },
  ),
  textKind(
    "pandas' split",
    "split.json",
    JSON.stringify({ columns: table.names, index: rows.map((_, n) => n), data: rows }),
    table.shape,
    { names: table.names },
  ),
  textKind("pandas' index", "index.json", JSON.stringify(Object.fromEntries(objects.entries())), table.shape, {
    names: table.names,
  }),
  textKind(
    "pandas' columns",
    "indexed.json",
    JSON.stringify(
      Object.fromEntries(table.names.map((name, c) => [name, Object.fromEntries(rows.map((row) => row[c]).entries())])),
    ),
    table.shape,
    { names: table.names },
  ),
  textKind(
    "records of numbers in quotes",
    "quoted.json",
    JSON.stringify(rows.map((row) => Object.fromEntries(table.names.map((name, c) => [name, String(row[c])])))),
    table.shape,
    { names: table.names },
  ),
  textKind(
    "records with texts and gaps",
    "mixed.json",
    JSON.stringify([{ a: null, b: 1, c: 2, kind: "u" }, ...objects.map((it, n) => ({ ...it, kind: "uv"[n % 2] }))]),
    table.shape,
    { names: table.names },
  ),
  textKind("JSON with comments", "data.jsonc", `// eight rows\n${JSON.stringify(rows)} /* end */`, table.shape),
  textKind("an array in an object", "inner.json", JSON.stringify({ epoch: 3, data: { x: rows } }), table.shape),
];

/** Rows as text, with a delimiter and a way to write a number. */
function lines(delimiter: string, write: (value: number) => string = String): string[] {
  return [table.names.join(delimiter), ...rows.map((row) => row.map(write).join(delimiter))];
}
const comma = (value: number): string => String(value).replace(".", ",");
const tableKind = (name: string, fileName: string, given: readonly string[], more: Partial<Kind> = {}): Kind =>
  textKind(name, fileName, `${given.join("\n")}\n`, table.shape, { names: table.names, ...more });

const tableKinds = [
  tableKind("CSV", "data.csv", lines(",")),
  tableKind("CSV with semicolons", "semicolons.csv", lines(";")),
  tableKind("CSV with bars", "bars.csv", lines("|")),
  tableKind("a table with blanks", "blanks.txt", lines(" "), { languageId: "plaintext" }),
  tableKind("TSV", "data.tsv", lines("\t")),
  tableKind("CSV with decimal commas", "commas.csv", lines(";", comma), { decimalPoint: "," }),
  tableKind(
    "CSV with quotes",
    "quotes.csv",
    lines(",", (value) => `"${value}"`),
  ),
  tableKind("CSV without a header", "headless.csv", lines(",").slice(1), { names: null }),
  tableKind("CSV without a last line end", "short.csv", [lines(",").join("\n")], {
    text: lines(",").join("\n"),
    bytes: utf8(lines(",").join("\n")),
  }),
  tableKind("CSV with comments", "comments.csv", ["# a comment", ...lines(",")]),
  tableKind("CSV with texts and gaps", "mixed.csv", [
    `${table.names.join(",")},kind`,
    "1,,2,u",
    ...lines(",")
      .slice(1)
      .map((line, n) => `${line},${"uv"[n % 2]}`),
  ]),
  textKind("CSV with CRLF", "crlf.csv", `${lines(",").join("\r\n")}\r\n`, table.shape, { names: table.names }),
  textKind("CSV with a byte order mark", "bom.csv", `\ufeff${lines(",").join("\n")}\n`, table.shape, {
    names: table.names,
  }),
  tableKind("CSV with semicolons by choice", "chosen.csv", lines(";"), { reading: { delimiter: "semicolon" } }),
  tableKind("CSV of one column", "one.csv", ["a", ...valuesOf([8]).map(String)], {
    ...{ shape: [8, 1], names: ["a"], values: valuesOf([8]) },
  }),
];

function safetensors(shape: readonly number[]): Uint8Array {
  const data = new Uint8Array(Float64Array.from(valuesOf(shape)).buffer);
  const header = utf8(JSON.stringify({ x: { dtype: "F64", shape, data_offsets: [0, data.length] } }));
  const file = new Uint8Array(8 + header.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(data, 8 + header.length);
  return file;
}

const npy = (shape: readonly number[]): Uint8Array =>
  npyBytes({ shape, data: Float64Array.from(valuesOf(shape)) }, "float64");

const binaryKinds = [
  ...shapes.map((shape) => bytesKind(`.npy of rank ${shape.length}`, "data.npy", npy(shape), shape)),
  ...shapes.map((shape) =>
    bytesKind(`.safetensors of rank ${shape.length}`, "data.safetensors", safetensors(shape), shape),
  ),
  bytesKind(".npz", "data.npz", zipSync({ "x.npy": npy(table.shape) }), table.shape),
];

function utf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer);
}
const utf16Kinds = [
  textKind("CSV in UTF-16", "utf16.csv", `${lines(",").join("\n")}\n`, table.shape, {
    ...{ names: table.names, bytes: utf16(`${lines(",").join("\n")}\n`) },
  }),
  textKind("JSON in UTF-16", "utf16.json", JSON.stringify(rows), table.shape, {
    bytes: utf16(JSON.stringify(rows)),
  }),
];

/** What the query of Copy Statistics Query gives for the table, without and with bins. */
function statistics(hasBins: boolean): string {
  const features = table.names.map((name, c) => {
    const column = rows.map((row) => row[c]);
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
    const [least, most] = [Math.min(...column), Math.max(...column)];
    const bins = hasBins ? `,${least},${(most - least) / 2},0:4 1:4` : "";
    return `${name},${column.length},${mean},${variance},${least},${most}${bins}`;
  });
  return `feature,count,mean,variance,min,max${hasBins ? ",bin_start,bin_width,bins" : ""}\n${features.join("\n")}\n`;
}
const statisticsKinds = [true, false].map((hasBins) =>
  textKind(
    hasBins ? "statistics" : "statistics without histograms",
    "statistics.csv",
    statistics(hasBins),
    table.shape,
    { names: table.names, isStatistics: true, ways: ["text"] },
  ),
);

/** Every kind of input. A new one is one line in one of these lists. */
export const kinds: readonly Kind[] = [
  ...jsonKinds,
  ...recordKinds,
  ...tableKinds,
  ...utf16Kinds,
  ...binaryKinds,
  ...statisticsKinds,
];
