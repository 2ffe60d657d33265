import { l10n, Uri } from "vscode";
import { compareWith } from "../../session/layer/compareWith.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { pickOrigin, readOrigin } from "../pick/origin.ts";
import { openData } from "../report/openData.ts";
import type { Reports } from "../report/reports.ts";

interface CompareServices {
  readonly reports: Reports;
  readonly errors: ErrorReporter;
  /** Makes the report of the first file where there is none. */
  readonly normalizeSelection: () => Promise<Summary>;
}

/**
 * The command **Compare Two Files…**: shows beside the report that is there, or a new one of the selection, how far
 * another file's features have shifted.
 *
 * @param argument `{ uri? }`: the other file; what is missing is asked
 */
export async function compareFiles(
  { reports, errors, normalizeSelection }: CompareServices,
  argument: unknown,
): Promise<void> {
  try {
    if (reports.current === undefined && (await normalizeSelection().catch(() => undefined)) === undefined) return;
    const report = reports.current;
    const { source } = report?.session ?? { source: null };
    if (report === undefined || source === null) return;
    const given = uriOf(argument);
    const origin =
      given === undefined
        ? await pickOrigin({
            title: l10n.t("Compare Two Files"),
            placeHolder: l10n.t(
              "The file to compare {0} with: validation beside training, today beside yesterday",
              source.name,
            ),
            without: source.uri,
          })
        : ({ kind: "file", uri: given } as const);
    if (origin === undefined) return;
    await compareWith(report.session, await readOrigin(origin));
    report.showPart("compare");
  } catch (thrown) {
    errors.report(toFailure(thrown), undefined);
  }
}

/** The same from the menu of two files that are selected in the Explorer: the first one's report, and the second beside it. */
export async function compareSelectedFiles(services: CompareServices, selected: unknown): Promise<void> {
  const [first, second] = Array.isArray(selected) ? (selected as unknown[]) : [];
  if (!(first instanceof Uri) || !(second instanceof Uri)) return;
  try {
    await openData(services.reports, first);
  } catch (thrown) {
    services.errors.report(toFailure(thrown), undefined);
    return;
  }
  await compareFiles(services, second);
}

function uriOf(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  const { uri } = argument as { uri?: unknown };
  return uri instanceof Uri ? uri : typeof uri === "string" ? Uri.parse(uri, true) : undefined;
}
