import {
  CodeAction,
  CodeActionKind,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  type CodeActionContext,
  type Disposable,
  Uri,
} from "vscode";
import { fixOf } from "../../session/doctor/fixes.ts";
import { findingPlace } from "../../session/doctor/findingPlace.ts";
import { subject, type FeatureTitles } from "../../session/doctor/findingNotices.ts";
import type { Finding, RuleId, Severity } from "../../session/doctor/index.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { openDocument, rangeOf } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Report } from "./report.ts";
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

/** A diagnostic in one of the documents that a report is made of. */
interface Mark {
  readonly uri: string;
  readonly diagnostic: FindingDiagnostic;
}

/** The doctor's findings in the Problems panel, at the place of the feature, with the fixes that the report can make. */
export class DoctorDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("batchNorm.doctor");
  readonly #errors: ErrorReporter;
  readonly #subscriptions: readonly Disposable[];
  #shown: readonly Mark[] = [];
  /** The report that the marks are of. */
  #report: Report | undefined;
  #revision = 0;

  constructor(reports: Reports, errors: ErrorReporter) {
    this.#errors = errors;
    this.#subscriptions = [
      reports.onDidChange(() => void this.#show(reports.current)),
      commands.registerCommand(fixCommand, (finding: Finding) => this.#applyFix(finding)),
      languages.registerCodeActionsProvider(
        { pattern: "**" },
        { provideCodeActions: (document, _range, context) => this.#actions(document, context) },
        { providedCodeActionKinds: [CodeActionKind.QuickFix] },
      ),
    ];
  }

  dispose(): void {
    this.#collection.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Lists what was found in the current report; without a report nothing. */
  async #show(report: Report | undefined): Promise<void> {
    const revision = ++this.#revision;
    this.#report = report;
    const { session } = report ?? {};
    const { source = null, snapshot = null } = session ?? {};
    if (session === undefined || source === null || snapshot === null || session.findings.length === 0) {
      this.#clear();
      return;
    }
    const titles = { names: snapshot.features.names, isLayer: snapshot.layer !== undefined };
    const found = session.findings.slice(0, mostFindings);
    const marks = await Promise.all(found.map((finding) => this.#mark(session, source.uri, finding, titles)));
    if (revision !== this.#revision) return;
    this.#clear();
    this.#shown = marks.filter((mark) => mark !== null);
    for (const uri of new Set(this.#shown.map((mark) => mark.uri))) {
      const ofDocument = this.#shown.filter((mark) => mark.uri === uri);
      this.#collection.set(
        Uri.parse(uri, true),
        ofDocument.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  /** Marks the very number: in the layer's text where it is one of the layer's. null: its document cannot be opened. */
  async #mark(session: ReportSession, dataUri: string, finding: Finding, titles: FeatureTitles): Promise<Mark | null> {
    const { rule, feature, evidence, advice, severity } = finding;
    const { uri, span } = await findingPlace(session, finding);
    const document = await openDocument(uri ?? dataUri).catch(() => null);
    if (document === null) return null;
    // Without a name in the text the place is that of a value; of the whole selection only the beginning is marked.
    const range = document.validateRange(rangeOf(document, span));
    const about = feature < 0 ? "" : `${subject([finding], titles)}: `;
    const diagnostic = new FindingDiagnostic(range, `${about}${evidence}. ${advice}`, severities[severity]);
    diagnostic.source = "BatchNorm Lens";
    diagnostic.code = rule;
    diagnostic.finding = finding;
    return { uri: document.uri.toString(), diagnostic };
  }

  #clear(): void {
    this.#collection.clear();
    this.#shown = [];
  }

  /** VS Code hands back copies of the diagnostics: ours are found by rule and place. */
  #actions({ uri }: { uri: Uri }, { diagnostics }: CodeActionContext): CodeAction[] {
    const shown = this.#shown.filter((mark) => mark.uri === uri.toString()).map((mark) => mark.diagnostic);
    return diagnostics.flatMap((diagnostic) => {
      const own = shown.find(({ code, range }) => code === diagnostic.code && range.isEqual(diagnostic.range));
      const fix = own?.finding && this.#fixOf(own.finding);
      if (own === undefined || !fix) return [];
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.command = { command: fixCommand, title: fix.title, arguments: [own.finding] };
      action.diagnostics = [diagnostic];
      return [action];
    });
  }

  #fixOf({ rule, feature }: { readonly rule: RuleId; readonly feature: number }) {
    const session = this.#report?.session;
    if (session === undefined || session.snapshot === null) return null;
    return fixOf(rule, feature, session.snapshot, session.examined.thresholds);
  }

  async #applyFix(finding: Finding): Promise<void> {
    const report = this.#report;
    const fix = this.#fixOf(finding);
    if (report === undefined || fix === null) return;
    try {
      await fix.apply(report.session);
      if (report.session.snapshot?.layer !== undefined) report.showPart("verdict");
    } catch (thrown) {
      this.#errors.report(toFailure(thrown), undefined);
    }
  }
}
