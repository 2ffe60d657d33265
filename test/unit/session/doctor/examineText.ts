import { readTensor } from "../../../../src/documents/index.ts";
import {
  defaultThresholds,
  examine,
  type DoctorInput,
  type Finding,
  type RuleId,
} from "../../../../src/session/doctor/index.ts";
import type { GivenStatistics } from "../../../../src/session/compute/compute.ts";
import { defaultReportOptions, type ReportOptions } from "../../../../src/shared/options.ts";
import { analyze } from "../../../../src/worker/dataset/analyze.ts";
import { resolveAxes } from "../../../../src/worker/dataset/axes.ts";

export interface Patient {
  readonly text: string;
  readonly languageId?: "csv" | "json";
  readonly options?: Partial<ReportOptions>;
  readonly gamma?: readonly number[];
  readonly beta?: readonly number[];
  readonly layer?: (GivenStatistics & { readonly numBatchesTracked: number | null }) | null;
  readonly activation?: DoctorInput["activation"];
  readonly batchSize?: number;
  readonly thresholds?: Partial<typeof defaultThresholds>;
}

/** Reads, analyzes and examines a text as the application does. */
export function examineText(patient: Patient): Finding[] {
  const { text, languageId = "csv", layer = null } = patient;
  const options: ReportOptions = { ...defaultReportOptions, ...patient.options };
  const read = { languageId, selections: [], missingValues: options.missingValues, header: "auto" } as const;
  const tensor = readTensor(text, read);
  const axes = resolveAxes(tensor.shape, options.layout, options.preset);
  const { features } = analyze(tensor, axes, options, layer);
  const input: DoctorInput = {
    features: {
      ...features,
      gamma: Float64Array.from(patient.gamma ?? features.gamma),
      beta: Float64Array.from(patient.beta ?? features.beta),
    },
    eps: options.eps,
    mode: options.mode,
    activation: patient.activation ?? "relu",
    sampleCount: tensor.shape[0],
    batchSize: patient.batchSize ?? null,
    layer,
  };
  return examine(input, { ...defaultThresholds, ...patient.thresholds });
}

/** One column of numbers as a text. */
export function column(...values: readonly (number | string)[]): string {
  return `x\n${values.join("\n")}\n`;
}

/** The rules that found something, each once, with the features that they name. */
export function summary(findings: readonly Finding[]): Partial<Record<RuleId, number[]>> {
  const found: Partial<Record<RuleId, number[]>> = {};
  for (const { rule, feature } of findings) (found[rule] ??= []).push(feature);
  return found;
}
