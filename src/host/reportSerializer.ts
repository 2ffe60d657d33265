import type { WebviewPanel, WebviewPanelSerializer } from "vscode";
import { parseOptions } from "../session/optionGuards.ts";
import { changeOptions } from "../session/resolveOptions.ts";
import { defaultReportOptions, type ReportOptions } from "../shared/options.ts";
import type { RestoreState } from "../shared/report.ts";
import type { Reports } from "./reports.ts";

/** Brings the report back after the window was reloaded, from what its page kept. */
export class ReportSerializer implements WebviewPanelSerializer {
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    await this.#reports.restore(panel, restoreState(state));
  }
}

/** The `restore` of the page's state, if it is one: an older version may have written something else. */
function restoreState(state: unknown): RestoreState | undefined {
  const restore = isRecord(state) ? state["restore"] : undefined;
  if (!isRecord(restore)) return undefined;
  const { uri, selections, options, gamma, beta, layer, file } = restore;
  if (typeof uri !== "string" || !Array.isArray(selections) || !selections.every(isSpan)) return undefined;
  return {
    uri,
    selections,
    options: validOptions(options),
    gamma: numbers(gamma),
    beta: numbers(beta),
    layer,
    ...filePart(file),
  };
}

function validOptions(options: unknown): ReportOptions {
  try {
    return changeOptions(defaultReportOptions, parseOptions(options).report);
  } catch {
    return defaultReportOptions;
  }
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "number") : [];
}

function filePart(part: unknown): Pick<RestoreState, "file"> {
  if (!isRecord(part)) return {};
  const { columns, lines } = part;
  return {
    file: {
      columns: Array.isArray(columns) && columns.every((column) => typeof column === "number") ? columns : null,
      lines:
        isRecord(lines) && typeof lines["first"] === "number" && typeof lines["last"] === "number"
          ? { first: lines["first"], last: lines["last"] }
          : null,
    },
  };
}

function isSpan(value: unknown): value is { start: number; end: number } {
  return isRecord(value) && typeof value["start"] === "number" && typeof value["end"] === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
