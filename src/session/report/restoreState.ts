import type { Span } from "../../documents/types.ts";
import { defaultReportOptions, type ReportOptions } from "../../shared/options.ts";
import type { AffineValues } from "./affineEdits.ts";
import {
  parseNumbers,
  parsePlainLayer,
  plainLayer,
  plainNumbers,
  type PlainLayer,
  type PlainNumber,
} from "../layer/plainLayer.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { Reading } from "../../shared/report/reading.ts";
import { parseOptions, type GivenOptions } from "../options/optionGuards.ts";
import { nothingGiven } from "./inputOf.ts";
import type { ReportInput } from "./reportInput.ts";
import { changeOptions } from "../options/resolveOptions.ts";

/** What a report is made again from after the window was reloaded, as JSON can hold it. */
export interface RestoreState {
  readonly uri: string;
  readonly selections: readonly Span[];
  /** Those of the report, and how the text is read. */
  readonly options: ReportOptions & Reading;
  /** One per feature, as they were last set. */
  readonly gamma: readonly PlainNumber[];
  readonly beta: readonly PlainNumber[];
  /** Of a file that was read without an editor: which part of it. */
  readonly file?: {
    readonly columns: readonly number[] | null;
    readonly lines: { readonly first: number; readonly last: number } | null;
    readonly path?: string | undefined;
  };
  /** Whether the document holds statistics, not values. */
  readonly isStatistics?: boolean;
  readonly layer?: PlainLayer;
}

/** What `inputOf` needs to make the report again, but for the source and its settings: the URI finds them. */
export interface RestoredReport extends Pick<RestoreState, "uri" | "selections" | "file" | "isStatistics"> {
  readonly given: GivenOptions;
  readonly layer: LoadedLayer | undefined;
}

/** What to keep of a report. */
export function restoreState(input: ReportInput, { gamma, beta }: AffineValues): RestoreState {
  const { source, selections, options, reading, layer } = input;
  return {
    uri: source.uri,
    selections,
    options: { ...options, ...reading },
    gamma: plainNumbers(gamma),
    beta: plainNumbers(beta),
    ...(source.file && { file: { columns: source.file.columns, lines: source.file.lines, ...pathOf(source.file) } }),
    ...(source.isStatistics === true ? { isStatistics: true } : {}),
    ...(layer === undefined ? {} : { layer: plainLayer(layer) }),
  };
}

function pathOf({ path }: { readonly path?: string | undefined }): { path?: string } {
  return path === undefined ? {} : { path };
}

/** Reads what `restoreState` wrote; undefined for anything else. Options that are not valid are left to the settings. */
export function parseRestoreState(state: unknown): RestoredReport | undefined {
  if (!isRecord(state)) return undefined;
  const { uri, selections, options, gamma, beta, layer, file, isStatistics } = state;
  if (typeof uri !== "string" || !Array.isArray(selections) || !selections.every(isSpan)) return undefined;
  const given = { ...givenOptions(options), ...numbers("gamma", gamma), ...numbers("beta", beta) };
  const source = { ...filePart(file), isStatistics: isStatistics === true };
  return { uri, selections, given, layer: parsePlainLayer(layer), ...source };
}

function givenOptions(options: unknown): GivenOptions {
  try {
    const given = parseOptions(options);
    changeOptions(defaultReportOptions, given.report);
    return given;
  } catch {
    // An older version kept something else.
    return nothingGiven;
  }
}

function numbers<Name extends "gamma" | "beta">(name: Name, values: unknown): Partial<Record<Name, number[]>> {
  if (!Array.isArray(values)) return {};
  return { [name]: parseNumbers(values) } as Partial<Record<Name, number[]>>;
}

function filePart(part: unknown): Pick<RestoreState, "file"> {
  if (!isRecord(part)) return {};
  const { columns, lines, path } = part;
  return {
    file: {
      columns: Array.isArray(columns) && columns.every((column) => typeof column === "number") ? columns : null,
      lines:
        isRecord(lines) && typeof lines["first"] === "number" && typeof lines["last"] === "number"
          ? { first: lines["first"], last: lines["last"] }
          : null,
      ...(typeof path === "string" ? { path } : {}),
    },
  };
}

function isSpan(value: unknown): value is Span {
  return isRecord(value) && typeof value["start"] === "number" && typeof value["end"] === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
