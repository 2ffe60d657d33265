import { commands, Disposable, type ExtensionContext, type TextDocument } from "vscode";
import type { Span } from "../documents/types.ts";
import type { Compute } from "../session/compute.ts";
import { rangeOf } from "./documentSource.ts";
import { Insight } from "./insight.ts";
import type { NormalizeSelection } from "./normalizeSelection.ts";
import type { Reports } from "./reports.ts";
import { openSample } from "./samples.ts";
import { TensorsView } from "./tensorsView.ts";

interface Parts {
  readonly createCompute: () => Compute;
  readonly reports: Reports;
  readonly normalizeSelection: NormalizeSelection;
}

/** What stands beside and in the text: the side views. None of it computes before it is looked at. */
export function startEditorFeatures(
  context: ExtensionContext,
  { createCompute, reports, normalizeSelection }: Parts,
): Disposable {
  const insight = new Insight(createCompute, reports);
  // People see the notification; a rejected command would make VS Code show another.
  const normalize = (document: TextDocument, span: Span): Promise<unknown> =>
    normalizeSelection.run({ uri: document.uri, selections: [rangeOf(document, span)] }).catch(() => undefined);
  return Disposable.from(
    insight,
    new TensorsView(insight, normalize),
    commands.registerCommand("batchNorm.openSamples", (name: unknown) => openSample(context, name)),
  );
}
