import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { FeatureColumns } from "../../shared/report/report.ts";
import { statisticsOf } from "../layer/loadedLayer.ts";
import { examine, rules } from "./index.ts";
import { defaultThresholds, type DoctorLayer, type Finding, type RuleId, type Thresholds } from "./types.ts";

/** What a person set for the doctor. */
export interface DoctorSettings {
  readonly thresholds: Thresholds;
  /** Rules that are not applied. */
  readonly disabled: readonly RuleId[];
  /** Batch size of the training that the data are for; null where it is not known. */
  readonly batchSize: number | null;
}

export const defaultDoctorSettings: DoctorSettings = { thresholds: defaultThresholds, disabled: [], batchSize: null };

/** A report as the doctor sees it. */
export interface ExaminedReport {
  /** With the γ and β of the report. */
  readonly features: FeatureColumns;
  readonly options: ReportOptions;
  readonly sampleCount: number;
  readonly layer: LoadedLayer | undefined;
}

/** What the doctor finds in a report, under the settings of its document. */
export function examineReport(report: ExaminedReport, settings: DoctorSettings): Finding[] {
  const { features, options, sampleCount, layer } = report;
  const { thresholds, disabled, batchSize } = settings;
  const { eps, mode, activation } = options;
  const input = { features, eps, mode, sampleCount, batchSize, layer: doctorLayer(layer) };
  const own = examine({ ...input, activation: activation === "identity" ? "none" : activation }, thresholds);
  const ofNetwork = (layer?.fromNetwork ?? []).map((found): Finding => ({ ...found, feature: -1, subject: "feature" }));
  return ofNetwork.reduce(insertByCause, own).filter(({ rule }) => !disabled.includes(rule));
}

/** Puts what the network tells of a layer before the findings of rules that come after its own. */
function insertByCause(findings: readonly Finding[], found: Finding): Finding[] {
  const order = Object.keys(rules);
  const isAfter = ({ rule }: Finding): boolean => order.indexOf(rule) > order.indexOf(found.rule);
  const first = findings.findIndex(isAfter);
  const place = first < 0 ? findings.length : first;
  return [...findings.slice(0, place), found, ...findings.slice(place)];
}

function doctorLayer(layer: LoadedLayer | undefined): DoctorLayer | null {
  const statistics = statisticsOf(layer);
  return (
    statistics && {
      ...statistics,
      numBatchesTracked: statistics.numBatchesTracked ?? null,
      isEpsAssumed: layer?.eps === null,
    }
  );
}
