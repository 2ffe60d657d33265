import { commands, type Disposable } from "vscode";
import { toFailure } from "../../shared/messages/failure.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "./reports.ts";
import { revealTarget } from "./revealTarget.ts";

interface Parts {
  readonly reports: Reports;
  readonly errors: ErrorReporter;
  /** Normalizes the selection of the active editor, in a new report. It tells of its own failures. */
  readonly normalizeInNew: () => Promise<unknown>;
}

/** The commands on the reports themselves. */
export function registerReportCommands({ reports, errors, normalizeInNew }: Parts): Disposable[] {
  return [
    commands.registerCommand("batchNorm.revealSource", () => {
      const { current } = reports;
      return current && revealTarget(current.session, { kind: "range" });
    }),
    commands.registerCommand("batchNorm.pinReport", () => {
      reports.pin(true);
    }),
    commands.registerCommand("batchNorm.unpinReport", () => {
      reports.pin(false);
    }),
    commands.registerCommand("batchNorm.openInNewReport", async () => {
      const { current } = reports;
      if (current?.isActive !== true) {
        await normalizeInNew().catch(() => undefined);
        return;
      }
      await reports.openAgain(current).catch((thrown: unknown) => {
        errors.report(toFailure(thrown), undefined);
      });
    }),
  ];
}
