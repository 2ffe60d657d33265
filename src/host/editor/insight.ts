import { workspace, type Disposable, type TextDocument } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { Compute, LayerOverview, TensorOverview } from "../../session/compute/compute.ts";
import { placeIn, type Place } from "../../session/insight/place.ts";
import type { TextSource } from "../../session/report/reportInput.ts";
import { estimateLength } from "../../session/compute/textLines.ts";
import { TextInsight, type TensorInsight } from "../../session/insight/textInsight.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, linesOf, tensorLanguageOf } from "../sources/documentSource.ts";
import type { Reports } from "../report/reports.ts";

const megabyte = 1_000_000;

/** Why nothing is said about a document: it holds no tensors by its kind, or it is over the setting's size. */
export type NoInsight = "unsupported" | "tooLarge";

/**
 * What the tree, the inspector, the lenses and the hovers know about documents. All of them share one computing thread,
 * which starts with the first question.
 */
export class Insight implements Disposable {
  readonly #text: TextInsight;
  readonly #reports: Reports;
  readonly #subscription: Disposable;

  constructor(createCompute: () => Compute, reports: Reports) {
    this.#text = new TextInsight(createCompute);
    this.#reports = reports;
    this.#subscription = workspace.onDidCloseTextDocument(({ uri }) => {
      this.#text.forget(uri.toString());
    });
  }

  /** Null where questions about the document are answered. It looks at no text. */
  refusal(document: TextDocument): NoInsight | null {
    if (tensorLanguageOf(document) === undefined) return "unsupported";
    return estimateLength(linesOf(document)) > sizeLimit() * megabyte ? "tooLarge" : null;
  }

  /**
   * The tensors of a document as it is now; none where it is refused. The parameters of a layer are none, and a table
   * that holds a layer's state is none.
   *
   * @throws Failure where the text cannot be read
   */
  async tensors(document: TextDocument): Promise<readonly TensorOverview[]> {
    if (this.refusal(document) !== null) return [];
    const tensors = await this.#text.tensors(documentSource(document), readSettings(document));
    const layers = await this.layers(document);
    if (layers.length === 0) return tensors;
    const places = layers.flatMap((layer) => layer.places.map(({ place }) => place));
    const isParameter = ({ start, end }: Span): boolean =>
      places.some((place) => place.start <= start && end <= place.end);
    return tensors.filter(({ range, format }) => format === "json" && !isParameter(range));
  }

  /**
   * The batch norm layers whose state a document holds; none where it is refused.
   *
   * @throws Failure where the text cannot be read
   */
  async layers(document: TextDocument): Promise<readonly LayerOverview[]> {
    if (this.refusal(document) !== null) return [];
    return this.#text.layers(documentSource(document), readSettings(document));
  }

  /**
   * The statistics of a tensor, with the settings' options.
   *
   * @throws Failure where it cannot be normalized
   */
  open(document: TextDocument, tensor: TensorOverview): Promise<TensorInsight> {
    return this.#text.open(documentSource(document), tensor, readSettings(document));
  }

  /**
   * What stands at an offset. Where a report is about it, its options, γ and β count; the settings' elsewhere.
   *
   * @throws Failure where the tensor there cannot be normalized
   */
  async place(document: TextDocument, offset: number): Promise<Place | null> {
    if (this.refusal(document) !== null) return null;
    const source: TextSource = documentSource(document);
    for (const { session } of this.#reports.of(source.uri)) {
      const place = await placeIn(session, offset).catch(() => null);
      if (place?.feature !== undefined && place.feature !== null) return place;
    }
    return this.#text.place(source, offset, readSettings(document));
  }

  /** Places of the values of a tensor with |x̂| over the threshold: start, end, start, end, … */
  outliers(document: TextDocument, tensor: TensorOverview, threshold: number, limit: number): Promise<Uint32Array> {
    return this.#text.outliers(documentSource(document), tensor, readSettings(document), threshold, limit);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#text.dispose();
  }
}

/** Megabytes of text up to which documents are read without being asked for. */
export function sizeLimit(): number {
  return workspace.getConfiguration("batchNorm").get<number>("sizeLimit", 5);
}
