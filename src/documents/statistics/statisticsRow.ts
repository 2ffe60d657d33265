import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { isMissingText } from "../text/missingValues.ts";
import type { Span } from "../types.ts";

/** Statistics of one feature, or of the part of it in one partition. */
export interface StatisticsRow {
  readonly feature: string;
  /** Values that counted. */
  readonly count: number;
  readonly missing: number;
  /** NaN for no values, as those below. */
  readonly mean: number;
  /** Of the population: divided by count. */
  readonly variance: number;
  /** The variance as the file has it: that of a layer's state may be the unbiased one. */
  readonly writtenVariance: number;
  /** NaN where the file does not say. */
  readonly min: number;
  readonly max: number;
  readonly bins: RowBins | null;
}

/** Uniform bins: counts[k] values from start + k · width on. */
export interface RowBins {
  readonly start: number;
  readonly width: number;
  readonly counts: Float64Array;
}

/** A record of a file as it was read: texts, or what JSON holds. */
export interface RawRecord {
  readonly values: ReadonlyMap<string, unknown>;
  readonly place: Span | null;
  /** "line 3", "record 2": what a message says. */
  readonly label: string;
}

/** Under which names, in lower case, a value is found; the first is what the query writes. */
const aliases = {
  feature: ["feature", "name", "column", "column_name"],
  count: ["count", "n"],
  missing: ["missing", "nulls", "null_count"],
  mean: ["mean", "avg", "average"],
  variance: ["variance", "var_pop", "variance_pop", "population_variance"],
  min: ["min", "minimum"],
  max: ["max", "maximum"],
  binStart: ["bin_start"],
  binWidth: ["bin_width"],
  bins: ["bins", "histogram"],
} as const;

type Field = keyof typeof aliases;
const required = ["feature", "count", "mean", "variance"] as const satisfies readonly Field[];
const maxBins = 10_000;

/**
 * Checks a record and makes statistics of it.
 *
 * @throws DocumentError NO_STATISTICS where a column is not there, NOT_A_NUMBER, NOT_FINITE where numbers contradict
 */
export function statisticsRow(record: RawRecord): StatisticsRow {
  const { values } = record;
  const find = (field: Field): unknown =>
    aliases[field].map((name) => values.get(name)).find((value) => value !== undefined);
  const absent = required.filter((field) => find(field) === undefined);
  if (absent.length > 0) {
    throw new DocumentError(
      "NO_STATISTICS",
      t(
        "Load Statistics requires the columns {0}; {1} has no {2}",
        required.join(", "),
        record.label,
        absent.join(", "),
      ),
      record.place,
    );
  }
  const number = (field: Field): number => numberOf(record, field, find(field));
  const numberOrNone = (field: Field): number => (find(field) === undefined ? NaN : number(field));
  const [feature] = [find("feature")].map(String);
  const count = number("count");
  const missing = find("missing") === undefined ? 0 : number("missing");
  for (const [name, value] of [
    ["count", count],
    ["missing", missing],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 0) throw contradiction(record, name, t("a whole number from 0"), value);
  }
  const [mean, variance] = (["mean", "variance"] as const).map(number);
  const [min, max] = (["min", "max"] as const).map(numberOrNone);
  if (count > 0) {
    if (!Number.isFinite(mean)) throw contradiction(record, "mean", t("a finite number"), mean);
    if (!(variance >= 0)) throw contradiction(record, "variance", t("a number from 0"), variance);
    if (min > max) throw contradiction(record, "min", t("at most max = {0}", max), min);
  }
  const bins = binsOf(record, find("bins"), numberOrNone("binStart"), () => number("binWidth"));
  return { feature, count, missing, mean, variance, writtenVariance: variance, min, max, bins };
}

function numberOf(record: RawRecord, field: Field, value: unknown): number {
  if (value === null || (typeof value === "string" && isMissingText(value.trim()))) return NaN;
  const number = typeof value === "number" ? value : typeof value === "string" ? Number(value) : NaN;
  if (typeof value === "number" || !Number.isNaN(number)) return number;
  throw contradiction(record, aliases[field][0], t("a number"), value);
}

/** "0:12 3:7" (bin:count), "[12, 0, 0, 7]" or an array: what databases can write into one cell. */
function binsOf(record: RawRecord, value: unknown, start: number, widthOf: () => number): RowBins | null {
  if (value === undefined || value === null || value === "" || Number.isNaN(start)) return null;
  const width = widthOf();
  const counts = typeof value === "string" && !value.trim().startsWith("[") ? sparseCounts(value) : denseCounts(value);
  if (counts === null || !(width >= 0)) throw contradiction(record, "bins", t("counts such as 0:12 1:7"), value);
  return { start, width, counts };
}

function sparseCounts(text: string): Float64Array | null {
  const pairs = text
    .trim()
    .split(/[\s,;]+/)
    .map((pair) => /^(\d+):(\d+)$/.exec(pair)?.slice(1).map(Number));
  const valid = pairs.filter((pair) => pair !== undefined);
  if (valid.length < pairs.length || valid.some(([bin]) => bin >= maxBins)) return null;
  const counts = new Float64Array(Math.max(...valid.map(([bin]) => bin)) + 1);
  for (const [bin, count] of valid) counts[bin] += count;
  return counts;
}

function denseCounts(value: unknown): Float64Array | null {
  const list: unknown = typeof value === "string" ? parsed(value) : value;
  if (!Array.isArray(list) || list.length > maxBins) return null;
  const counts = Float64Array.from(list, Number);
  return counts.length > 0 && counts.every((count) => count >= 0) ? counts : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function contradiction({ label, place }: RawRecord, name: string, expected: string, value: unknown): DocumentError {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return new DocumentError(
    "NO_STATISTICS",
    t("{0} in {1} requires {2}, got {3}", name, label, expected, typeof value === "number" ? String(value) : shown),
    place,
  );
}
