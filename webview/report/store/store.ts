import type {
  AffineChange,
  HistoryLabels,
  ReportFailure,
  ReportProgress,
} from "../../../src/shared/report/protocol.ts";
import type { LiveState, ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { ReportHost } from "../../common/rpc.ts";
import { AffineState } from "./affineState.ts";
import { visibleFeatures } from "./rows.ts";
import { type PageView, restorePageView } from "./pageView.ts";

/**
 * What changed in the store.
 * - snapshot: the report itself (γ and β with it)
 * - status: progress, failure, live, history, pinned
 * - view: what a person chose (`PageView`)
 * - affine: γ or β, at most once a frame while they are dragged
 * - released: γ or β were let go: what is too slow for every frame (quantiles, gradients, the sentence) follows now
 * - cursor: the editor's cursor is on another value
 */
export type StoreChange = "snapshot" | "status" | "view" | "affine" | "released" | "cursor";
export type StoreListener = (change: StoreChange) => void;

/** The surroundings of a store, replaceable in tests. */
export interface StoreEnvironment {
  readonly host: ReportHost;
  readonly savedState: unknown;
  readonly saveState: (state: unknown) => void;
  /** Runs a function before the next paint: requestAnimationFrame. */
  readonly beforeNextPaint: (run: () => void) => void;
}

/** What `setState` keeps: the page's own view. The host keeps what it makes the report again from. */
export interface SavedState {
  readonly view: PageView;
  /** The value that the editor's cursor was on. */
  readonly cursor?: ReportStore["cursor"];
}

/** The one place that knows what the page shows: the host's snapshot and status, and what a person chose. */
export class ReportStore {
  readonly host: ReportHost;
  snapshot: ReportSnapshot | null = null;
  progress: ReportProgress | null = null;
  failure: ReportFailure | null = null;
  live: LiveState = "follows";
  /** What undo and redo would go over. */
  history: HistoryLabels = { undo: null, redo: null };
  isPinned = false;
  cursor: { readonly feature: number; readonly index: number } | null = null;
  view: PageView;
  /** Whether a γ or β is being dragged right now. */
  dragging = false;
  readonly affine = new AffineState();
  readonly #environment: StoreEnvironment;
  readonly #listeners = new Set<StoreListener>();
  #paintAsked = false;
  #order: { readonly key: string; readonly snapshot: ReportSnapshot; readonly features: Uint32Array } | null = null;
  /** Where the cursor was when the page was left, until it is heard of again. */
  #cursorBefore: { readonly cursor: ReportStore["cursor"] } | null;
  /** Version of γ and β that the order was made with: rows do not jump while they are dragged. */
  #orderedAffine = 0;

  constructor(environment: StoreEnvironment) {
    this.#environment = environment;
    this.host = environment.host;
    const saved = environment.savedState as Partial<SavedState> | null | undefined;
    this.view = restorePageView(saved?.view);
    this.#cursorBefore = saved?.view === undefined ? null : { cursor: saved.cursor ?? null };
  }

  /** Calls the listener after every change, until the returned function is called. */
  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows a snapshot, unless it is older than the one shown. */
  setSnapshot(snapshot: ReportSnapshot | null): void {
    if (snapshot !== null && this.snapshot !== null && snapshot.revision < this.snapshot.revision) {
      return;
    }
    const sameFeatures = snapshot !== null && this.snapshot !== null && haveSameNames(snapshot, this.snapshot);
    this.snapshot = snapshot;
    // What is under a hand belongs to the features that were there.
    if (!sameFeatures) this.dragging = false;
    if (snapshot !== null) {
      this.live = snapshot.live;
      this.affine.reset(snapshot.features, sameFeatures);
      this.#followSelected(snapshot);
      this.#save();
    }
    this.#notify("snapshot");
  }

  setStatus(status: Partial<Pick<ReportStore, "progress" | "failure" | "live" | "history" | "isPinned">>): void {
    Object.assign(this, status);
    this.#notify("status");
  }

  /** After a reload the editor tells where its cursor still is: nobody has moved it, and what was selected stays. */
  setCursor(cursor: ReportStore["cursor"]): void {
    const before = this.#cursorBefore;
    this.#cursorBefore = null;
    this.cursor = cursor;
    this.#save();
    if (before !== null && (before.cursor === null || isSameCursor(before.cursor, cursor))) return;
    this.#notify("cursor");
  }

  /** Changes what a person chose, and keeps it for the next time the page is shown. */
  setView(change: Partial<PageView>): void {
    this.view = { ...this.view, ...change };
    this.#save();
    this.#notify("view");
  }

  /** Selects a row of the feature list; −1 is all features (where there is more than one). */
  select(feature: number): void {
    const names = this.snapshot?.features.names ?? [];
    const selected = Math.min(Math.max(feature, names.length === 1 ? 0 : -1), names.length - 1);
    if (selected !== this.view.selected) {
      this.setView({ selected, selectedName: names[selected] ?? null });
    }
  }

  /** The features of the list as they are filtered and sorted, without the row of all features. */
  visibleOrder(): Uint32Array {
    const { snapshot, view, affine } = this;
    if (snapshot === null) {
      return new Uint32Array(0);
    }
    if (!this.dragging) {
      this.#orderedAffine = affine.version;
    }
    const key = JSON.stringify([view.filter, view.sort, this.#orderedAffine]);
    if (this.#order?.key !== key || this.#order.snapshot !== snapshot) {
      this.#order = { key, snapshot, features: visibleFeatures(snapshot, affine, view.filter, view.sort) };
    }
    return this.#order.features;
  }

  /** Selects the row so many places below the selected one, within the list as it is filtered and sorted. */
  selectBy(steps: number): void {
    const order = this.visibleOrder();
    // The row of all features stands above the first one.
    const current = this.view.selected < 0 ? -1 : order.indexOf(this.view.selected);
    const target = Math.min(Math.max(current + steps, -1), order.length - 1);
    this.select(target < 0 ? -1 : order[target]);
  }

  /** Keeps a plain JSON value for a tab of the detail. */
  setDetail(key: string, value: unknown): void {
    this.setView({ detail: { ...this.view.detail, [key]: value } });
  }

  /** γ or β while they are dragged: what shows y follows before the next paint, the host is not asked. */
  dragAffine(change: AffineChange): void {
    this.dragging = true;
    this.affine.change(change);
    if (!this.#paintAsked) {
      this.#paintAsked = true;
      this.#environment.beforeNextPaint(() => {
        this.#paintAsked = false;
        this.#notify("affine");
      });
    }
  }

  /** What was dragged stays as it is, and the host is not told: a layer that is looked at and may be thrown away. */
  releaseAffine(): void {
    this.dragging = false;
    this.#notify("affine");
    this.#notify("released");
  }

  /** γ or β as they are after a drag, a key or an edit: the host keeps them. Rejects with what the host objects to. */
  async commitAffine(change: AffineChange): Promise<void> {
    this.dragging = false;
    this.affine.change(change);
    const { version } = this.affine;
    this.#notify("affine");
    this.#notify("released");
    try {
      await this.host.request("affine/set", change);
    } finally {
      this.affine.confirm(version);
    }
  }

  /** The same columns in another order, or fewer: the selected feature is found by its name. */
  #followSelected({ features: { names } }: ReportSnapshot): void {
    const { selected, selectedName } = this.view;
    if (names.length === 1) {
      this.view = { ...this.view, selected: 0, selectedName: names[0] };
    } else if (selectedName === null) {
      this.view = { ...this.view, selected: -1 };
    } else if (names[selected] !== selectedName) {
      const found = names.indexOf(selectedName);
      this.view = { ...this.view, selected: found, selectedName: found < 0 ? null : selectedName };
    }
  }

  #save(): void {
    const state: SavedState = { view: this.view, cursor: this.cursor ?? this.#cursorBefore?.cursor ?? null };
    this.#environment.saveState(state);
  }

  #notify(change: StoreChange): void {
    for (const listener of [...this.#listeners]) {
      listener(change);
    }
  }
}

function isSameCursor(a: ReportStore["cursor"], b: ReportStore["cursor"]): boolean {
  return a?.feature === b?.feature && a?.index === b?.index;
}

function haveSameNames(a: ReportSnapshot, b: ReportSnapshot): boolean {
  const names = b.features.names;
  return a.features.names.length === names.length && a.features.names.every((name, c) => name === names[c]);
}
