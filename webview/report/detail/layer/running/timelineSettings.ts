import type { TimelineQuestion } from "../../../../../src/shared/layer/statistics/timeline.ts";
import type { ReportStore } from "../../../store/store.ts";

const detailKey = "timeline";
const firstBatchSize = 16;

/** What a person chose for running statistics over mini-batches; momentum as the preset writes it. */
export type TimelineSettings = Omit<TimelineQuestion, "feature">;

export function timelineSettings({ snapshot, view }: ReportStore): TimelineSettings {
  const saved = view.detail[detailKey] as Partial<TimelineSettings> | undefined;
  const sampleCount = snapshot?.source.sampleCount ?? 1;
  const { batchSize, seed, momentum } = saved ?? {};
  return {
    batchSize: Math.min(typeof batchSize === "number" ? batchSize : firstBatchSize, Math.max(1, sampleCount)),
    order: saved?.order === "file" ? "file" : "shuffled",
    seed: typeof seed === "number" ? seed : 42,
    momentum: momentum === undefined ? (snapshot?.options.momentum ?? null) : momentum,
  };
}

export function setTimeline(store: ReportStore, change: Partial<TimelineSettings>): void {
  const saved = store.view.detail[detailKey] as Partial<TimelineSettings> | undefined;
  store.setDetail(detailKey, { ...saved, ...change });
}
