import type { LoadedLayer } from "../../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../../shared/options.ts";
import type { HistoryDirection, HistoryLabels } from "../../../shared/report/protocol.ts";
import type { AffineValues } from "../affineEdits.ts";

/** The part of a report that undo brings back. */
export interface EditedState {
  readonly layer: LoadedLayer | undefined;
  /** Only those options that came or went with the layer. */
  readonly options: Partial<ReportOptions>;
  readonly affine: AffineValues;
}

/** One thing that the person did, with the states around it. */
export interface HistoryEntry {
  /** What the menu says after "Undo": "γ of sepal_length". */
  readonly label: string;
  readonly before: EditedState;
  readonly after: EditedState;
}

/** A way through the history that takes a run: it counts once the run has succeeded. */
export interface HistoryStep {
  readonly direction: HistoryDirection;
  readonly entry: HistoryEntry;
}

/** An entry holds γ and β of every feature twice, and most arrays are shared with its neighbours. */
const mostEntries = 50;

/** What the person changed in a report, last first: γ, β and the layer. */
export class EditHistory {
  readonly #listener: ((labels: HistoryLabels) => void) | undefined;
  #done: readonly HistoryEntry[] = [];
  #undone: readonly HistoryEntry[] = [];

  constructor(listener?: (labels: HistoryLabels) => void) {
    this.#listener = listener;
  }

  /** What would be undone and done again; null for nothing. */
  get labels(): HistoryLabels {
    return { undo: this.peek("undo")?.label ?? null, redo: this.peek("redo")?.label ?? null };
  }

  /** The entry that a step would go over; null where there is none. */
  peek(direction: HistoryDirection): HistoryEntry | null {
    return (direction === "undo" ? this.#done : this.#undone).at(-1) ?? null;
  }

  /** Adds what was just done. What was undone before cannot be done again. */
  add(entry: HistoryEntry): void {
    this.#set([...this.#done.slice(1 - mostEntries), entry], []);
  }

  /** Goes over an entry, unless another one has taken its place meanwhile. */
  step({ direction, entry }: HistoryStep): void {
    if (this.peek(direction) !== entry) return;
    if (direction === "undo") this.#set(this.#done.slice(0, -1), [...this.#undone, entry]);
    else this.#set([...this.#done, entry], this.#undone.slice(0, -1));
  }

  clear(): void {
    if (this.#done.length + this.#undone.length > 0) this.#set([], []);
  }

  #set(done: readonly HistoryEntry[], undone: readonly HistoryEntry[]): void {
    this.#done = done;
    this.#undone = undone;
    this.#listener?.(this.labels);
  }
}

/** The state that a step leads to. */
export function stateAfter({ direction, entry }: HistoryStep): EditedState {
  return direction === "undo" ? entry.before : entry.after;
}

/** Whether a step changes γ and β alone, which needs no run. */
export function isAffineOnly({ before, after }: HistoryEntry): boolean {
  return before.layer === after.layer;
}
