import type { AffineChange, HistoryDirection, HistoryLabels } from "../../shared/report/protocol.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { AffineEdits, type AffineValues } from "./affineEdits.ts";
import { EditHistory, stateAfter, type HistoryEntry, type HistoryStep } from "./history/editHistory.ts";
import { affineEntry, layerEntry } from "./history/entries.ts";
import type { ReportInput } from "./reportInput.ts";

/** What the person has set in a report, γ and β, and the way back over that and over the layers. */
export class ReportEdits {
  readonly #affine = new AffineEdits();
  readonly #history: EditHistory;
  #applied: { readonly to: ReportSnapshot; readonly revision: number; readonly snapshot: ReportSnapshot } | null = null;

  constructor(listener: (labels: HistoryLabels) => void) {
    this.#history = new EditHistory(listener);
  }

  /** γ and β as they are now. */
  get values(): AffineValues {
    return this.#affine.values;
  }

  /** What undo and redo would go over. */
  get labels(): HistoryLabels {
    return this.#history.labels;
  }

  /** A snapshot with γ and β as they are now: the same one until they change. */
  applyTo(snapshot: ReportSnapshot): ReportSnapshot {
    const { values, revision } = this.#affine;
    if (this.#applied?.to !== snapshot || this.#applied.revision !== revision) {
      const { gamma, beta } = values;
      const { features } = snapshot;
      const isSame = features.gamma === gamma && features.beta === beta;
      const applied = isSame ? snapshot : { ...snapshot, features: { ...features, gamma, beta } };
      this.#applied = { to: snapshot, revision, snapshot: applied };
    }
    return this.#applied.snapshot;
  }

  /** The person sets γ, β or both. */
  set(change: AffineChange, layer: LoadedLayer | undefined): void {
    const before = this.#affine.values;
    this.#affine.change(change);
    const entry = affineEntry(change, layer, before, this.#affine.values);
    if (entry !== null) this.#history.add(entry);
  }

  /** The entry that a step would go over; null where there is none. */
  next(direction: HistoryDirection): HistoryEntry | null {
    return this.#history.peek(direction);
  }

  /** Goes a step that changes γ and β alone. */
  go(step: HistoryStep): void {
    this.#affine.restore(stateAfter(step).affine);
    this.#history.step(step);
  }

  /**
   * Takes over the features of a new result, and what its input asks for.
   *
   * @param before the input of the report before; null for none
   * @returns records the run in the history, once the result is shown
   */
  take(before: ReportInput | null, input: ReportInput, names: readonly string[]): () => void {
    const valuesBefore = this.#affine.values;
    const isOther = before?.source.uri !== input.source.uri;
    const isLayerGone = before?.layer !== undefined && input.layer === undefined;
    if (isOther || isLayerGone) this.#affine.clear();
    const { gamma, beta, step, isNew = false } = input;
    this.#affine.fit(names, { gamma, beta });
    if (step !== undefined) this.#affine.restore(stateAfter(step).affine);
    const { values } = this.#affine;
    return () => {
      if (before === null || isNew || isOther) this.#history.clear();
      else if (step !== undefined) this.#history.step(step);
      else {
        const entry = layerEntry(before, input, valuesBefore, values);
        if (entry !== null) this.#history.add(entry);
      }
    };
  }
}
