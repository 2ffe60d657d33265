import type { CheckpointSnapshot } from "../../shared/checkpoint/snapshot.ts";
import type { Summary } from "../report/summary.ts";
import { layersOfPart } from "./report/report.ts";
import type { OpenedCheckpoint } from "./opened.ts";

/** A number in JSON: those that are not finite are words. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity";

/** A layer of a checkpoint as plain JSON: every channel, null where the file has none. */
export interface LayerSummary {
  readonly name: string;
  readonly numFeatures: number;
  readonly gamma: readonly JsonNumber[] | null;
  readonly beta: readonly JsonNumber[] | null;
  readonly runningMean: readonly JsonNumber[] | null;
  readonly runningVar: readonly JsonNumber[] | null;
  readonly eps: JsonNumber;
  readonly momentum: JsonNumber | null;
  readonly training: boolean | null;
  readonly numBatchesTracked: number | null;
  /** Which of `eps` and `momentum` are not in the file. */
  readonly assumed: readonly string[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    /** From 0; empty where it is about the layer as a whole. */
    readonly channels: readonly number[];
    readonly evidence: string;
  }[];
}

/** A checkpoint as the command returns it. */
export interface CheckpointSummary {
  readonly source: string;
  readonly format: string;
  readonly framework: string;
  /** Names of the parts with layers; the layers below are those of the chosen one. */
  readonly parts: readonly string[];
  readonly layers: readonly LayerSummary[];
  readonly notices: Summary["notices"];
}

/** The part of a checkpoint that a snapshot shows, as plain JSON. */
export function summarizeCheckpoint(
  source: string,
  opened: OpenedCheckpoint,
  { part, layers: rows, notices }: CheckpointSnapshot,
): CheckpointSummary {
  return {
    source,
    format: opened.format,
    framework: opened.framework,
    parts: opened.parts.map(({ name }) => name),
    layers: layersOfPart(opened, part).map((layer, i) => ({
      name: layer.name,
      numFeatures: layer.numFeatures,
      gamma: list(layer.gamma),
      beta: list(layer.beta),
      runningMean: list(layer.runningMean),
      runningVar: list(layer.runningVar),
      eps: jsonNumber(rows[i].eps),
      momentum: layer.momentum.value === null ? null : jsonNumber(layer.momentum.value),
      training: layer.training,
      numBatchesTracked: layer.numBatchesTracked,
      assumed: [...(layer.eps.isAssumed ? ["eps"] : []), ...(layer.momentum.isAssumed ? ["momentum"] : [])],
      findings: rows[i].findings.map(({ rule, severity, channels, evidence }) => ({
        rule,
        severity,
        channels: [...channels],
        evidence,
      })),
    })),
    notices: notices.map(({ code, message }) => ({ code, message })),
  };
}

function list(values: Float64Array | null): JsonNumber[] | null {
  return values && Array.from(values, jsonNumber);
}

function jsonNumber(value: number): JsonNumber {
  return Number.isFinite(value) ? value : (String(value) as "NaN" | "Infinity" | "-Infinity");
}
