import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { anyTable } from "./anyTable.ts";
import { assertSame, byFile, byText, wholeFile } from "./bothWays.ts";

const root = join(import.meta.dirname, "../../../..");
/** More cases by an environment variable: nobody waits for these in every run. */
const numRuns = Number(process.env["BATCHNORM_CASES"] ?? 400);

function tablesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:csv|tsv|txt|dat)$/.test(name) && !/answer|expected/.test(name))
    .map((name) => join(folder, name));
}

function languageOf(name: string): string {
  return /\.(csv|tsv)$/.exec(name)?.[1] ?? "plaintext";
}

describe("both ways to open a table", function () {
  this.timeout(3_600_000);

  const tables = [...tablesIn("test/fixtures"), ...tablesIn("samples")];

  it("finds tables to open", () => {
    assert.ok(tables.length >= 19, `got ${tables.length}`);
  });

  for (const name of tables) {
    it(`agree on ${name}`, async () => {
      const bytes = readFileSync(join(root, name));
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      for (const missingValues of ["omitRows", "ignore", "error"] as const) {
        const read = { ...wholeFile, languageId: languageOf(name), missingValues };
        assertSame(byText(text, read), await byFile(bytes, read), `${name}, ${missingValues}`);
      }
    });
  }

  it("agree on a table that ends with blanks", async () => {
    for (const text of ['\n.4"\n ', "a,b\n1,2\n3,4\n  ", 'a\n1\n"2\n\t']) {
      const read = { ...wholeFile, languageId: "csv", decimal: ",", missingValues: "error" } as const;
      assertSame(byText(text, read), await byFile(new TextEncoder().encode(text), read), JSON.stringify(text));
    }
  });

  it("agree on a line of units that comes again and has no text among the numbers", async () => {
    const text = "name 0,name 1\nm/s,\n\ufeffname 0,name 1\nm/s,\nTotal,0.00\nTotal,0.00\n";
    const read = { ...wholeFile, missingValues: "ignore" } as const;
    assertSame(byText(text, read), await byFile(new TextEncoder().encode(text), read), "units");
  });

  it("agree on a header that is a number with another decimal point", async () => {
    const text = '0.00\n3\n0.00\n"1.234,5"\n-1.01e-289\n-0.00\n"1.234,5"';
    assertSame(byText(text, wholeFile), await byFile(new TextEncoder().encode(text), wholeFile), "0.00");
  });

  it(`agree on ${numRuns} generated tables`, async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ text, read }) => {
        const bytes = new TextEncoder().encode(text);
        assertSame(byText(text, read), await byFile(bytes, read), JSON.stringify(text));
      }),
      { numRuns, seed: 13, endOnFailure: true },
    );
  });
});
