import { l10n, ProgressLocation, Uri, window, workspace } from "vscode";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { cancelled, Failure, toFailure } from "../../shared/messages/failure.ts";
import { formatCount } from "../../shared/text/numbers.ts";
import type { FileExportFormat } from "../../session/compute/fileRequest.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "../report/reports.ts";

const formatOfEnding: Readonly<Record<string, FileExportFormat>> = {
  csv: "csv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  npy: "npy",
};

/** The command **Export Normalized File…**: writes y of all rows of the file in the report, however many. */
export async function exportNormalizedFile(reports: Reports, errors: ErrorReporter): Promise<void> {
  try {
    const session = reports.current?.session;
    const source = session?.source;
    if (session === undefined || source?.file === undefined || session.snapshot === null) {
      const message = l10n.t(
        "Run Normalize File on a file first: Export Normalized File writes the values of its report",
      );
      throw new Failure({ kind: "input", code: "NO_FILE", message, place: null });
    }
    const target = await askForTarget(Uri.parse(source.uri, true));
    const rows = await writeWithProgress(session, target);
    const name = target.path.split("/").at(-1) ?? "";
    void window.showInformationMessage(l10n.t("Wrote {0} normalized rows to {1}", formatCount(rows), name));
  } catch (thrown) {
    errors.report(toFailure(thrown), undefined);
  }
}

async function askForTarget(source: Uri): Promise<Uri> {
  const base = (source.path.split("/").at(-1) ?? "values").replace(/\.[^.]*$/, "");
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(source, "..", `${base}-normalized.csv`),
    filters: { CSV: ["csv"], NumPy: ["npy"], "JSON Lines": ["jsonl"] },
  });
  if (target === undefined) throw cancelled();
  if (target.scheme === "file") return target;
  const message = l10n.t("Export Normalized File writes to a disk, not to {0}", target.scheme);
  throw new Failure({ kind: "input", code: "CANNOT_WRITE", message, place: null });
}

async function writeWithProgress(session: ReportSession, target: Uri): Promise<number> {
  const format = formatOfEnding[target.path.split(".").at(-1)?.toLowerCase() ?? ""] ?? "csv";
  const features = session.snapshot?.features;
  if (features === undefined) throw cancelled();
  const { gamma, beta } = features;
  const title = l10n.t("Writing normalized values");
  return window.withProgress(
    { location: ProgressLocation.Notification, cancellable: true, title },
    async (progress, token) => {
      let shown = 0;
      token.onCancellationRequested(() => {
        session.cancel();
      });
      try {
        const params = { target: target.fsPath, format, gamma, beta };
        return await session.query("file/export", params, ({ bytes, totalBytes, rows }) => {
          const percent = Math.floor((100 * bytes) / Math.max(1, totalBytes));
          progress.report({ message: l10n.t("{0} rows", formatCount(rows)), increment: percent - shown });
          shown = percent;
        });
      } catch (thrown) {
        // A thread that was ended had no time to clean up.
        await workspace.fs.delete(target.with({ path: `${target.path}.part` })).then(undefined, () => undefined);
        throw thrown;
      }
    },
  );
}
