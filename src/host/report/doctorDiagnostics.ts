import {
  CodeAction,
  CodeActionKind,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  type CodeActionContext,
  type Disposable,
  type TextDocument,
  type Uri,
} from "vscode";
import { fixOf } from "../../session/doctor/fixes.ts";
import { rules, type Finding, type RuleId, type Severity } from "../../session/doctor/index.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { openDocument, rangeOf } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "./reports.ts";

/** So many findings are listed: behind ten thousand constant columns there is one cause. */
const mostFindings = 100;
const fixCommand = "batchNorm.applyFix";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** A diagnostic with the finding that it shows. */
class FindingDiagnostic extends Diagnostic {
  finding: Finding | undefined;
}

/** The doctor's findings in the Problems panel, at the place of the feature, with the fixes that the report can make. */
export class DoctorDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("batchNorm.doctor");
  readonly #reports: Reports;
  readonly #errors: ErrorReporter;
  readonly #subscriptions: readonly Disposable[];
  #shown: readonly FindingDiagnostic[] = [];
  #revision = 0;

  constructor(reports: Reports, errors: ErrorReporter) {
    this.#reports = reports;
    this.#errors = errors;
    this.#subscriptions = [
      commands.registerCommand(fixCommand, (finding: Finding) => this.#applyFix(finding)),
      languages.registerCodeActionsProvider(
        { pattern: "**" },
        { provideCodeActions: (document, _range, context) => this.#actions(document, context) },
        { providedCodeActionKinds: [CodeActionKind.QuickFix] },
      ),
    ];
  }

  /** Lists what was found in the report shown; without a report nothing. */
  async show(session: ReportSession | null): Promise<void> {
    const revision = ++this.#revision;
    const { source, snapshot } = session ?? { source: null, snapshot: null };
    if (session === null || source === null || snapshot === null || session.findings.length === 0) {
      this.#clear();
      return;
    }
    const document = await openDocument(source.uri).catch(() => null);
    if (document === null) return;
    const found = session.findings.slice(0, mostFindings);
    const diagnostics = await Promise.all(
      found.map((finding) => this.#diagnostic(document, session, finding, snapshot.features.names)),
    );
    if (revision !== this.#revision) return;
    this.#clear();
    this.#shown = diagnostics;
    this.#collection.set(document.uri, diagnostics);
  }

  dispose(): void {
    this.#collection.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #diagnostic(
    document: TextDocument,
    session: ReportSession,
    finding: Finding,
    names: readonly string[],
  ): Promise<FindingDiagnostic> {
    const { rule, feature, evidence, severity } = finding;
    const place = await placeOf(session, finding);
    // Without a name in the text the place is that of a value; of the whole selection only the beginning is marked.
    const range = document.validateRange(rangeOf(document, place));
    const subject = feature < 0 ? "" : `${names[feature]}: `;
    const message = `${subject}${evidence}. ${rules[rule].explain()}`;
    const diagnostic = new FindingDiagnostic(range, message, severities[severity]);
    diagnostic.source = "BatchNorm Lens";
    diagnostic.code = rule;
    diagnostic.finding = finding;
    return diagnostic;
  }

  #clear(): void {
    this.#collection.clear();
    this.#shown = [];
  }

  /** VS Code hands back copies of the diagnostics: ours are found by rule and place. */
  #actions({ uri }: { uri: Uri }, { diagnostics }: CodeActionContext): CodeAction[] {
    if (this.#reports.current?.session.snapshot?.source.uri !== uri.toString()) return [];
    return diagnostics.flatMap((diagnostic) => {
      const own = this.#shown.find(({ code, range }) => code === diagnostic.code && range.isEqual(diagnostic.range));
      const fix = own?.finding && this.#fixOf(own.finding);
      if (own === undefined || !fix) return [];
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.command = { command: fixCommand, title: fix.title, arguments: [own.finding] };
      action.diagnostics = [diagnostic];
      return [action];
    });
  }

  #fixOf({ rule, feature }: { readonly rule: RuleId; readonly feature: number }) {
    const session = this.#reports.current?.session;
    if (session === undefined || session.snapshot === null) return null;
    return fixOf(rule, feature, session.snapshot, session.thresholds);
  }

  async #applyFix(finding: Finding): Promise<void> {
    const session = this.#reports.current?.session;
    const fix = this.#fixOf(finding);
    if (session === undefined || fix === null) return;
    try {
      await fix.apply(session);
    } catch (thrown) {
      this.#errors.report(toFailure(thrown), undefined);
    }
  }
}

/** The infinite value, name of the feature in the text, else its first value, else where the selection begins. */
async function placeOf(session: ReportSession, { rule, feature }: Finding) {
  const { info } = session;
  const start = info?.range.start ?? 0;
  if (feature < 0) return { start, end: start };
  const valueAt = (index: number | "firstInfinite") =>
    session.query("dataset/place", { feature, index }).catch(() => null);
  const infinite = rule === "BN004" ? await valueAt("firstInfinite") : null;
  if (infinite) return infinite;
  const named = info?.featurePlaces[feature];
  if (named) return named;
  return (await valueAt(0)) ?? { start, end: start };
}
