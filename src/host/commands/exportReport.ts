import { commands, env, l10n, Uri, window, workspace, type Disposable } from "vscode";
import { reportHtml } from "../../session/exports/html.ts";
import { reportMarkdown } from "../../session/exports/markdown.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "../report/reports.ts";

/** The command **Export Report…**: the report shown as one HTML or Markdown file. */
export function registerExportReport(reports: Reports, errors: ErrorReporter): Disposable {
  return commands.registerCommand("batchNorm.exportReport", async (argument: unknown) => {
    try {
      await exportReport(reports, argument);
    } catch (thrown) {
      errors.report(toFailure(thrown), undefined);
    }
  });
}

/** @param argument `{ target: Uri }` to write without asking where */
async function exportReport(reports: Reports, argument: unknown): Promise<void> {
  const snapshot = reports.current?.session.snapshot ?? null;
  if (snapshot === null) {
    const message = l10n.t("There is no report to export: run Normalize Selection first");
    throw new Failure({ kind: "input", code: "NO_REPORT", message, place: null });
  }
  const target = givenTarget(argument) ?? (await askForTarget(snapshot.source.name));
  if (target === undefined) return;
  const text = target.path.endsWith(".md")
    ? reportMarkdown(snapshot)
    : reportHtml(snapshot, l10n.bundle === undefined ? "en" : env.language);
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  window.setStatusBarMessage(
    l10n.t("Exported the report on {0} to {1}", snapshot.source.name, target.path.split("/").at(-1) ?? ""),
    5000,
  );
}

function givenTarget(argument: unknown): Uri | undefined {
  const target =
    typeof argument === "object" && argument !== null && "target" in argument ? argument.target : undefined;
  return target instanceof Uri ? target : undefined;
}

async function askForTarget(name: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = `${name.replace(/\.[^.]*$/, "")}-batch-norm.html`;
  return window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, file) }),
    filters: { HTML: ["html"], Markdown: ["md"] },
  });
}
