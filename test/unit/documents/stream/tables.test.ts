import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTensor } from "../../../../src/documents/index.ts";
import { ScanFault } from "../../../../src/documents/stream/rangeReader.ts";
import { scanStatus } from "../../../../src/documents/scanner/scannerModule.ts";
import { defaultOptions, streamText } from "./helpers.ts";

const samples = join(import.meta.dirname, "../../../../samples");

/** A table with everything that a row can have. */
const oddTable = [
  "# made by hand",
  'name,"a, b",c ,d',
  "x,1,2,3",
  "",
  '"line\nbreak","4",  5 ,6',
  "# between",
  "y,NA,8,9",
  'z,10,"11",12,,',
  ",,,",
  "w,-inf,1e400,0.1",
  "v,13,14,15",
].join("\r\n");

function assertFault(text: string, status: number, line: number, options = {}): void {
  assert.throws(
    () => streamText(text, options),
    (error) => {
      assert.ok(error instanceof ScanFault);
      assert.deepEqual([error.status, error.line], [status, line]);
      return true;
    },
  );
}

describe("tables out of bytes", () => {
  it("reads every sample as the text reader does", () => {
    for (const name of readdirSync(samples).filter((file) => /\.(csv|tsv)$/.test(file))) {
      const text = readFileSync(join(samples, name), "utf8");
      const languageId = name.endsWith("tsv") ? "tsv" : "csv";
      const expected = readTensor(text, { ...defaultOptions, languageId, selections: [] });
      const { values, plan } = streamText(text, { languageId });
      assert.deepEqual(values, Array.from(expected.data), name);
      assert.deepEqual(
        plan.names,
        expected.features.map((feature) => feature.name),
      );
    }
  });

  it("reads quotes, comments, blank lines, missing values and surplus delimiters as the text reader does", () => {
    for (const missingValues of ["omitRows", "ignore"] as const) {
      const expected = readTensor(oddTable, { ...defaultOptions, missingValues, selections: [] });
      const { values, plan, lines, result } = streamText(oddTable, { missingValues });
      assert.deepEqual(values, Array.from(expected.data));
      assert.deepEqual(plan.names, ["a, b", "c", "d"]);
      assert.deepEqual(lines, missingValues === "omitRows" ? [3, 5, 9, 11, 12] : [3, 5, 8, 9, 11, 12]);
      assert.equal(result.incompleteRows, missingValues === "omitRows" ? 1 : 0);
    }
  });

  it("reads the same whatever the chunks, down to one byte", function () {
    this.timeout(60_000);
    for (const text of [
      oddTable,
      oddTable.replaceAll("\r\n", "\n"),
      oddTable.replaceAll("\r\n", "\r"),
      "a b\n 1  2 \n3\t4",
    ]) {
      const { result, values, lines } = streamText(text, { missingValues: "ignore" });
      for (let chunk = 1; chunk <= text.length + 1; chunk++) {
        const chunked = streamText(text, { missingValues: "ignore" }, chunk);
        assert.deepEqual(chunked.values, values, `chunks of ${chunk}`);
        assert.deepEqual([chunked.result, chunked.lines], [result, lines], `chunks of ${chunk}`);
      }
    }
  });

  it("keeps a byte order mark and letters of several bytes out of the numbers", () => {
    assert.deepEqual(streamText("\ufeffgröße,東京\n1,2\n").plan.names, ["größe", "東京"]);
    assert.deepEqual(streamText("\ufeff1,2\n3,4\n").values, [1, 2, 3, 4]);
    assert.deepEqual(streamText("é,1\nü,2\n", { header: "absent" }).values, [1, 2]);
  });

  it("remembers the first text in a column of numbers, and its line", () => {
    const { texts, values } = streamText("a,b\n1,2\n3,oops\n5,6\n7,what\n", { missingValues: "ignore" });
    assert.deepEqual(texts.get(1), { slot: 1, text: "oops", line: 2, column: 3 });
    assert.deepEqual(values, [1, 2, 3, NaN, 5, 6, 7, NaN]);
  });

  it("says in which line a row has another number of values", () => {
    assertFault("a,b\n1,2\n3,4\n5\n", scanStatus.ragged, 3);
    assertFault("a,b\n1,2\n3,4,5\n6,7", scanStatus.ragged, 2);
  });

  it("says where a quote is not closed, a NUL stands, a value is missing", () => {
    const many = "1,2\n".repeat(200_000);
    assertFault(`a,b\n${many}"3,4\n`, scanStatus.unclosedQuote, 200_001);
    assertFault(`a,b\n${many}3,\0\n`, scanStatus.binary, 200_001);
    assertFault("a,b\n1,2\n3,\n", scanStatus.missingValue, 2, { missingValues: "error" });
  });
});
