import type { FeatureColumns, ReportSnapshot } from "../../../src/shared/report.ts";
import { defaultReportOptions, type ReportOptions } from "../../../src/shared/options.ts";
import { snapshotOf } from "../../../webview/dev/snapshot.ts";
import { ReportStore } from "../../../webview/report/store.ts";
import type { ReportHost } from "../../../webview/common/rpc.ts";

export interface FakeHost extends ReportHost {
  readonly requests: { type: string; params: unknown }[];
  /** What the next requests are answered with; a function so that it can throw. */
  answer: (type: string) => unknown;
}

export function fakeHost(): FakeHost {
  const host = {
    requests: [] as { type: string; params: unknown }[],
    answer: (() => undefined) as FakeHost["answer"],
    request: async (type: string, params?: unknown) => {
      host.requests.push({ type, params });
      await Promise.resolve();
      return host.answer(type);
    },
    on: () => () => undefined,
  };
  return host as unknown as FakeHost;
}

/** A store over a fake host; `paint()` runs what waits for the next frame. */
export function fakeStore(savedState?: unknown) {
  const host = fakeHost();
  const saved: unknown[] = [];
  const frames: (() => void)[] = [];
  const store = new ReportStore({
    host,
    savedState,
    saveState: (state) => saved.push(state),
    beforeNextPaint: (run) => frames.push(run),
  });
  const paint = () => {
    for (const run of frames.splice(0)) {
      run();
    }
  };
  return { store, host, saved, frames, paint };
}

/** A snapshot of columns given by name, as the worker would make it. */
export function snapshot(
  columns: Readonly<Record<string, readonly number[]>>,
  options: Partial<ReportOptions> = {},
  features: Partial<FeatureColumns> = {},
): ReportSnapshot {
  const made = snapshotOf(columns, { ...defaultReportOptions, ...options });
  return { ...made, features: { ...made.features, ...features } };
}
