import { l10n, window, type Uri, type ViewColumn, type WebviewPanel } from "vscode";
import type { ReportEvents, RequestMessage } from "../../shared/report/protocol.ts";
import { PagePanel } from "../pages/pagePanel.ts";

export const reportViewType = "batchNorm.report";

/** Answers one request of the page: the value of the reply, or a Failure thrown. */
export type AnswerRequest = (request: RequestMessage) => Promise<unknown>;

/** The webview panel of a report. */
export class ReportPanel extends PagePanel<RequestMessage, ReportEvents> {
  constructor(panel: WebviewPanel, extensionUri: Uri, answer: AnswerRequest, onClose: () => void) {
    super(panel, extensionUri, { name: "report", tag: "bn-report" }, answer, onClose);
  }

  /** Opens a panel; the focus stays where it is. */
  static open(extensionUri: Uri, viewColumn: ViewColumn, answer: AnswerRequest, onClose: () => void): ReportPanel {
    const panel = window.createWebviewPanel(
      reportViewType,
      l10n.t("Batch Norm"),
      { viewColumn, preserveFocus: true },
      {},
    );
    return new ReportPanel(panel, extensionUri, answer, onClose);
  }
}
