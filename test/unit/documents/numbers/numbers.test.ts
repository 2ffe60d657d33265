import assert from "node:assert/strict";
import fc from "fast-check";
import { characterCodes } from "../../../../src/documents/text/characterCodes.ts";
import { NumberList } from "../../../../src/documents/numbers/numberList.ts";
import { NumberScanner } from "../../../../src/documents/scanner/numberScanner.ts";

const comma = 44;

function scanAll(text: string, format: "json" | "point" | "comma", separator = comma): NumberList {
  const list = new NumberList(text.length);
  const codes = characterCodes(text);
  const scanner = new NumberScanner(text, codes, format, separator);
  let position = 0;
  for (;;) {
    const end = scanner.scanRun(list, position, Infinity);
    if (end === position) break;
    position = codes[end] === separator ? end + 1 : end;
  }
  return list;
}

/** Numbers as programs and people write them: every count of digits, leading and trailing zeros, exponents. */
const digits = fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), maxLength: 24 });
const jsonNumber = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(
      fc.constant("0"),
      fc.tuple(fc.constantFrom(...Array.from("123456789")), digits).map(([first, rest]) => first + rest),
    ),
    fc.oneof(
      fc.constant(""),
      digits.filter((text) => text !== "").map((text) => `.${text}`),
    ),
    fc.oneof(
      fc.constant(""),
      fc.tuple(fc.constantFrom("e", "E"), fc.constantFrom("", "-", "+"), fc.nat(330)).map((parts) => parts.join("")),
    ),
  )
  .map((parts) => parts.join(""));

describe("NumberScanner", () => {
  it("reads every number as Number does, at its place", () => {
    fc.assert(
      fc.property(fc.array(jsonNumber, { minLength: 1, maxLength: 8 }), (tokens) => {
        const text = tokens.join(",");
        const scanner = new NumberScanner(text, characterCodes(text), "json", comma);
        const list = new NumberList(text.length);
        for (let position = 0; position < text.length; position++) {
          const end = scanner.scanRun(list, position, Infinity);
          if (end === position) {
            const slowEnd = scanner.scan(position);
            list.push(scanner.value, position, slowEnd);
            position = slowEnd;
          } else {
            position = end;
          }
        }
        assert.equal(list.count, tokens.length);
        tokens.forEach((token, i) => {
          assert.ok(Object.is(list.values[i], Number(token)), `${token}: ${list.values[i]}`);
          assert.equal(text.slice(list.places.startOf(i), list.places.endOf(i)), token);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it("reads doubles in their shortest form as they were, without the slow way", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })), (numbers) => {
        const list = scanAll(numbers.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join(","), "json");
        for (let i = 0; i < list.count; i++) {
          assert.ok(Object.is(list.values[i], numbers[i]), `${numbers[i]}: ${list.values[i]}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const exact = [
    "0.1",
    "9007199254740993",
    "0.500000000000000166533453694",
    "1.7976931348623157e308",
    "2.2250738585072014e-308",
    "5e-324",
    "1e23",
    "8.41e21",
    "9.5367431640625e-7",
    "0.30000000000000004",
    "123456789012345678",
    "1.234567890123456789e+02",
    "0.000000000000000000000001234567",
    "1.00000000000000011102230246251565404236316680908203125",
  ];
  for (const token of exact) {
    it(`reads ${token} to the last bit`, () => {
      const text = `${token},1`;
      const scanner = new NumberScanner(text, characterCodes(text), "point", comma);
      const list = new NumberList(text.length);
      if (scanner.scanRun(list, 0, 1) === 0) {
        list.push(scanner.scan(0) < 0 ? NaN : scanner.value, 0, 0);
      }
      assert.equal(list.values[0], Number(token));
    });
  }

  it("refuses in JSON what JSON refuses, and takes it in a table", () => {
    for (const token of ["01", "+1", ".5", "1.", "-.5"]) {
      const codes = characterCodes(token);
      assert.notEqual(new NumberScanner(token, codes, "json", comma).scan(0), token.length, token);
      assert.equal(new NumberScanner(token, codes, "point", comma).scan(0), token.length, token);
    }
    assert.equal(new NumberScanner("0x10", characterCodes("0x10"), "point", comma).scan(0), 1);
  });

  it("stops before a number with something behind it", () => {
    assert.equal(scanAll("1,2,3x", "json").count, 2);
    assert.equal(scanAll("1,2 3", "point").count, 1);
  });

  it("reads a comma as the decimal point where it is one", () => {
    const list = scanAll("1,5;-0,25;1e3", "comma", ";".charCodeAt(0));
    assert.deepEqual(Array.from(list.values.subarray(0, list.count)), [1.5, -0.25, 1000]);
  });

  it("keeps what it has when the list grows", () => {
    const numbers = Array.from({ length: 50_000 }, (_, i) => i / 8);
    const list = scanAll(numbers.join(","), "point");
    assert.deepEqual(Array.from(list.values.subarray(0, list.count)), numbers);
  });
});
