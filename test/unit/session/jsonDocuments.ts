import fc from "fast-check";

/** A JSON text of one of the kinds that people have. */
export interface JsonDocument {
  readonly text: string;
  readonly languageId: string;
  readonly encoding: "utf-8" | "bom" | "utf-16le";
  /** The means of the columns, where the text is whole and has no missing values; null otherwise. */
  readonly expected: readonly number[] | null;
}

/** A table to write: columns of cells, and whether all of them are plain numbers. */
interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly isPlain: boolean;
}

const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
);
const oddCell = fc.oneof(
  { weight: 6, arbitrary: number },
  fc.constantFrom<unknown>(null, "NaN", "NA", "Infinity", "-Infinity", "", "x", "3.5", "-2e3", "007", true, "1,5"),
  fc.array(number, { maxLength: 3 }),
  fc.record({ p: number, q: fc.oneof(number, fc.constant(null)) }),
  fc.constant([{ deep: 1 }]),
);
const text = fc.constantFrom("red", "green", "blue", "é", 'a "b"');

/** Columns of one kind each. */
const columnKinds = {
  numbers: number,
  gaps: fc.oneof({ weight: 5, arbitrary: number }, fc.constant(null)),
  texts: text,
  quoted: number.map(String),
  vectors: fc.array(number, { minLength: 3, maxLength: 3 }),
  ragged: fc.array(number, { maxLength: 3 }),
  nested: fc.record({ loss: number, acc: number }),
  flags: fc.boolean(),
  odd: oddCell,
};

/** In the order that objects give their keys: those that are whole numbers first. */
const names = fc
  .uniqueArray(fc.constantFrom("a", "b", "x.y", "loss", "label", "0", "1", "2020", "é", "d e"), {
    minLength: 4,
    maxLength: 4,
  })
  .map((chosen) => Object.keys(Object.fromEntries(chosen.map((name) => [name, 0]))));

const plainTable = fc
  .tuple(
    names,
    fc.integer({ min: 2, max: 4 }),
    fc.array(fc.array(number, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 12 }),
  )
  .map(([all, width, rows]): Table => {
    return { names: all.slice(0, width), rows: rows.map((row) => row.slice(0, width)), isPlain: true };
  });

const kind = fc.constantFrom(...(Object.keys(columnKinds) as (keyof typeof columnKinds)[]));
const oddTable = fc
  .tuple(names, fc.array(kind, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 12 }))
  .chain(([all, kinds, length]) =>
    fc
      .tuple(
        ...kinds.map((each) =>
          fc.array(columnKinds[each] as fc.Arbitrary<unknown>, { minLength: length, maxLength: length }),
        ),
      )
      .map((columns): Table => {
        const rows = Array.from({ length }, (_, i) => columns.map((column) => column[i]));
        return { names: all.slice(0, kinds.length), rows, isPlain: false };
      }),
  );

const record = ({ names: keys }: Table, row: readonly unknown[]) =>
  Object.fromEntries(keys.map((key, c) => [key, row[c]]));
const records = (table: Table) => table.rows.map((row) => record(table, row));
const byKey = (values: readonly unknown[], prefix = "") =>
  Object.fromEntries(values.map((value, i) => [`${prefix}${i}`, value]));
const column = (table: Table, c: number) => table.rows.map((row) => row[c]);
const columns = (table: Table, write: (values: readonly unknown[]) => unknown) =>
  Object.fromEntries(table.names.map((name, c) => [name, write(column(table, c))]));
/** Names that no reader takes for those of rows. */
const lettered = (table: Table): Table => ({ ...table, names: table.names.map((name) => `c${name}`) });

/** How a table is written. Each gives what JSON.stringify is to write, or lines. */
const writers: Readonly<Record<string, (table: Table) => unknown>> = {
  records,
  values: ({ rows }) => rows,
  columnLists: (table) => columns(table, (values) => values),
  nestedLists: (table) => ({ train: columns(lettered(table), (values) => values) }),
  pandasColumns: (table) => columns(lettered(table), (values) => byKey(values)),
  pandasIndex: (table) => byKey(records(lettered(table))),
  pandasSplit: (table) => ({ columns: table.names, index: table.rows.map((_, i) => i), data: table.rows }),
  pandasTable: (table) => ({
    schema: { fields: table.names.map((name) => ({ name })), primaryKey: ["index"], pandas_version: "1.4.0" },
    data: records(table).map((it, index) => ({ index, ...it })),
  }),
  shaped: ({ rows, names: { length } }) => ({ shape: [rows.length, length], data: rows.flat() }),
  typedArray: ({ rows, names: { length } }) => ({ data: byKey(rows.flat()), shape: [rows.length, length] }),
  geoJson: (table) => ({
    type: "FeatureCollection",
    features: records(table).map((properties) => ({ type: "Feature", properties })),
  }),
  headed: ({ rows, names: keys }) => [keys, ...rows],
};

const lineWriters: Readonly<Record<string, (table: Table) => readonly unknown[]>> = {
  recordLines: records,
  rowLines: ({ rows }) => rows,
};

const layout = fc.record({
  indent: fc.constantFrom(0, 2),
  lineEnd: fc.constantFrom("\n", "\r\n", "\n\n"),
  comma: fc.constantFrom("", "", ","),
  languageId: fc.constantFrom("json", "json", "jsonl", "plaintext"),
  encoding: fc.constantFrom("utf-8", "utf-8", "bom", "utf-16le"),
  /** Where a character is put that does not belong there. */
  fault: fc.option(fc.tuple(fc.nat(500), fc.constantFrom("", ",", "]", "}", '"', "x", "1", " ", "\n")), {
    freq: 4,
    nil: null,
  }),
});

/** Any of the kinds, whole or with one character too many. */
export const jsonDocument: fc.Arbitrary<JsonDocument> = fc
  .tuple(fc.oneof(plainTable, oddTable), fc.constantFrom(...Object.keys(writers), ...Object.keys(lineWriters)), layout)
  .map(([table, name, { indent, lineEnd, comma, languageId, encoding, fault }]) => {
    const isLines = Object.hasOwn(lineWriters, name);
    const whole = isLines
      ? lineWriters[name](table)
          .map((value) => `${JSON.stringify(value)}${comma}`)
          .join(lineEnd)
      : JSON.stringify(writers[name](table), null, indent);
    const written = isLines || languageId !== "jsonl" ? languageId : "json";
    if (fault !== null) {
      const at = fault[0] % (whole.length + 1);
      const broken = whole.slice(0, at) + fault[1] + whole.slice(fault[1] === "" ? at + 1 : at);
      // A plain text that no longer begins as JSON is a table.
      const isJson = /^\s*[[{]/.test(broken);
      return { text: broken, languageId: isJson ? written : "json", encoding, expected: null };
    }
    const expected = table.isPlain
      ? table.names.map((_, c) => table.rows.reduce((sum, row) => sum + Number(row[c]), 0) / table.rows.length)
      : null;
    return { text: whole, languageId: written, encoding, expected };
  });
