import type { ExamineLayers } from "../../session/checkpoint/report/findings.ts";
import { examineLayers } from "../../session/doctor/layers/examineLayers.ts";
import { readSettings } from "../configuration.ts";

/** The doctor's rules that need no data, with the limits and rules of the settings. */
export const examineWithSettings: ExamineLayers = (layers, tensors) => {
  const { thresholds, disabled } = readSettings(undefined).doctor;
  return examineLayers(layers, tensors, { thresholds, disabled });
};
