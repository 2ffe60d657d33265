import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTensor } from "../../../../src/documents/index.ts";
import { ScanFault } from "../../../../src/documents/stream/rangeReader.ts";
import { scanStatus } from "../../../../src/documents/scanner/scannerModule.ts";
import { defaultOptions, streamText } from "./helpers.ts";

const samples = join(import.meta.dirname, "../../../../samples");
const json = { languageId: "json", missingValues: "ignore" } as const;

const nested = `{"name": "x [1]", "small": [1, 2], // a comment
  "data": {"layer 1": [ [[1, 2.5e1],[-3,null]],
  [[NaN, 6] /* , */ ,[Infinity, -Infinity]]
 , [[9,10],[11,12]]]}, "tail": [[0]]}`;

describe("JSON arrays out of bytes", () => {
  it("reads every sample as the text reader does", () => {
    const files = readdirSync(samples).filter((file) => /\.jsonl?$/.test(file));
    let compared = 0;
    for (const name of files) {
      const text = readFileSync(join(samples, name), "utf8");
      const languageId = name.endsWith("jsonl") ? "jsonl" : "json";
      if (/\{\s*"/.test(text)) continue; // records and layers are the text reader's
      const expected = readTensor(text, { ...defaultOptions, languageId, selections: [] });
      const { values, plan } = streamText(text, { languageId });
      assert.deepEqual(values, Array.from(expected.data), name);
      assert.deepEqual(
        [values.length / expected.shape.slice(1).reduce((a, b) => a * b, 1), ...plan.lengths],
        expected.shape,
      );
      compared++;
    }
    assert.ok(compared > 0);
  });

  it("reads an array that has a name, the largest of several", () => {
    const { values, plan, result, lines } = streamText(nested, json);
    assert.deepEqual(values, [1, 25, -3, NaN, NaN, 6, Infinity, -Infinity, 9, 10, 11, 12]);
    assert.deepEqual([plan.path, plan.lengths], ['data["layer 1"]', [2, 2]]);
    assert.equal(result.isArrayEnd, true);
    assert.deepEqual(lines, [2, 3, 4]);
  });

  it("reads the same whatever the chunks, down to one byte", function () {
    this.timeout(60_000);
    for (const text of [nested, "[1, 2,\r\n3]", "[[1,2],[3,4]]", "  [\n[1 , 2]\n,\n[3,4]\n]\n"]) {
      const { result, values, lines } = streamText(text, json);
      for (let chunk = 1; chunk <= text.length + 1; chunk++) {
        const chunked = streamText(text, json, chunk);
        assert.deepEqual(
          [chunked.values, chunked.lines, chunked.result],
          [values, lines, result],
          `chunks of ${chunk}`,
        );
      }
    }
  });

  it("reads JSON Lines", () => {
    const lines = { languageId: "jsonl", missingValues: "ignore" } as const;
    assert.deepEqual(streamText("[1,2]\n\n[3,null]\n", lines).values, [1, 2, 3, NaN]);
    assert.deepEqual(streamText("1\n2\n3", lines).values, [1, 2, 3]);
    for (let chunk = 1; chunk < 20; chunk++) {
      assert.deepEqual(streamText("[1,2]\r\n\r\n[3,4]\r\n", lines, chunk).lines, [1, 3]);
    }
  });

  it("refuses what JSON refuses", () => {
    for (const text of [
      "[[1],[+2]]",
      "[[1],[02]]",
      "[[1],[.5]]",
      "[[1],[2.]]",
      "[[1],[2 3]]",
      '[[1],["x"]]',
      "[[1],[true]]",
    ]) {
      assert.throws(
        () => streamText(text, json),
        (error) => error instanceof ScanFault && error.status === scanStatus.unexpected,
        text,
      );
    }
    assert.throws(
      () => streamText("[[1],[2]", json),
      (error) => error instanceof ScanFault && error.excerpt === "",
    );
  });

  it("says in which line a row has another number of values, and how many", () => {
    assert.throws(
      () => streamText("[[1,2],\n[3,4],\n[5,6,7]]", json),
      (error) => {
        assert.ok(error instanceof ScanFault);
        assert.deepEqual([error.status, error.line, error.count, error.expected], [scanStatus.ragged, 2, 3, 2]);
        return true;
      },
    );
  });
});
