import assert from "node:assert/strict";
import fc from "fast-check";
import { readTensor } from "../../../src/documents/index.ts";
import { read, tokens } from "./helpers.ts";

const blank = fc.constantFrom("", " ", "\n", "\r\n  ", "\t");
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -300, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 }),
);

/** A uniform tensor of rank 1 to 5 as nested arrays. */
const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
const tensor = shape.chain((lengths) => {
  const size = lengths.reduce((product, length) => product * length, 1);
  return fc.array(number, { minLength: size, maxLength: size }).map((values) => ({ lengths, values }));
});

function nest(values: readonly number[], lengths: readonly number[]): unknown {
  const [length, ...rest] = lengths;
  if (rest.length === 0) {
    return values;
  }
  const size = values.length / length;
  return Array.from({ length }, (_, i) => nest(values.slice(i * size, (i + 1) * size), rest));
}

describe("readTensor for any document", () => {
  it("gives what JSON.parse gives, each value at its token", () => {
    fc.assert(
      fc.property(tensor, fc.constantFrom(undefined, 1, 3, "\t"), ({ lengths, values }, indent) => {
        const text = JSON.stringify(nest(values, lengths), null, indent);
        const result = read(text, "json");
        const parsed = (JSON.parse(text) as unknown[]).flat(5) as number[];
        assert.deepEqual(result.shape, lengths);
        assert.deepEqual(Array.from(result.data), parsed);
        assert.deepEqual(tokens(text, result).map(Number), parsed);
      }),
    );
  });

  it("finds records' values wherever blanks stand", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, blank, blank), { minLength: 1 }), (records) => {
        const text = `[${records.map(([a, b, x, y]) => `${x}{"a"${y}:${x}${JSON.stringify(a)}${y},${x}"b":${JSON.stringify(b)}${x}}${y}`).join(",")}]`;
        const result = read(text, "json");
        assert.deepEqual(
          Array.from(result.data),
          (JSON.parse(text) as { a: number; b: number }[]).flatMap(({ a, b }) => [a, b]),
        );
        assert.deepEqual(tokens(text, result).map(Number), Array.from(result.data));
      }),
    );
  });

  it("reads tables with any delimiter, quotes and line ends", () => {
    const dialect = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
      quote: fc.constantFrom("", '"'),
      columns: fc.integer({ min: 2, max: 6 }),
      header: fc.boolean(),
    });
    fc.assert(
      fc.property(dialect, fc.array(number, { minLength: 12, maxLength: 60 }), (form, numbers) => {
        const { delimiter, lineEnd, quote, columns, header } = form;
        const rows = Math.floor(numbers.length / columns);
        const row = (cells: readonly string[]): string => cells.map((cell) => quote + cell + quote).join(delimiter);
        const lines = Array.from({ length: rows }, (_, i) =>
          row(numbers.slice(i * columns, (i + 1) * columns).map(String)),
        );
        const names = Array.from({ length: columns }, (_, c) => `name ${c}`);
        const text = [...(header ? [row(names)] : []), ...lines].join(lineEnd);
        const result = read(text, "csv");
        assert.deepEqual(result.shape, [rows, columns]);
        assert.deepEqual(tokens(text, result), numbers.slice(0, rows * columns).map(String));
        assert.deepEqual(Array.from(result.data), tokens(text, result).map(Number));
        assert.equal(result.features[0].name, header ? "name 0" : "Column 1");
      }),
    );
  });

  it("never crashes on any text: a tensor or a DocumentError", () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from("[]{},:;\"'\\ \t\n\r#/*-+.eE01a\u0000é\ud800|")),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.constantFrom("json", "jsonl", "csv", "plaintext"), fc.nat(60), (any, languageId, offset) => {
        try {
          const result = readTensor(any, {
            languageId,
            missingValues: "ignore",
            header: "auto",
            selections: [{ start: offset, end: offset + 5 }],
          });
          assert.ok(result.data.length > 0);
        } catch (error) {
          assert.equal(
            (error as Error).name,
            "DocumentError",
            `${JSON.stringify(any)}: ${String((error as Error).stack)}`,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
