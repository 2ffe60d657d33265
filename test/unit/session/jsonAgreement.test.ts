import assert from "node:assert/strict";
import fc from "fast-check";
import { assertAgree, normalizeBytes, normalizeText } from "./bothWays.ts";
import { jsonDocument, type JsonDocument } from "./jsonDocuments.ts";

/** More by an environment variable: BATCHNORM_AGREEMENT_RUNS=100000. */
const numRuns = Number(process.env["BATCHNORM_AGREEMENT_RUNS"] ?? 500);
const seed = Number(process.env["BATCHNORM_AGREEMENT_SEED"] ?? 13);

function encode({ text, encoding }: JsonDocument): Uint8Array {
  if (encoding === "utf-16le") return new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
  return new TextEncoder().encode(encoding === "bom" ? `\ufeff${text}` : text);
}

describe("JSON of all kinds", function () {
  this.timeout(3_600_000);

  it("means the same as a text and as a file", async () => {
    await fc.assert(
      fc.asyncProperty(jsonDocument, async (document) => {
        const bytes = encode(document);
        const { languageId, text } = document;
        assertAgree(await normalizeText(bytes, languageId), await normalizeBytes(bytes, languageId), text);
      }),
      { numRuns, seed },
    );
  });

  it("means the table that it was written from", async () => {
    await fc.assert(
      fc.asyncProperty(jsonDocument, async (document) => {
        const { expected, languageId, text } = document;
        fc.pre(expected !== null);
        const outcome = await normalizeText(encode(document), languageId);
        assert.ok("summary" in outcome, `${text}: ${JSON.stringify(outcome)}`);
        const means = outcome.summary.features.map(({ mean }) => Number(mean));
        assert.equal(means.length, expected.length, text);
        expected.forEach((mean, c) => {
          assert.ok(
            Math.abs(means[c] - mean) <= 1e-9 * Math.max(1, Math.abs(mean)),
            `${text}: ${means[c]}, not ${mean}`,
          );
        });
      }),
      { numRuns, seed },
    );
  });
});
