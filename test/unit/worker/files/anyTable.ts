import fc from "fast-check";
import type { ReadOptions } from "../../../../src/documents/types.ts";
import { wholeFile } from "./bothWays.ts";

/** A table as somebody's program may have written it, and how it is asked for. */
export interface GeneratedTable {
  readonly text: string;
  readonly read: ReadOptions;
}

const plain = fc.oneof(
  fc.integer({ min: -2000, max: 3000 }).map(String),
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.double({ min: -50, max: 50, noNaN: true }).map((value) => value.toFixed(2)),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map(String),
  fc.integer({ min: 1000, max: 999_999 }).map((value) => value.toLocaleString("en")),
  fc.constantFrom(
    "1.5e3",
    "\u22123.5",
    "1.5D+03",
    "1.#INF",
    "inf",
    "-Infinity",
    "1 234",
    "1\u00a0234.5",
    "12,5",
    "1.234,5",
  ),
);
const missing = fc.constantFrom("", "NA", "n/a", "-", "\\N", "#DIV/0!", "NaN", "-nan(ind)", "null", "?");
const words = fc.constantFrom(
  "red",
  "green",
  "n",
  "setosa",
  "2021-05-07",
  "12:30",
  "$3.50",
  "12 %",
  "#7",
  'a "b" c',
  "inc",
  "Total",
  "é",
);
const odd = fc.constantFrom('"open', 'x"y', '"a" b', '"a,b"', '"two\nlines"', '"say ""hi"""', "<0.1");

const column = fc.oneof(
  { weight: 6, arbitrary: fc.record({ cells: fc.constant(plain), gaps: fc.constantFrom(0, 0, 0, 0.2) }) },
  { weight: 2, arbitrary: fc.record({ cells: fc.constant(words), gaps: fc.constantFrom(0, 0.1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      cells: fc.constant(fc.oneof({ weight: 8, arbitrary: plain }, words)),
      gaps: fc.constant(0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ cells: fc.constant(fc.oneof({ weight: 6, arbitrary: words }, odd)), gaps: fc.constant(0) }),
  },
);

const frame = fc.record({
  delimiter: fc.constantFrom(",", ",", ";", "\t", "|", " "),
  lineEnd: fc.constantFrom("\n", "\n", "\r\n", "\r"),
  rows: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 160 })),
  header: fc.constantFrom("names", "names", "none", "years", "count", "index", "hash", "comment", "units"),
  quoted: fc.constantFrom("none", "none", "names", "texts", "all"),
  before: fc.constantFrom("", "", "", "My data", "# made by hand", "a,b\nStation;7\nSerial 12", "sep=;"),
  behind: fc.constantFrom("", "", "", "Source: somewhere", "Total", "# end", "\n\nLast Updated: 2024", "(12 rows)"),
  between: fc.constantFrom("", "", "", "header", "bom", "comment", "blank", "delimiters", "short"),
  trailing: fc.boolean(),
  hasLastEnd: fc.boolean(),
  mark: fc.constantFrom("", "", "\ufeff"),
});

const options = fc.record({
  languageId: fc.constantFrom("csv", "csv", "tsv", "plaintext"),
  missingValues: fc.constantFrom<ReadOptions["missingValues"]>("omitRows", "ignore", "error"),
  header: fc.constantFrom<ReadOptions["header"]>("auto", "auto", "auto", "present", "absent"),
  decimal: fc.constantFrom<"auto" | "." | ",">("auto", "auto", "auto", "auto", ".", ","),
  indexColumn: fc.constantFrom<"auto" | "feature" | "omit">("auto", "auto", "omit"),
  exclude: fc.constantFrom<readonly string[]>([], [], [], ["name 0"], ["Column 1"]),
});

const madeTable = fc
  .tuple(frame, fc.array(column, { minLength: 1, maxLength: 5 }), options)
  .chain(([form, columns, asked]) => {
    const cell = columns.map(({ cells, gaps }) =>
      gaps === 0 ? cells : fc.oneof({ weight: 1, arbitrary: missing }, { weight: 4, arbitrary: cells }),
    );
    return fc
      .array(fc.tuple(...cell), { minLength: form.rows, maxLength: form.rows })
      .map((rows) => ({ text: written(form, rows), read: { ...wholeFile, ...asked } }));
  });

type Frame = typeof frame extends fc.Arbitrary<infer T> ? T : never;

function written(form: Frame, rows: readonly (readonly string[])[]): string {
  const { delimiter, quoted, trailing } = form;
  const isWord = (cell: string): boolean => /[a-z]/i.test(cell);
  const write = (cells: readonly string[], kind: "names" | "row"): string => {
    const parts = cells.map((cell) => {
      const wants =
        quoted === "all" || (quoted === "names" && kind === "names") || (quoted === "texts" && isWord(cell));
      const needs = cell.includes(delimiter) && !cell.startsWith('"') && delimiter !== " ";
      return wants || needs ? `"${cell.replaceAll('"', '""')}"` : cell;
    });
    return parts.join(delimiter) + (trailing && kind === "row" ? delimiter : "");
  };
  const width = rows[0].length;
  const names = headerOf(form, width);
  const lines = rows.map((row, n) => write(form.header === "index" ? [String(n), ...row] : row, "row"));
  const header = names === null ? [] : names.map((line) => write(line, "names"));
  if (form.header === "comment") header[0] = `# ${header[0]}`;
  const middle = Math.floor(lines.length / 2);
  lines.splice(middle, 0, ...betweenOf(form, header, delimiter));
  const all = [...(form.before === "" ? [] : [form.before]), ...header, ...lines];
  if (form.behind !== "")
    all.push(form.behind === "Total" ? write(["Total", ...rows[0].slice(1)], "row") : form.behind);
  return form.mark + all.join("\n").replaceAll("\n", form.lineEnd) + (form.hasLastEnd ? form.lineEnd : "");
}

function headerOf({ header }: Frame, width: number): string[][] | null {
  const each = (name: (c: number) => string): string[] => Array.from({ length: width }, (_, c) => name(c));
  switch (header) {
    case "none":
      return null;
    case "years":
      return [each((c) => String(1960 + c))];
    case "count":
      return [each(String)];
    case "index":
      return [["", ...each(String)]];
    case "hash":
      return [each((c) => (c === 0 ? "#" : `name ${c}`))];
    case "units":
      return [each((c) => `name ${c}`), each((c) => (c % 2 === 0 ? "m/s" : ""))];
    case "names":
    case "comment":
      return [each((c) => `name ${c}`)];
  }
}

function betweenOf({ between }: Frame, header: readonly string[], delimiter: string): string[] {
  switch (between) {
    case "header":
      return [...header];
    case "bom":
      return header.map((line, i) => (i === 0 ? `\ufeff${line}` : line));
    case "comment":
      return ["# between, and more"];
    case "blank":
      return ["", "  "];
    case "delimiters":
      return [delimiter.repeat(2)];
    case "short":
      return ["7"];
    case "":
      return [];
  }
}

/** Characters that mean something, in any order. */
const anyText = fc
  .tuple(
    fc.string({
      unit: fc.constantFrom(...Array.from('1234567890.,;""\n\n\n\t# -aeN|\ufeff\r%')),
      minLength: 1,
      maxLength: 80,
    }),
    options,
  )
  .map(([text, asked]) => ({ text, read: { ...wholeFile, ...asked, languageId: "csv" } }));

export const anyTable: fc.Arbitrary<GeneratedTable> = fc.oneof(
  { weight: 5, arbitrary: madeTable },
  { weight: 1, arbitrary: anyText },
);
