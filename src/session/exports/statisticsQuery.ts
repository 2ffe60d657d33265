import { t } from "@vscode/l10n";

/** Databases whose SQL can be written. */
export const sqlDialects = ["duckdb", "spark", "bigquery"] as const;
export type SqlDialect = (typeof sqlDialects)[number];

export const dialectTitles: Readonly<Record<SqlDialect, string>> = {
  duckdb: "DuckDB",
  spark: "Spark SQL",
  bigquery: "BigQuery",
};

/** What a query is about. */
export interface QuerySubject {
  /** As it stands behind FROM: it is the person's own SQL. */
  readonly table: string;
  readonly columns: readonly string[];
}

/** y = γ · (x − mean) / √(variance + eps) + β of one column. */
export interface ColumnNormalization {
  /** Null where the view computes both from the table. */
  readonly statistics: { readonly mean: number; readonly variance: number } | null;
  readonly gamma: number;
  readonly beta: number;
}

/** Bins of the histogram of a column. */
const numBins = 48;

/** How a dialect writes what others write differently. */
interface Grammar {
  readonly double: string;
  readonly integer: string;
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
  /** Rows of position, feature and x out of the columns of a table. */
  readonly cells: (table: string, entries: readonly CellEntry[]) => string;
  /** All texts of a group with blanks between. */
  readonly join: (text: string) => string;
  /** All columns of t, some replaced; null where there is no such thing. */
  readonly replace: ((replaced: string) => string) | null;
}

interface CellEntry {
  readonly position: number;
  readonly feature: string;
  readonly x: string;
}

const grammars: Readonly<Record<SqlDialect, Grammar>> = {
  duckdb: {
    double: "DOUBLE",
    integer: "INTEGER",
    name: (name) => `"${name.replaceAll('"', '""')}"`,
    text: (text) => `'${text.replaceAll("'", "''")}'`,
    cells: (table, entries) =>
      `SELECT unnest([\n${listed(entries, ({ position, feature, x }) => `{position: ${position}, feature: ${feature}, x: ${x}}`)}\n  ], recursive := true)\n  FROM ${table}`,
    join: (text) => `string_agg(${text}, ' ')`,
    replace: (replaced) => `t.* REPLACE (\n${replaced}\n)`,
  },
  spark: {
    double: "DOUBLE",
    integer: "INT",
    name: backquoted,
    text: escaped,
    cells: (table, entries) =>
      `SELECT inline(array(\n${listed(entries, ({ position, feature, x }) => `named_struct('position', ${position}, 'feature', ${feature}, 'x', ${x})`)}\n  ))\n  FROM ${table}`,
    join: (text) => `array_join(collect_list(${text}), ' ')`,
    replace: null,
  },
  bigquery: {
    double: "FLOAT64",
    integer: "INT64",
    name: (name) => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``,
    text: escaped,
    cells: (table, entries) =>
      `SELECT cell.position, cell.feature, cell.x\n  FROM ${table},\n  UNNEST([\n${listed(entries, ({ position, feature, x }) => `STRUCT(${position} AS position, ${feature} AS feature, ${x} AS x)`)}\n  ]) AS cell`,
    join: (text) => `STRING_AGG(${text}, ' ')`,
    replace: (replaced) => `t.* REPLACE (\n${replaced}\n)`,
  },
};

/**
 * SQL that computes count, missing, mean, population variance, min, max and a histogram of every column: one row per
 * feature, as `readStatistics` takes it. NULL, NaN and infinite values count as missing. The variance is about the mean,
 * in a second pass: databases lose digits where the mean is large.
 *
 * @example statisticsQuery("duckdb", { table: "activations", columns: ["a", "b"] })
 */
