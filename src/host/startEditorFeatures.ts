import { commands, Disposable, type ExtensionContext, type TextDocument } from "vscode";
import type { Span } from "../documents/types.ts";
import type { Compute, LayerOverview, TensorOverview } from "../session/compute/compute.ts";
import { isDataFor } from "../session/insight/isDataFor.ts";
import { TensorLenses } from "./editor/codeLens.ts";
import { rangeOf } from "./sources/documentSource.ts";
import type { ErrorReporter } from "./errorReporter.ts";
import { ValueHovers } from "./editor/hovers.ts";
import { Insight } from "./editor/insight.ts";
import { InspectorView } from "./sideBar/inspectorView.ts";
import type { NormalizeSelection } from "./commands/normalizeSelection.ts";
import { OutlierMarks } from "./editor/outlierMarks.ts";
import type { Reports } from "./report/reports.ts";
import { openSample } from "./commands/samples.ts";
import { TensorStatus } from "./editor/statusBar.ts";
import { TensorsView } from "./sideBar/tensorsView.ts";

interface Parts {
  readonly createCompute: () => Compute;
  readonly reports: Reports;
  readonly normalizeSelection: NormalizeSelection;
  readonly errors: ErrorReporter;
  readonly strings: Readonly<Record<string, string>> | null;
}

/** What stands beside and in the text. None of it computes before it is looked at. */
export function startEditorFeatures(context: ExtensionContext, parts: Parts): Disposable {
  const { createCompute, reports, normalizeSelection, errors, strings } = parts;
  const { extensionUri } = context;
  const insight = new Insight(createCompute, reports);
  // People see the notification; a rejected command would make VS Code show another.
  const normalize = (document: TextDocument, span: Span): Promise<unknown> =>
    normalizeSelection.run({ uri: document.uri, selections: [rangeOf(document, span)] }).catch(() => undefined);
  const loadLayer = async (document: TextDocument, { parameters }: LayerOverview): Promise<void> => {
    const argument = { uri: document.uri, layer: parameters.name };
    await commands.executeCommand("batchNorm.loadParameters", argument).then(undefined, () => undefined);
  };
  // The data stand in the same text, or are those of the report.
  const checkLayer = async (document: TextDocument, layer: LayerOverview, tensor?: TensorOverview): Promise<void> => {
    const data = tensor ?? (await insight.tensors(document)).find((candidate) => isDataFor(candidate, layer));
    if (data !== undefined) await normalize(document, { start: data.range.start, end: data.range.start });
    const argument = { layer: document.uri, path: layer.parameters.name };
    await commands.executeCommand("batchNorm.checkLayer", argument).then(undefined, () => undefined);
  };
  const inspector = new InspectorView({ extensionUri, insight, reports, strings, normalize, loadLayer });
  return Disposable.from(
    insight,
    inspector,
    new TensorsView(insight, { normalize, loadLayer, checkLayer }),
    new TensorLenses(insight, {
      ...{ normalize, checkLayer },
      inspect: (document, tensor) => inspector.inspect(document, tensor),
      onDidChangeReport: reports.onDidChange,
      reportChannels: () => reports.current?.session.snapshot?.source.featureCount ?? null,
    }),
    new ValueHovers(insight),
    new TensorStatus(insight, reports),
    new OutlierMarks(insight, errors),
    commands.registerCommand("batchNorm.openSamples", (name: unknown) => openSample(context, name)),
  );
}
