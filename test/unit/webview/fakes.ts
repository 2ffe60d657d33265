import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FeatureColumns, ReportSnapshot } from "../../../src/shared/report/report.ts";
import { defaultReportOptions, type ReportOptions } from "../../../src/shared/options.ts";
import { defaultReading } from "../../../src/shared/report/reading.ts";
import { AffineEdits } from "../../../src/session/report/affineEdits.ts";
import type { ComputeName, ComputeRequests } from "../../../src/session/compute/compute.ts";
import { readRequest } from "../../../src/session/report/reportInput.ts";
import { buildSnapshot } from "../../../src/session/report/snapshot.ts";
import { ComputeServer } from "../../../src/worker/computeServer.ts";
import { ReportStore } from "../../../webview/report/store/store.ts";
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

/** A snapshot of columns given by name: what the worker computes of them, with some columns of it replaced. */
export function snapshot(
  columns: Readonly<Record<string, readonly number[]>>,
  options: Partial<ReportOptions> = {},
  features: Partial<FeatureColumns> = {},
): ReportSnapshot {
  const names = Object.keys(columns);
  const rows = Object.values(columns)[0].map((_, i) => names.map((name) => columns[name][i]).join(","));
  const made = snapshotOfText([names.join(","), ...rows].join("\n"), options);
  return { ...made, features: { ...made.features, ...features } };
}

/** A snapshot of a CSV text. */
export function snapshotOfText(text: string, options: Partial<ReportOptions> = {}): ReportSnapshot {
  const server = new ComputeServer();
  const ask = <K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]): ComputeRequests[K]["value"] => {
    const reply = server.answer({ id: 0, type, params });
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value as ComputeRequests[K]["value"];
  };
  const all = { ...defaultReportOptions, ...options };
  const source = { uri: "file:///table.csv", name: "table.csv", languageId: "csv", version: 1, getText: () => text };
  const input = { source, selections: [{ start: 0, end: 0 }], options: all, reading: defaultReading } as const;
  const info = ask("dataset/open", readRequest(input));
  const analysis = ask("dataset/analyze", { options: all, statistics: null });
  const edits = new AffineEdits();
  edits.fit(analysis.features.names, { gamma: undefined, beta: undefined });
  const notices = [...info.notices, ...analysis.notices];
  return buildSnapshot({ input, info, analysis, notices, affine: edits.values, live: "follows", revision: 1 });
}

/** A table of the samples/ folder. */
export function sample(name: string): string {
  return readFileSync(join(import.meta.dirname, "../../../samples", name), "utf8");
}
