import assert from "node:assert/strict";
import { decodeText } from "../../../src/documents/text/decodeText.ts";
import { ReportSession } from "../../../src/session/report/reportSession.ts";
import type { ReportInput } from "../../../src/session/report/reportInput.ts";
import { summarize, type JsonNumber, type Summary } from "../../../src/session/report/summary.ts";
import { Failure } from "../../../src/shared/messages/failure.ts";
import { defaultReportOptions } from "../../../src/shared/options.ts";
import { defaultReading } from "../../../src/shared/report/reading.ts";
import { FileCompute } from "./fileCompute.ts";

/** What a command comes to: a summary, or what it says is wrong. */
export type Outcome = { readonly summary: Summary } | { readonly code: string; readonly message: string };

/** Notices that only one of the ways has reason to give. */
const ownNotices = new Set(["FILE_SAMPLED"]);

/** What Normalize Selection makes of a file's text, with nothing selected and the cursor at the start. */
export function normalizeText(bytes: Uint8Array, languageId: string, more: Partial<ReportInput> = {}) {
  const text = decodeText(bytes);
  return outcome({
    source: { uri: "file:///data", name: "data", languageId, version: 1, getText: () => text },
    selections: [{ start: 0, end: 0 }],
    options: defaultReportOptions,
    reading: defaultReading,
    ...more,
  });
}

/** What Normalize File… makes of its bytes. */
export function normalizeBytes(bytes: Uint8Array, languageId: string, more: Partial<ReportInput> = {}) {
  const file = { name: "data", source: new Uint8Array(bytes).buffer, columns: null, lines: null } as const;
  const source = { uri: "file:///data", name: "data", languageId, version: 0, getText: () => "" };
  return outcome({
    source: { ...source, file: { ...file, layout: "auto", preset: "pytorch" } },
    selections: [],
    options: defaultReportOptions,
    reading: defaultReading,
    ...more,
  });
}

async function outcome(input: ReportInput): Promise<Outcome> {
  const session = new ReportSession(new FileCompute());
  try {
    await session.open(input);
    assert.ok(session.snapshot, "a report that is open has a snapshot");
    return { summary: summarize(session.snapshot) };
  } catch (thrown) {
    assert.ok(thrown instanceof Failure && thrown.kind !== "internal", String(thrown));
    return { code: thrown.code, message: thrown.message };
  }
}

/** Asserts that both ways came to the same: numbers to 1e-12, notices and errors word for word. */
export function assertAgree(text: Outcome, bytes: Outcome, what: string): void {
  if (!("summary" in text) || !("summary" in bytes)) {
    assert.deepEqual(bytes, text, what);
    return;
  }
  const [a, b] = [text.summary, bytes.summary];
  assert.deepEqual([b.shape, b.layout, b.sampleCount], [a.shape, a.layout, a.sampleCount], what);
  const said = ({ notices }: Summary) => notices.filter(({ code }) => !ownNotices.has(code));
  assert.deepEqual(said(b), said(a), what);
  assert.deepEqual(
    b.features.map(({ name }) => name),
    a.features.map(({ name }) => name),
    what,
  );
  a.features.forEach((feature, c) => {
    for (const [key, value] of Object.entries(feature)) {
      const other = b.features[c][key as keyof typeof feature];
      assert.ok(
        typeof value === "string" || key === "name"
          ? value === other
          : isNear(value as JsonNumber, other as JsonNumber),
        `${what}: ${feature.name} has ${key} ${value} as a text, ${other} as a file`,
      );
    }
  });
}

function isNear(a: JsonNumber, b: JsonNumber): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
}
