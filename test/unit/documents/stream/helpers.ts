import { ByteScanner } from "../../../../src/documents/stream/byteScanner.ts";
import { bytesSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import { type FilePlan } from "../../../../src/documents/stream/plans/filePlan.ts";
import { planFile } from "../../../../src/documents/stream/plans/planFile.ts";
import { readRange } from "../../../../src/documents/stream/rangeReader.ts";
import { type RangeResult } from "../../../../src/documents/stream/byteRange.ts";
import { rowLength, type RowPlan } from "../../../../src/documents/stream/plans/rowPlan.ts";
import type { ReadOptions } from "../../../../src/documents/types.ts";

type Options = Omit<ReadOptions, "selections">;

export const defaultOptions: Options = { languageId: "csv", missingValues: "omitRows", header: "auto" };

/** What a stream reader made of a text. */
export interface StreamedText {
  readonly plan: FilePlan;
  readonly result: RangeResult;
  readonly values: number[];
  readonly lines: number[];
  readonly texts: ReadonlyMap<number, { readonly text: string; readonly line: number }>;
}

/** How a plan's rows fall into channels where all that counts are the values: one channel for each. */
export function rowPlanOf(plan: FilePlan, missingValues: ReadOptions["missingValues"]): RowPlan {
  const channels = plan.lengths.reduce((size, length) => size * length, 1);
  return { rows: plan.rows, channels, inner: 1, groupsPerRow: 1, missingValues };
}

/** Reads all rows of a text as a file is read, in chunks of so many bytes. */
export function streamText(text: string, options: Partial<Options> = {}, chunk?: number): StreamedText {
  const given = { ...defaultOptions, ...options };
  const bytes = new TextEncoder().encode(text);
  const source = bytesSource(bytes);
  const plan = planFile(source, given, undefined, "rowByRow");
  const rowPlan = rowPlanOf(plan, given.missingValues);
  const scanner = new ByteScanner(rowPlan);
  const values: number[] = [];
  const lines: number[] = [];
  const take = (): undefined => {
    for (const value of scanner.blockValues()) values.push(value);
    for (const line of scanner.blockLines()) lines.push(plan.dataLine + line);
  };
  const range = { start: plan.dataStart, stop: bytes.length };
  const result = readRange(scanner, source, range, take, chunk);
  const texts = new Map(scanner.firstTexts);
  if (values.length !== lines.length * rowLength(rowPlan)) throw new Error("rows are incomplete");
  return { plan, result, values, lines, texts };
}
