import { env, l10n, Uri, window, workspace } from "vscode";
import {
  dialectTitles,
  normalizedView,
  sqlDialects,
  statisticsQuery,
  type ColumnNormalization,
  type SqlDialect,
} from "../../session/exports/statisticsQuery.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { defaultReportOptions } from "../../shared/options.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "../report/reports.ts";

/** Files that DuckDB reads by their name alone. */
const duckdbFiles = /\.(csv|tsv|parquet)$/i;

/**
 * The command **Copy Statistics Query…**: SQL for data that stay in a database. The columns are those of the report, or
 * asked for where there is none; the view normalizes with the report's own numbers where they are of all the data.
 */
export async function copyStatisticsQuery(reports: Reports, errors: ErrorReporter): Promise<void> {
  try {
    await copyQuery(reports);
  } catch (thrown) {
    errors.report(toFailure(thrown), undefined);
  }
}

async function copyQuery(reports: Reports): Promise<void> {
  const dialect = await askForDialect();
  if (dialect === undefined) return;
  const session = reports.current?.session;
  const snapshot = session?.snapshot ?? null;
  const columns = snapshot === null ? await askForColumns() : snapshot.features.names;
  if (columns === undefined) return;
  const table = await askForTable(dialect, session?.source?.isStatistics === true ? undefined : session?.source?.uri);
  if (table === undefined) return;
  const subject = { table, columns };
  const isOfAll = session?.source?.isStatistics === true || snapshot?.layer !== undefined;
  const { eps } = snapshot?.options ?? defaultReportOptions;
  const normalizations = columns.map((_, c) => normalizationOf(snapshot, c, isOfAll));
  const text = `${statisticsQuery(dialect, subject)}\n${normalizedView(dialect, subject, normalizations, eps)}`;
  await env.clipboard.writeText(text);
  const open = l10n.t("Open in New Editor");
  const message = l10n.t(
    "Copied {0} SQL for the statistics of {1} columns, and a view that normalizes them. Run Load Statistics on the result.",
    dialectTitles[dialect],
    columns.length,
  );
  // A notification waits for the person; whoever called the command must not.
  void window.showInformationMessage(message, open).then(async (chosen) => {
    if (chosen !== open) return;
    await window.showTextDocument(await workspace.openTextDocument({ language: "sql", content: text }));
  });
}

function normalizationOf(snapshot: ReportSnapshot | null, c: number, isOfAll: boolean): ColumnNormalization {
  if (snapshot === null) return { statistics: null, gamma: 1, beta: 0 };
  const { usedMean, usedVariance, gamma, beta } = snapshot.features;
  const isKnown = isOfAll && Number.isFinite(usedMean[c]) && Number.isFinite(usedVariance[c]);
  return {
    statistics: isKnown ? { mean: usedMean[c], variance: usedVariance[c] } : null,
    gamma: gamma[c],
    beta: beta[c],
  };
}

async function askForDialect(): Promise<SqlDialect | undefined> {
  const items = sqlDialects.map((dialect) => ({ label: dialectTitles[dialect], dialect }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Copy Statistics Query"),
    placeHolder: l10n.t("Where the data are: the query computes their statistics there"),
  });
  return picked?.dialect;
}

async function askForColumns(): Promise<readonly string[] | undefined> {
  const text = await window.showInputBox({
    title: l10n.t("Columns"),
    prompt: l10n.t("Names of the columns to normalize, separated by commas"),
    placeHolder: "f0, f1, f2",
    validateInput: (given) => (namesIn(given).length === 0 ? l10n.t("expected at least one name") : null),
  });
  return text === undefined ? undefined : namesIn(text);
}

function namesIn(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

async function askForTable(dialect: SqlDialect, source: string | undefined): Promise<string | undefined> {
  const path = source === undefined ? "" : Uri.parse(source, true).fsPath;
  const value = dialect === "duckdb" && duckdbFiles.test(path) ? `'${path.replaceAll("'", "''")}'` : "my_table";
  const table = await window.showInputBox({
    title: l10n.t("Table"),
    prompt: l10n.t("What stands behind FROM: a table, or a query in parentheses"),
    value,
    validateInput: (given) => (given.trim() === "" ? l10n.t("expected a table") : null),
  });
  return table?.trim();
}
