import {
  CodeLens,
  commands,
  EventEmitter,
  l10n,
  languages,
  workspace,
  type CancellationToken,
  type CodeLensProvider,
  type Disposable,
  type Event,
  type TextDocument,
} from "vscode";
import type { Span } from "../../documents/types.ts";
import type { LayerOverview, TensorOverview } from "../../session/compute/compute.ts";
import { isDataFor } from "../../session/insight/isDataFor.ts";
import { trackSpans } from "../../session/report/trackSpans.ts";
import { changesOf, rangeOf, tensorFiles } from "../sources/documentSource.ts";
import type { Insight } from "./insight.ts";

/** How long a changed text has to rest before it is read. VS Code cancels what it asked for when it changes again. */
const restMs = 250;

/** Lenses above this many would be in the way. */
const tensorsMarked = 50;

const normalizeCommand = "batchNorm.lens.normalize";
const inspectCommand = "batchNorm.lens.inspect";
const checkCommand = "batchNorm.lens.checkLayer";

/** Layers that fit one tensor above this many are chosen in the side bar. */
const layersOffered = 3;

/** What the lenses do. */
export interface LensActions {
  readonly normalize: (document: TextDocument, range: Span) => Promise<unknown>;
  readonly inspect: (document: TextDocument, tensor: TensorOverview) => Promise<void>;
  readonly checkLayer: (document: TextDocument, layer: LayerOverview, tensor?: TensorOverview) => Promise<void>;
  readonly onDidChangeReport: Event<void>;
  /** Features of the current report; null where there is none. */
  readonly reportChannels: () => number | null;
}

/** Above every tensor in a text: "150 × 4 | Normalize | Inspect". */
export class TensorLenses implements CodeLensProvider, Disposable {
  readonly #insight: Insight;
  readonly #reportChannels: LensActions["reportChannels"];
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** What was found last, moved along with the text: it stays while the text cannot be read. */
  readonly #known = new WeakMap<TextDocument, readonly TensorOverview[]>();
  /** The version of a text that the lenses were last made from. */
  readonly #versions = new WeakMap<TextDocument, number>();

  constructor(insight: Insight, actions: LensActions) {
    const { normalize, inspect, checkLayer, reportChannels, onDidChangeReport } = actions;
    this.#insight = insight;
    this.#reportChannels = reportChannels;
    let channels = reportChannels();
    this.#subscriptions = [
      onDidChangeReport(() => {
        // What lenses say of a report is how many channels fit it.
        if (reportChannels() !== channels) this.#changed.fire();
        channels = reportChannels();
      }),
      languages.registerCodeLensProvider(tensorFiles, this),
      commands.registerCommand(normalizeCommand, (document: TextDocument, { range }: TensorOverview) =>
        normalize(document, { start: range.start, end: range.start }),
      ),
      commands.registerCommand(inspectCommand, inspect),
      commands.registerCommand(checkCommand, checkLayer),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("batchNorm")) this.#changed.fire();
      }),
      workspace.onDidChangeTextDocument((event) => {
        const known = this.#known.get(event.document);
        if (known === undefined || event.contentChanges.length === 0) return;
        const ranges = trackSpans(
          known.map(({ range }) => range),
          changesOf(event),
        );
        this.#known.set(
          event.document,
          known.map((tensor, k) => ({ ...tensor, range: ranges[k] })),
        );
      }),
      this.#changed,
    ];
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!isOn(document) || this.#insight.refusal(document) !== null) return [];
    // VS Code also asks when the editor gets the focus: lenses that came late then would go from under a click.
    const isChanged = this.#known.has(document) && this.#versions.get(document) !== document.version;
    if (isChanged) await new Promise((resolve) => setTimeout(resolve, restMs));
    if (token.isCancellationRequested) return [];
    this.#versions.set(document, document.version);
    try {
      this.#known.set(document, await this.#insight.tensors(document));
    } catch {
      // The text is broken, half typed as it may be: the lenses stay where they were.
    }
    const tensors = (this.#known.get(document) ?? []).slice(0, tensorsMarked);
    const layers = await this.#insight.layers(document).catch(() => []);
    const channels = this.#reportChannels();
    const apart = layers.filter(
      (layer) => layer.parameters.numFeatures === channels && !tensors.some((tensor) => isDataFor(tensor, layer)),
    );
    return [
      ...tensors.flatMap((tensor) => lensesOf(document, tensor, layers)),
      ...apart.slice(0, tensorsMarked).map((layer) => checkLens(document, layer)),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function isOn(document: TextDocument): boolean {
  return workspace.getConfiguration("batchNorm", document).get<boolean>("codeLens", true);
}

function lensesOf(document: TextDocument, tensor: TensorOverview, layers: readonly LayerOverview[]): CodeLens[] {
  const { start } = tensor.range;
  const range = rangeOf(document, { start, end: start });
  const args = [document, tensor];
  const fitting = layers.filter((layer) => isDataFor(tensor, layer));
  return [
    new CodeLens(range, { title: tensor.shape.join(" × "), command: "" }),
    new CodeLens(range, { title: l10n.t("Normalize"), command: normalizeCommand, arguments: args }),
    new CodeLens(range, { title: l10n.t("Inspect"), command: inspectCommand, arguments: args }),
    ...(fitting.length > layersOffered ? [] : fitting).map((layer) => checkLens(document, layer, tensor)),
  ];
}

/** "Check bn1": with a tensor of the text, or (above the layer) with the data of the report. */
function checkLens(document: TextDocument, layer: LayerOverview, tensor?: TensorOverview): CodeLens {
  const { start } = (tensor ?? layer).range;
  const { name } = layer.parameters;
  const title = name === "" ? l10n.t("Check Layer") : l10n.t("Check {0}", name);
  return new CodeLens(rangeOf(document, { start, end: start }), {
    ...{ title, command: checkCommand },
    arguments: [document, layer, ...(tensor === undefined ? [] : [tensor])],
  });
}
