import assert from "node:assert/strict";
import type { ReadOptions, ReadingOffer } from "../../../../src/documents/types.ts";
import type { Analysis, DatasetInfo } from "../../../../src/session/compute/compute.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { Dataset } from "../../../../src/worker/dataset/dataset.ts";
import { bytesOnly } from "../../../../src/worker/files/bytesOnly.ts";
import { openFile } from "../../../../src/worker/files/openFile.ts";

/** What one way of opening a file came to. */
export type Outcome =
  | { readonly error: { readonly code: string; readonly message: string } }
  | {
      readonly error: null;
      readonly shape: readonly number[];
      readonly features: readonly { readonly name: string; readonly mean: number; readonly variance: number }[];
      readonly notices: readonly Said[];
    };

interface Said {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly offers: readonly ReadingOffer[];
}

export const wholeFile: ReadOptions = {
  languageId: "csv",
  selections: [],
  missingValues: "omitRows",
  header: "auto",
};

/** Normalize Selection with nothing selected: an editor shows no byte order mark. */
export function byText(text: string, read: ReadOptions): Outcome {
  return outcomeOf(() => {
    const dataset = Dataset.ofText(text.replace(/^\ufeff/, ""), read);
    return [dataset.info, dataset.analyze(defaultReportOptions, null)];
  });
}

/** Normalize File… */
export async function byFile(bytes: Uint8Array, read: ReadOptions): Promise<Outcome> {
  const source = Uint8Array.from(bytes).buffer;
  const request = { name: "data", source, columns: null, lines: null, layout: "auto", preset: "pytorch" } as const;
  try {
    const dataset = await openFile(bytesOnly, request, read, () => undefined);
    return outcomeOf(() => [dataset.info, dataset.analyze(defaultReportOptions, null)]);
  } catch (thrown) {
    return failed(thrown);
  }
}

function outcomeOf(read: () => [DatasetInfo, Analysis]): Outcome {
  try {
    const [info, { features, notices }] = read();
    return {
      error: null,
      shape: info.shape,
      features: features.names.map((name, c) => ({
        name,
        mean: features.mean[c],
        variance: features.variance[c],
      })),
      notices: [...info.notices, ...notices]
        .filter(({ code }) => code !== "FILE_SAMPLED")
        .map(({ code, severity, message, offers = [] }) => ({ code, severity, message, offers })),
    };
  } catch (thrown) {
    return failed(thrown);
  }
}

function failed(thrown: unknown): Outcome {
  assert.ok(thrown instanceof Error && "code" in thrown, thrown instanceof Error ? thrown.stack : String(thrown));
  return { error: { code: String(thrown.code), message: thrown.message } };
}

/** Asserts that both ways came to the same: numbers to 1e-12 of their size, all words alike. */
export function assertSame(text: Outcome, file: Outcome, what: string): void {
  if (text.error !== null || file.error !== null) {
    assert.deepEqual(file, text, what);
    return;
  }
  assert.deepEqual(file.shape, text.shape, what);
  assert.deepEqual(file.notices, text.notices, what);
  file.features.forEach((feature, c) => {
    const expected = text.features[c];
    assert.equal(feature.name, expected.name, what);
    assertNear(feature.mean, expected.mean, `${what}: mean of ${feature.name}`);
    assertNear(feature.variance, expected.variance, `${what}: variance of ${feature.name}`);
  });
}

function assertNear(got: number, expected: number, what: string): void {
  const isSame = Object.is(got, expected) || Math.abs(got - expected) <= 1e-12 * Math.max(1, Math.abs(expected));
  assert.ok(isSame, `${what}: got ${got}, expected ${expected}`);
}
