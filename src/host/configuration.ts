import { workspace, type ConfigurationScope, type WorkspaceConfiguration } from "vscode";
import type { OwnConvention } from "../documents/layers/index.ts";
import type { DoctorSettings } from "../session/doctor/examineReport.ts";
import { defaultThresholds, type RuleId } from "../session/doctor/index.ts";
import type { ReportSettings } from "../session/report/inputOf.ts";
import { presetDefaults, type PresetName, type ReportOptions } from "../shared/options.ts";
import { defaultReading, type DelimiterName, type HeaderChoice } from "../shared/report/reading.ts";

/** The settings for a document. eps and momentum that are not set are the preset's. */
export function readSettings(scope: ConfigurationScope | undefined): ReportSettings {
  const settings = workspace.getConfiguration("batchNorm", scope);
  const defaults = presetDefaults(settings.get<PresetName>("preset", "pytorch"));
  return {
    options: {
      mode: "train",
      preset: defaults.preset,
      eps: settings.get<number | null>("eps", null) ?? defaults.eps,
      momentum: settings.get<number | null>("momentum", null) ?? defaults.momentum,
      layout: settings.get<ReportOptions["layout"]>("layout", "auto"),
      precision: settings.get<ReportOptions["precision"]>("precision", "float64"),
      missingValues: settings.get<ReportOptions["missingValues"]>("missingValues", "omitRows"),
      activation: settings.get<ReportOptions["activation"]>("activation", "relu"),
    },
    reading: {
      ...defaultReading,
      header: settings.get<HeaderChoice>("header", "auto"),
      delimiter: settings.get<DelimiterName>("delimiter", "auto"),
    },
    doctor: readDoctorSettings(settings),
  };
}

/** Names and conventions of layers that a person set; null where no names are. */
export function readOwnConvention(scope: ConfigurationScope | undefined): OwnConvention | null {
  const given = workspace.getConfiguration("batchNorm", scope).get<Partial<OwnConvention>>("ownConvention", {});
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
  const own: OwnConvention = {
    ...{ gamma: text(given.gamma), beta: text(given.beta), mean: text(given.mean), variance: text(given.variance) },
    ...{ steps: text(given.steps), eps: number(given.eps), momentum: number(given.momentum) },
    momentumOf: given.momentumOf === "old" ? "old" : "new",
    runningVariance: given.runningVariance === "biased" ? "biased" : "unbiased",
    channelAxis: given.channelAxis === -1 ? -1 : 1,
  };
  return own.mean === "" || own.variance === "" ? null : own;
}

/** Significant digits of written values; null for as many as the input has. */
export function readSignificantDigits(scope: ConfigurationScope | undefined): number | null {
  return workspace.getConfiguration("batchNorm", scope).get<number | null>("significantDigits", null);
}

function readDoctorSettings(settings: WorkspaceConfiguration): DoctorSettings {
  const limit = (name: keyof typeof defaultThresholds): number =>
    settings.get<number>(`doctor.${name}`, defaultThresholds[name]);
  return {
    thresholds: {
      constantVariance: limit("constantVariance"),
      varianceOverEps: limit("varianceOverEps"),
      gammaNearZero: limit("gammaNearZero"),
      notFiniteValues: limit("notFiniteValues"),
      smallestRunningVar: limit("smallestRunningVar"),
      minimumValues: limit("minimumValues"),
      meanOverStd: limit("meanOverStd"),
      deadShare: limit("deadShare"),
      saturatedShare: limit("saturatedShare"),
      nearNew: limit("nearNew"),
      statisticsShift: limit("statisticsShift"),
      expectedSpread: limit("expectedSpread"),
    },
    disabled: settings.get<RuleId[]>("doctor.disabledRules", []),
    batchSize: settings.get<number | null>("doctor.batchSize", null),
  };
}
