import { Uri, workspace, type ConfigurationChangeEvent, type Disposable } from "vscode";
import { withSettings, type SettingsChange } from "../../session/report/reportInput.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { readSettings } from "../configuration.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "./reports.ts";

/** Keeps the reports in step with the settings: one that is changed there changes in them, and no other. */
export function followSettings(reports: Reports, errors: ErrorReporter): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    for (const { session } of reports.all) {
      const change = session.source && changeOf(event, Uri.parse(session.source.uri));
      if (change === null) continue;
      session
        .change((input) => withSettings(input, change))
        .catch((thrown: unknown) => {
          errors.report(toFailure(thrown), undefined);
        });
    }
  });
}

/** What of the settings that a report is made from has changed; null for none. A preset brings its eps and momentum along. */
function changeOf(event: ConfigurationChangeEvent, scope: Uri): SettingsChange | null {
  const settings = readSettings(scope);
  const isChanged = (name: string): boolean => event.affectsConfiguration(`batchNorm.${name}`, scope);
  const options = changed(
    settings.options,
    (name) => isChanged(name) || ((name === "eps" || name === "momentum") && isChanged("preset")),
  );
  const reading = changed(settings.reading, isChanged);
  const doctor = isChanged("doctor") ? { doctor: settings.doctor } : {};
  const isNone = Object.keys({ ...options, ...reading, ...doctor }).length === 0;
  return isNone ? null : { options, reading, ...doctor };
}

/** Those of the values whose setting, which has the same name, is changed. */
function changed<Values extends object>(values: Values, isChanged: (name: string) => boolean): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isChanged(name))) as Partial<Values>;
}
