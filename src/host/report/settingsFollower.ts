import { Uri, workspace, type ConfigurationChangeEvent, type Disposable } from "vscode";
import type { ReportOptions } from "../../shared/options.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { readSettings } from "../configuration.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "./reports.ts";

/** Options of a report that are settings, by the name that both have. A preset brings its eps and momentum along. */
const followed = ["preset", "eps", "momentum", "layout", "precision", "missingValues", "activation"] as const;

/** Keeps the report shown in step with the settings: one that is changed there changes in the report, and no other. */
export function followSettings(reports: Reports, errors: ErrorReporter): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    const session = reports.current?.session;
    const uri = session?.source?.uri;
    if (session === undefined || uri === undefined) return;
    const scope = Uri.parse(uri);
    const change = changeOf(event, scope);
    if (Object.keys(change).length === 0) return;
    session.setOptions(change).catch((thrown: unknown) => {
      errors.report(toFailure(thrown), undefined);
    });
  });
}

function changeOf(event: ConfigurationChangeEvent, scope: Uri): Partial<ReportOptions> {
  const { options } = readSettings(scope);
  const isChanged = (name: string): boolean => event.affectsConfiguration(`batchNorm.${name}`, scope);
  const names = followed.filter(
    (name) => isChanged(name) || ((name === "eps" || name === "momentum") && isChanged("preset")),
  );
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}
