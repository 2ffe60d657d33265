import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assertSame, byFile, byText, wholeFile, type Outcome } from "./bothWays.ts";

const folder = join(import.meta.dirname, "../../../fixtures/field/data");

/** What a case's expect.json says. */
interface Expectation {
  readonly input: string;
  readonly tolerance: number;
  readonly expect: {
    readonly shape: readonly number[];
    readonly features: readonly { readonly name: string; readonly mean: number; readonly variance: number }[];
    readonly left_out?: readonly { readonly name: string; readonly told: string }[];
  };
}

function assertExpected(outcome: Outcome, { expect, tolerance }: Expectation): void {
  assert.ok(outcome.error === null, JSON.stringify(outcome));
  assert.deepEqual(outcome.shape, expect.shape);
  outcome.features.forEach(({ name, mean, variance }, c) => {
    const expected = expect.features[c];
    assert.equal(name, expected.name);
    const isNear = (got: number, wanted: number): boolean =>
      Math.abs(got - wanted) <= tolerance * (1 + Math.abs(wanted));
    assert.ok(isNear(mean, expected.mean), `mean of ${name}: got ${mean}, expected ${expected.mean}`);
    assert.ok(
      isNear(variance, expected.variance),
      `variance of ${name}: got ${variance}, expected ${expected.variance}`,
    );
  });
  const said = outcome.notices.map(({ message }) => message).join("\n");
  for (const { name, told } of expect.left_out ?? []) {
    assert.ok(said.includes(`Column ${name} is left out: ${told}`), `${name} is not said to be left out:\n${said}`);
  }
}

describe("tables that people could not read", () => {
  for (const name of readdirSync(folder)) {
    const expectation = JSON.parse(readFileSync(join(folder, name, "expect.json"), "utf8")) as Expectation;
    const language = /\.(csv|tsv|txt|dat)$/.exec(expectation.input)?.[1];
    if (language === undefined) continue; // no table: the readers of JSON and arrays have theirs
    it(`${name}, by both ways`, async () => {
      const bytes = readFileSync(join(folder, name, expectation.input));
      const read = { ...wholeFile, languageId: language === "csv" || language === "tsv" ? language : "plaintext" };
      const text = byText(bytes.toString("utf8"), read);
      assertExpected(text, expectation);
      assertSame(text, await byFile(bytes, read), name);
    });
  }
});
