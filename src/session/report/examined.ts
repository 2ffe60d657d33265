import type { Analysis, DatasetInfo, DatasetNotice } from "../compute/compute.ts";
import { defaultDoctorSettings, examineReport } from "../doctor/examineReport.ts";
import { findingNotices, type FindingNotice } from "../doctor/findingNotices.ts";
import type { Finding, Thresholds } from "../doctor/index.ts";
import { layerNotices } from "../layer/layerNotices.ts";
import type { AffineValues } from "./affineEdits.ts";
import type { ReportInput } from "./reportInput.ts";

/** What is said of a result: what the doctor found, and everything that stands above the report, worst first. */
export interface Examined {
  readonly findings: readonly Finding[];
  readonly notices: readonly (DatasetNotice | FindingNotice)[];
  /** The limits that the doctor held it to. */
  readonly thresholds: Thresholds;
}

/** Before there is a result. */
export const nothingExamined: Examined = {
  findings: [],
  notices: [],
  thresholds: defaultDoctorSettings.thresholds,
};

/** Examines a result with γ and β as they are. */
export function examined(input: ReportInput, info: DatasetInfo, analysis: Analysis, affine: AffineValues): Examined {
  const { options, layer, doctor = defaultDoctorSettings } = input;
  const features = { ...analysis.features, gamma: affine.gamma, beta: affine.beta };
  const findings = examineReport({ features, options, sampleCount: analysis.shape[0], layer }, doctor);
  const titles = { names: features.names, isLayer: layer !== undefined };
  return {
    findings,
    thresholds: doctor.thresholds,
    notices: [
      ...findingNotices(findings, titles),
      ...layerNotices(layer, options),
      ...info.notices,
      ...analysis.notices,
    ],
  };
}
