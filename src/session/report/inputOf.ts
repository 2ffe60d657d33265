import type { Span } from "../../documents/types.ts";
import { defaultReportOptions, type ReportOptions } from "../../shared/options.ts";
import { defaultReading, type Reading } from "../../shared/report/reading.ts";
import { defaultDoctorSettings, type DoctorSettings } from "../doctor/examineReport.ts";
import type { GivenOptions } from "../options/optionGuards.ts";
import { changeOptions } from "../options/resolveOptions.ts";
import type { ReportInput, TextSource } from "./reportInput.ts";

/** What the settings say about reading, computing and examining a document. */
export interface ReportSettings {
  readonly options: ReportOptions;
  readonly reading: Reading;
  readonly doctor: DoctorSettings;
}

export const defaultReportSettings: ReportSettings = {
  options: defaultReportOptions,
  reading: defaultReading,
  doctor: defaultDoctorSettings,
};

/** A caller who asks for nothing but the settings. */
export const nothingGiven: GivenOptions = { report: {}, reading: {} };

/**
 * What a report is made from, whoever asks for it: the settings of its document, and over them what the caller gives.
 *
 * @throws Failure of kind "option" for an eps or a momentum that is out of range
 * @example inputOf(source, [], { report: { eps: 0 }, reading: {} }, settings).options.eps // 0
 */
export function inputOf(
  source: TextSource,
  selections: readonly Span[],
  { report, reading, gamma, beta }: GivenOptions,
  settings: ReportSettings,
): ReportInput {
  return {
    source,
    selections,
    options: changeOptions(settings.options, report),
    reading: { ...settings.reading, ...reading },
    doctor: settings.doctor,
    gamma,
    beta,
  };
}
