import assert from "node:assert/strict";
import { DocumentError } from "../../../../src/documents/index.ts";
import { readTensor } from "../../../../src/documents/index.ts";
import { streamText } from "./helpers.ts";

const lines = [
  '{"id":"a","x":1,"deep":{"y":[1,{"z":"}"}]},"y":-2.5}',
  '{ "y" : 1e3 , "x" : 12345678.25, "id": "b \\" , {", "deep": null }',
  "",
  '{"id":"ü","x":0.1,"deep":[],"y":123456789012345678901234567890}',
  '{"x":7,"y":NaN,"new":3}',
  '{"y":8}',
  '{"x":-0,"y":Infinity}',
].join("\r\n");
const array = `[\n${lines
  .trim()
  .split(/\r\n/)
  .filter((line) => line !== "")
  .join(",\n")}\n]\n`;

describe("objects out of bytes", () => {
  it("reads the members that are numbers, in any order, with what is missing", () => {
    const { plan, values, lines: at } = streamText(lines, { languageId: "jsonl", missingValues: "ignore" });
    assert.deepEqual(plan.names, ["x", "y", "new"]);
    assert.deepEqual(plan.columns, ["id", "x", "deep", "y", "new"]);
    const expected = [
      ...[1, -2.5, NaN],
      ...[12345678.25, 1000, NaN],
      ...[0.1, 1.2345678901234568e29, NaN],
      ...[7, NaN, 3],
      ...[NaN, 8, NaN],
      ...[-0, Infinity, NaN],
    ];
    assert.deepEqual(values, expected);
    assert.deepEqual(at, [1, 2, 4, 5, 6, 7]);
  });

  it("reads an array of them alike", () => {
    const { values } = streamText(array, { languageId: "json", missingValues: "ignore" });
    assert.deepEqual(values, streamText(lines, { languageId: "jsonl", missingValues: "ignore" }).values);
  });

  it("reads what the text reader reads", () => {
    const text = '[{"a": 1, "b": 2, "name": "p"}, {"b": 4, "a": 3, "name": "q"},\n {"a": 5, "b": null, "name": "r"}]';
    for (const missingValues of ["omitRows", "ignore"] as const) {
      const { values, plan } = streamText(text, { languageId: "json", missingValues });
      const tensor = readTensor(text, { languageId: "json", selections: [], missingValues, header: "auto" });
      assert.deepEqual(values, Array.from(tensor.data));
      assert.deepEqual(
        plan.names,
        tensor.features.map(({ name }) => name),
      );
    }
  });

  it("reads the same whatever the chunks, down to one byte", function () {
    this.timeout(60_000);
    for (const [text, languageId] of [
      [lines, "jsonl"],
      [array, "json"],
    ]) {
      const { values, lines: at, result } = streamText(text, { languageId, missingValues: "ignore" });
      for (let chunk = 1; chunk <= text.length + 1; chunk++) {
        const again = streamText(text, { languageId, missingValues: "ignore" }, chunk);
        assert.deepEqual([again.values, again.lines, again.result], [values, at, result], `chunks of ${chunk}`);
      }
    }
  });

  it("remembers the first text under a key of numbers, and its line", () => {
    const { texts } = streamText('{"a":1,"b":2}\n{"a":"oh","b":3}\n{"a":2,"b":true}', { languageId: "jsonl" });
    assert.deepEqual(
      Array.from(texts, ([slot, { text, line }]) => [slot, text, line]),
      [
        [0, "oh", 1],
        [1, "true", 2],
      ],
    );
  });

  it("says where it is no JSON, and where nothing is a number", () => {
    for (const text of ['{"a":1}\n{"a" 2}', '{"a":1}\n{"a":1,}', '{"a":1}\n[1]', '{"a":1}\n{"a":}', '{"a":1}\n{"a":1'])
      assert.throws(() => streamText(text, { languageId: "jsonl" }), /scan fault 6/, text);
    assert.throws(
      () => streamText('{"a":"x"}\n{"a":"y"}', { languageId: "jsonl" }),
      (thrown) => thrown instanceof DocumentError && thrown.code === "NO_NUMBERS",
    );
  });
});