export function statisticsQuery(dialect: SqlDialect, { table, columns }: QuerySubject): string {
  const { double, integer, text, cells, join } = grammars[dialect];
  const entries = columns.map((column, position) => ({
    position,
    feature: text(column),
    x: finite(dialect, grammars[dialect].name(column)),
  }));
  const bin = `CASE WHEN high > low THEN least(${numBins - 1}, floor((x - low) / (high - low) * ${numBins})) ELSE 0 END`;
  const pair = `concat(CAST(bin AS ${textType[dialect]}), ':', CAST(num_values AS ${textType[dialect]}))`;
  return `-- ${t("Statistics of {0} columns of {1} ({2}). Save the result as CSV or JSON and run Load Statistics on it.", columns.length, oneLine(table), dialectTitles[dialect])}
WITH cells AS (
  ${cells(table, entries)}
), moments AS (
  SELECT position, feature, count(x) AS num_values, count(*) - count(x) AS num_missing,
    avg(x) AS mean, min(x) AS low, max(x) AS high
  FROM cells
  GROUP BY position, feature
), binned AS (
  SELECT cells.position, CAST(${bin} AS ${integer}) AS bin, x - mean AS deviation
  FROM cells JOIN moments ON cells.position = moments.position
  WHERE x IS NOT NULL
), spread AS (
  SELECT position, avg(deviation) AS correction, var_pop(deviation) AS variance
  FROM binned
  GROUP BY position
), counted AS (
  SELECT position, bin, count(*) AS num_values
  FROM binned
  GROUP BY position, bin
), histograms AS (
  SELECT position, ${join(pair)} AS bins
  FROM counted
  GROUP BY position
)
SELECT feature, num_values AS count, num_missing AS missing, mean + correction AS mean, variance, low AS min, high AS max,
  low AS bin_start, (high - low) / CAST(${numBins} AS ${double}) AS bin_width, bins
FROM moments
  LEFT JOIN spread ON moments.position = spread.position
  LEFT JOIN histograms ON moments.position = histograms.position
ORDER BY moments.position;
`;
}

/**
 * SQL of a view of the table with its columns normalized: y = γ · (x − mean) / √(variance + eps) + β, from the statistics
 * given, or from those of the table whenever it is read. Other columns stay where the dialect can say so.
 *
 * @param normalizations one per column
 */
export function normalizedView(
  dialect: SqlDialect,
  { table, columns }: QuerySubject,
  normalizations: readonly ColumnNormalization[],
  eps: number,
): string {
  const { name, replace, double } = grammars[dialect];
  const isComputed = normalizations.some(({ statistics }) => statistics === null);
  const expressions = columns.map((column, c) => {
    const { statistics, gamma, beta } = normalizations[c];
    const x = `CAST(t.${name(column)} AS ${double})`;
    const mean = statistics === null ? `s.mean_${c + 1}` : literal(statistics.mean);
    const variance = statistics === null ? `s.variance_${c + 1}` : literal(statistics.variance);
    const invStd =
      eps > 0
        ? `1 / sqrt(${variance} + ${literal(eps)})`
        : `CASE WHEN ${variance} > 0 THEN 1 / sqrt(${variance}) ELSE 0 END`;
    const normalized = `(${x} - ${mean}) * (${invStd})`;
    const scaled = gamma === 1 ? normalized : `${literal(gamma)} * ${normalized}`;
    return `  ${beta === 0 ? scaled : `${scaled} + ${literal(beta)}`} AS ${name(column)}`;
  });
  const selected = replace === null ? `\n${expressions.join(",\n")}` : ` ${replace(expressions.join(",\n"))}`;
  const sums = columns.flatMap((column, c) => {
    const x = finite(dialect, name(column));
    return [`    avg(${x}) AS mean_${c + 1}`, `    var_pop(${x}) AS variance_${c + 1}`];
  });
  const source = isComputed
    ? `${table} AS t CROSS JOIN (\n  SELECT\n${sums.join(",\n")}\n  FROM ${table}\n) AS s`
    : `${table} AS t`;
  return `CREATE OR REPLACE VIEW ${viewName(table)} AS\nSELECT${selected}\nFROM ${source};\n`;
}

const textType: Readonly<Record<SqlDialect, string>> = { duckdb: "VARCHAR", spark: "STRING", bigquery: "STRING" };

/** The column as a number; NULL where it is NaN or infinite (both comparisons are false then). */
function finite(dialect: SqlDialect, column: string): string {
  const { double } = grammars[dialect];
  return `CASE WHEN abs(CAST(${column} AS ${double})) < CAST('Infinity' AS ${double}) THEN CAST(${column} AS ${double}) END`;
}

/** Beside the table, where its name is one; otherwise (a file, a query) one of its own. */
function viewName(table: string): string {
  const match = /^(.*?)([`"]?)([\w.-]+)\2$/.exec(table.trim());
  if (match === null || !/^[\w.`"-]*$/.test(table.trim())) return "normalized";
  const [, before, quote, last] = match;
  return `${before}${quote}${last}_normalized${quote}`;
}

/** With an exponent, so that it is a double in every dialect, and all the digits that it takes. */
function literal(value: number): string {
  const text = value.toExponential();
  return value < 0 ? `(${text})` : text;
}

function listed(entries: readonly CellEntry[], write: (entry: CellEntry) => string): string {
  return entries.map((entry) => `    ${write(entry)}`).join(",\n");
}

function backquoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

function escaped(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
