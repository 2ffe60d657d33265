import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assertAgree, normalizeBytes, normalizeText } from "./bothWays.ts";
import { assertExpected, fieldCases } from "./fieldCases.ts";

const root = join(import.meta.dirname, "../../..");

/** JSON files of the repository that are small enough to read twice. */
function jsonFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => join(root, folder, name))
    .filter((path) => readFileSync(path).length < 2e6);
}

describe("files that people could not read", () => {
  for (const field of fieldCases(/^(?:jsonl?|csv|tsv|txt|dat)$/)) {
    it(`${field.name}: right by both ways`, async () => {
      const language = /^(?:txt|dat)$/.test(field.extension) ? "plaintext" : field.extension;
      const text = await normalizeText(field.bytes, language);
      const bytes = await normalizeBytes(field.bytes, language);
      assertExpected(text, field);
      assertExpected(bytes, field);
      assertAgree(text, bytes, field.name);
    });
  }

  for (const field of fieldCases(/^(?:npy|npz|safetensors)$/)) {
    it(`${field.name}: right by Normalize File`, async () => {
      const outcome = await normalizeBytes(field.bytes, "plaintext");
      assertExpected(outcome, field);
      assert.match(outcome.summary.notices.map(({ message }) => message).join(), /not read/);
    });
  }
});

describe("JSON files of this repository", () => {
  for (const folder of ["samples", "test/fixtures"]) {
    it(`mean the same by both ways: ${folder}`, async function () {
      this.timeout(60_000);
      let compared = 0;
      for (const path of jsonFiles(folder)) {
        const content = new Uint8Array(readFileSync(path));
        const languageId = path.endsWith("jsonl") ? "jsonl" : "json";
        const [text, bytes] = [await normalizeText(content, languageId), await normalizeBytes(content, languageId)];
        assertAgree(text, bytes, path);
        compared++;
      }
      assert.ok(compared > 0);
    });
  }
});

/** Rows that a file reader meets one by one, and of which a late one is not as the others. */
const lateRows: Readonly<Record<string, (i: number) => unknown>> = {
  "rows of numbers": (i) => [i / 7, i % 3],
  "objects of numbers": (i) => ({ a: i / 7, b: i % 3 }),
  "a missing value": (i) => ({ a: i === 900 ? null : i, b: i % 3 }),
  "a new key": (i) => (i === 900 ? { a: 1, b: 2, c: 3 } : { a: i, b: i % 3 }),
  "a text": (i) => ({ a: i === 900 ? "x" : i, b: i % 3 }),
  "many texts": (i) => ({ a: i > 900 ? "x" : i, b: i % 3 }),
  "a number in quotes": (i) => (i === 900 ? ["1", 2] : [i, i % 3]),
  "a shorter row": (i) => (i === 900 ? [1] : [i, i % 3]),
  "an object in an object": (i) => (i === 900 ? { a: { c: 1 }, b: 2 } : { a: i, b: i % 3 }),
  "lists of numbers": (i) => ({ id: i, v: [i / 3, i % 5] }),
};

describe("long JSON files", () => {
  for (const [what, row] of Object.entries(lateRows)) {
    it(`mean the same by both ways: ${what}`, async () => {
      const rows = Array.from({ length: 1000 }, (_, i) => JSON.stringify(row(i)));
      for (const [text, languageId] of [
        [`[${rows.join(",\n")}]`, "json"],
        [`${rows.join("\n")}\n`, "jsonl"],
        [`${rows.join("\n")}\n`, "json"],
      ]) {
        const bytes = new TextEncoder().encode(text);
        assertAgree(await normalizeText(bytes, languageId), await normalizeBytes(bytes, languageId), what);
      }
    });
  }

  it("agree about a key that stands twice behind the rows that are looked at first", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => (i === 900 ? '{"a":1,"a":2}' : `{"a":${i}}`));
    const bytes = new TextEncoder().encode(`[${rows.join(",")}]`);
    const outcome = await normalizeBytes(bytes, "json");
    assertAgree(await normalizeText(bytes, "json"), outcome, "a key twice");
    assert.ok("summary" in outcome && outcome.summary.notices.some(({ code }) => code === "REPEATED_KEY"));
  });

  it("say which of several values is read, where no cursor chose one", async () => {
    for (const [text, path] of [
      ["[[1,2],[3,4]]\n[[5,6]]", "[0] (2 × 2)"],
      ["[1,2]\n[[3,4],[5,6]]\n", "[1] (2 × 2)"],
      ['{"x":[1,2,3,4]}\n{"y":[5,6,7,8,9]}\n', "[1].y (5)"],
    ]) {
      const bytes = new TextEncoder().encode(text);
      const outcome = await normalizeText(bytes, "jsonl");
      assertAgree(outcome, await normalizeBytes(bytes, "jsonl"), text);
      assert.ok("summary" in outcome, text);
      const said = outcome.summary.notices.find(({ code }) => code === "LARGEST_OF_SEVERAL");
      assert.ok(said?.message.includes(path), `${text}: ${said?.message}`);
    }
  });

  it("read an object of objects in which a row lacks a cell", async () => {
    for (const text of [
      '{"x":{"0":1,"1":2,"2":4,"3":5},"y":{"0":1,"2":2,"3":9}}',
      '{"0":{"x":1,"y":1},"1":{"x":2},"2":{"x":4,"y":2},"3":{"x":5,"y":9}}',
      '{"x":{"0":1,"2":4,"3":5},"y":{"0":1,"1":7,"2":2,"3":9}}',
    ]) {
      const bytes = new TextEncoder().encode(text);
      const outcome = await normalizeText(bytes, "json");
      assertAgree(outcome, await normalizeBytes(bytes, "json"), text);
      assert.ok("summary" in outcome, text);
      const { shape, features, notices } = outcome.summary;
      assert.deepEqual(shape, [3, 2], text);
      assert.deepEqual(
        features.map(({ name, mean }) => `${name}:${mean}`),
        [`x:${10 / 3}`, "y:4"],
      );
      assert.ok(
        notices.some(({ code }) => code === "ROWS_OMITTED"),
        text,
      );
    }
  });

  it("refuse what stands before or behind the only array, by both ways", async () => {
    for (const text of [
      "1[[0,0],[0,0],[0,0]]",
      '["p":2,"q":1}]\n[[1,2],[3,4]]',
      "1\n[[0,0],[0,0]]",
      "[1,2] 3",
      "[[1,2],[3,4]],[1,2]",
      '"a"[1,2]',
    ]) {
      const bytes = new TextEncoder().encode(text);
      const outcome = await normalizeText(bytes, "json");
      assert.ok("code" in outcome, text);
      assertAgree(outcome, await normalizeBytes(bytes, "json"), text);
    }
  });

  it("say that rows were omitted where too few are left, by both ways", async () => {
    const bytes = new TextEncoder().encode('{"loss":1.5}\n{"loss":1.2,"val":{"loss":1.9}}\n{"loss":1}\n');
    const outcome = await normalizeText(bytes, "jsonl");
    assert.ok("code" in outcome);
    assert.match(outcome.message, /at least 2 values per feature, got 1\. 2 of 3 rows are omitted/);
    assertAgree(outcome, await normalizeBytes(bytes, "jsonl"), "rows with a value now and then");
  });

  it("agree over a megabyte, to 1e-12", async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `[${Math.sin(i)}, ${i * 1e3}]`);
    const bytes = new TextEncoder().encode(`[${rows.join(",\n")}]`);
    assertAgree(await normalizeText(bytes, "json"), await normalizeBytes(bytes, "json"), "a megabyte");
  });
});
