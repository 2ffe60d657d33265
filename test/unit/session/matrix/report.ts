import type { LayerFile } from "../../../../src/documents/layers/index.ts";
import { defaultReportSettings, inputOf, nothingGiven } from "../../../../src/session/report/inputOf.ts";
import type { ReportInput, TextSource } from "../../../../src/session/report/reportInput.ts";
import { ReportSession } from "../../../../src/session/report/reportSession.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import type { Kind, Way } from "./kinds.ts";
import { MatrixCompute } from "./matrixCompute.ts";

/** A document that can be edited. */
class MatrixSource implements TextSource {
  readonly uri: string;
  readonly name: string;
  readonly languageId: string;
  readonly isStatistics: boolean;
  version = 1;
  text: string;

  constructor({ fileName, text, languageId, isStatistics }: Kind) {
    this.uri = `file:///${fileName}`;
    this.name = fileName;
    this.languageId = languageId;
    this.isStatistics = isStatistics;
    this.text = text ?? "";
  }

  getText(): string {
    return this.text;
  }
}

/** A report of a kind of input, with everything that an action may ask about. */
export interface MatrixReport {
  readonly kind: Kind;
  readonly way: Way;
  readonly source: TextSource & { version: number; text: string };
  readonly input: ReportInput;
  readonly session: ReportSession;
  readonly snapshot: ReportSnapshot;
  /** What the host would put the panel's listener into: resolves with the next snapshot. */
  readonly nextSnapshot: () => Promise<ReportSnapshot>;
  readonly createCompute: () => MatrixCompute;
}

const languageOfEnding: Readonly<Record<string, string>> = { csv: "csv", tsv: "tsv", jsonl: "jsonl" };

/** The source of a kind's report. */
export function sourceOf(kind: Kind, way: Way): MatrixReport["source"] {
  const source = new MatrixSource(kind);
  if (way === "text") return source;
  const { buffer, byteOffset, byteLength } = kind.bytes;
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  const part = { columns: null, lines: null, layout: "auto", preset: "pytorch" } as const;
  const languageId = languageOfEnding[kind.fileName.split(".").at(-1) ?? ""] ?? "plaintext";
  return Object.assign(source, { languageId, file: { name: kind.fileName, source: bytes, ...part } });
}

export function inputOfKind(kind: Kind, source: TextSource): ReportInput {
  const selections = source.file === undefined && !kind.isStatistics ? [{ start: 0, end: 0 }] : [];
  return inputOf(source, selections, { ...nothingGiven, reading: kind.reading }, defaultReportSettings);
}

/**
 * Opens a report of a kind of input.
 *
 * @param computes every compute that is made is put in, to be looked through for internal failures
 */
export async function openReport(kind: Kind, way: Way, computes: MatrixCompute[]): Promise<MatrixReport> {
  const createCompute = (): MatrixCompute => {
    const compute = new MatrixCompute();
    computes.push(compute);
    return compute;
  };
  const source = sourceOf(kind, way);
  const input = inputOfKind(kind, source);
  let onSnapshot: ((snapshot: ReportSnapshot) => void) | undefined;
  const session = new ReportSession(createCompute(), { snapshotChanged: (snapshot) => onSnapshot?.(snapshot) });
  const snapshot = await session.open(input);
  const nextSnapshot = (): Promise<ReportSnapshot> => new Promise((resolve) => (onSnapshot = resolve));
  return { kind, way, source, input, session, snapshot, nextSnapshot, createCompute };
}

/** The kind's file as a person chooses one to compare with or to take weights from. */
export function fileOf({ fileName, text, bytes, languageId }: Kind): LayerFile {
  return text === null ? { kind: "bytes", fileName, bytes } : { kind: "text", fileName, text, languageId };
}

/** The values of each feature, sample by sample: axis 1 is that of the features. */
export function featuresOf({ shape, values }: Pick<Kind, "shape" | "values">): number[][] {
  const channels = shape.at(1) ?? 1;
  const positions = shape.slice(2).reduce((product, length) => product * length, 1);
  const features = Array.from({ length: channels }, (): number[] => []);
  values.forEach((value, i) => features[Math.floor(i / positions) % channels].push(value));
  return features;
}

/** (x − mean)/√(variance + 1e-5) of each feature, in the order of the values. */
export function normalizedOf(kind: Pick<Kind, "shape" | "values">): number[] {
  const statistics = featuresOf(kind).map((column) => {
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    return { mean, variance: column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length };
  });
  const channels = kind.shape.at(1) ?? 1;
  const positions = kind.shape.slice(2).reduce((product, length) => product * length, 1);
  return kind.values.map((x, i) => {
    const { mean, variance } = statistics[Math.floor(i / positions) % channels];
    return (x - mean) / Math.sqrt(variance + 1e-5);
  });
}
