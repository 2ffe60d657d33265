import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "../../../src/session/report/summary.ts";
import type { Outcome } from "./bothWays.ts";

const folder = join(import.meta.dirname, "../../fixtures/field/data");

/** What a case's `expect.json` says is right. */
interface Expected {
  readonly shape: readonly number[];
  readonly features: readonly {
    readonly name: string;
    readonly mean: number | string;
    readonly variance: number | string;
  }[];
  readonly left_out?: readonly { readonly name: string }[];
}

/** A file that somebody could not read, in the shape of the real one, and what it should give. */
export interface FieldCase {
  readonly name: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
  readonly expect: Expected;
  readonly tolerance: number;
}

/** The cases whose input has one of the extensions. */
export function fieldCases(extensions: RegExp): FieldCase[] {
  return readdirSync(folder).flatMap((name): FieldCase[] => {
    const { input, expect, tolerance } = JSON.parse(readFileSync(join(folder, name, "expect.json"), "utf8")) as {
      input: string;
      expect: Expected;
      tolerance: number;
    };
    const extension = input.slice(input.indexOf(".") + 1);
    if (!extensions.test(extension)) return [];
    return [{ name, extension, bytes: new Uint8Array(readFileSync(join(folder, name, input))), expect, tolerance }];
  });
}

/** Asserts that a way of opening the file gives what is right, and says which columns it leaves out. */
export function assertExpected(
  outcome: Outcome,
  { expect, tolerance, name }: FieldCase,
): asserts outcome is { summary: Summary } {
  assert.ok("summary" in outcome, `${name}: ${JSON.stringify(outcome)}`);
  const { shape, features, notices } = outcome.summary;
  assert.deepEqual(shape, expect.shape, name);
  assert.deepEqual(
    features.map((feature) => feature.name),
    expect.features.map((feature) => feature.name),
  );
  features.forEach((feature, c) => {
    for (const key of ["mean", "variance"] as const) {
      const [got, wanted] = [Number(feature[key]), Number(expect.features[c][key])];
      const isNear = Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
      assert.ok(isNear || Object.is(got, wanted), `${name}: ${key} of ${feature.name} is ${got}, not ${wanted}`);
    }
  });
  for (const { name: column } of expect.left_out ?? []) {
    const said = notices.some(({ message }) => message.includes(column) && message.includes("left out"));
    assert.ok(said, `${name}: nothing is said of ${column}`);
  }
}
