import type { DataSummary } from "./data.ts";
import { defaultLabSettings, type LabSettings } from "./settings.ts";

/**
 * The batch size that the lab begins with: its usual one, or the largest power of two that still gives an epoch of two
 * batches. `defaultBatchSize(48)` is 16.
 */
export function defaultBatchSize(trainingRows: number): number {
  const { batchSize } = defaultLabSettings;
  if (trainingRows >= batchSize) return batchSize;
  return Math.max(2, 2 ** Math.floor(Math.log2(trainingRows / 2)));
}

/** The settings that the lab begins with on these data; their choice stays. */
export function defaultsFor(
  { source, target, predict }: LabSettings,
  data: Pick<DataSummary, "trainingRows" | "problem"> | null,
): LabSettings {
  const batchSize = data?.problem === null ? defaultBatchSize(data.trainingRows) : defaultLabSettings.batchSize;
  return { ...defaultLabSettings, source, target, predict, batchSize };
}

/**
 * Settings for data that have changed: a batch size that nobody chose follows the rows, one that was chosen stays.
 *
 * @param rowsBefore training rows of the data that the settings were made for; null before the first
 */
export function followRows(settings: LabSettings, rowsBefore: number | null, rows: number): LabSettings {
  const usual = rowsBefore === null ? defaultLabSettings.batchSize : defaultBatchSize(rowsBefore);
  if (rowsBefore === rows || settings.batchSize !== usual) return settings;
  return { ...settings, batchSize: defaultBatchSize(rows) };
}
