import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LayerFile } from "../../../../src/documents/layers/index.ts";
import { checkedLayer, type CheckedLayer } from "../../../../src/session/exports/checkedLayer.ts";
import { checkLayer } from "../../../../src/session/layer/checkLayer.ts";
import type { ReportOptions } from "../../../../src/shared/options.ts";
import { fieldJson, fieldText } from "../../../support/fieldCase.ts";
import { open } from "../openReport.ts";

const root = join(import.meta.dirname, "../../../fixtures/field/bn");

/** The parts of answer.txt that the cases are compared with. */
export type Answer = Readonly<Record<string, (number | null)[][]>> & {
  readonly gapPerChannelGamma1: { readonly totalMean: number; readonly totalStd: number }[];
  readonly evalOutput: number[][];
  readonly evalOutputOfPixels: number[][];
  readonly batchStatsAfterOneStepFlax: { readonly mean: number[]; readonly var: number[] };
};

/** A file of a case as Load Layer Parameters… reads it. */
export function layerFile(folder: string, name: string): LayerFile {
  if (!name.endsWith(".json")) {
    return { kind: "bytes", fileName: name, bytes: new Uint8Array(readFileSync(join(root, folder, name))) };
  }
  return { kind: "text", fileName: name, text: fieldText(folder, name), languageId: "json" };
}

/** Normalizes a case's data and loads a layer onto them, as a person does. */
export async function checkCase(folder: string, data: string, layer: string, given: Partial<ReportOptions> = {}) {
  const { session } = await open(fieldText(folder, data), "json");
  const document = { uri: `file:///${layer}`, offset: 0 };
  const snapshot = await checkLayer(session, { file: layerFile(folder, layer), document }, given);
  const { gamma, beta } = snapshot.features;
  const output = await session.query("dataset/output", { gamma, beta });
  const width = gamma.length;
  const rows = Array.from({ length: output.data.length / width }, (_, n) => [
    ...output.data.subarray(n * width, (n + 1) * width),
  ]);
  return { session, snapshot, rows, checked: checkedLayer(snapshot, session.findings) };
}

export function answerOf(folder: string): Answer {
  return fieldJson(folder, "answer.txt") as Answer;
}

/** Rules with the channels that they name. */
export function found({ findings }: CheckedLayer): string[] {
  return findings.map(({ rule, channel }) => (channel === null ? rule : `${rule}[${channel}]`));
}

/** Equal to a part in 1e-9 of the number, or of 1 where it is smaller; null in the answer is NaN. */
export function assertNumbers(
  got: readonly (number | null)[],
  expected: readonly (number | null)[],
  what: string,
): void {
  assert.equal(got.length, expected.length, what);
  expected.forEach((value, i) => {
    const own = got[i] ?? NaN;
    if (value === null) assert.ok(Number.isNaN(own), `${what} ${i}: got ${own}, expected NaN`);
    else
      assert.ok(
        Math.abs(own - value) <= 1e-9 * Math.max(1, Math.abs(value)),
        `${what} ${i}: got ${own}, expected ${value}`,
      );
  });
}
