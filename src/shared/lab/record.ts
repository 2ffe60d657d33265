import type { ExperimentResult } from "./experiments.ts";
import type { DivergenceTrace, ProbeFrame, RunInfo } from "./run.ts";
import type { SweepCell, SweepState } from "./sweep.ts";

/** A run with everything that it showed: what the page draws, what is kept over a reload, what is exported. */
export interface RunRecord {
  readonly info: RunInfo;
  /** What it trained on: "digits.csv". */
  readonly dataName: string;
  readonly frames: readonly ProbeFrame[];
  readonly traces: readonly DivergenceTrace[];
  readonly elapsedMs: number;
}

const arrayTypes = { Float64Array, Int32Array, Uint32Array, Uint16Array } as const;
type ArrayTypeName = keyof typeof arrayTypes;

const notFinite: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

/** A record as JSON text: typed arrays become `{ "array": type, "values": [...] }`, NaN and infinities their names. */
export function stringifyRecord(record: unknown): string {
  return JSON.stringify(record, (_key, value: unknown) => {
    const name = ArrayBuffer.isView(value) ? value.constructor.name : "";
    if (name in arrayTypes) return { array: name, values: Array.from(value as Float64Array, jsonNumber) };
    return typeof value === "number" ? jsonNumber(value) : value;
  });
}

/** The inverse of `stringifyRecord` for a run; null for a text that is none. */
export function parseRecord(text: string): RunRecord | null {
  const parsed = parseKept(text);
  return isRecord(parsed) ? parsed : null;
}

/** The experiments' results of a text that `stringifyRecord` made of them; none where it is no such text. */
export function parseResults(text: string): readonly ExperimentResult[] {
  const parsed = parseKept(text);
  return Array.isArray(parsed) ? parsed.filter(isResult) : [];
}

/** The sweep of such a text, not running; null where it is none. */
export function parseSweep(text: string): SweepState | null {
  const parsed = parseKept(text);
  if (!isSweep(parsed)) return null;
  // A number by itself that is not finite was written as its name.
  const cells = parsed.cells.map((cell): SweepCell => {
    const [plain, batchNorm] = cell.networks.map((network) => ({ ...network, endLoss: numberOf(network.endLoss) }));
    return { ...cell, networks: [plain, batchNorm] };
  });
  return { ...parsed, cells, running: null, failure: null };
}

function parseKept(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value !== "object" || value === null || !("array" in value) || !("values" in value)) return value;
      const ArrayType = arrayTypes[value.array as ArrayTypeName];
      return ArrayType.from((value.values as (number | string)[]).map(numberOf));
    });
  } catch {
    return null;
  }
}

function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function numberOf(value: number | string): number {
  return typeof value === "number" ? value : notFinite[value];
}

function isResult(value: unknown): value is ExperimentResult {
  return (
    typeof value === "object" && value !== null && "verdict" in value && "charts" in value && "activation" in value
  );
}

function isSweep(value: unknown): value is SweepState {
  return typeof value === "object" && value !== null && "spec" in value && "cells" in value && "guessingLoss" in value;
}

function isRecord(value: unknown): value is RunRecord {
  return typeof value === "object" && value !== null && "info" in value && "frames" in value && "traces" in value;
}
