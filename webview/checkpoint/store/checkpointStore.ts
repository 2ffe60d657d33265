import type {
  CheckpointEvents,
  CheckpointPageState,
  CheckpointProgress,
  CheckpointRequests,
} from "../../../src/shared/checkpoint/protocol.ts";
import type { CheckpointSnapshot } from "../../../src/shared/checkpoint/snapshot.ts";
import { HostError, type PageHost } from "../../common/rpc.ts";
import { listRows, type ListRow } from "../list/rows.ts";
import { firstView, type PageView } from "./pageView.ts";

export type CheckpointHost = PageHost<CheckpointRequests, CheckpointEvents>;

/** What the page knows: the host's state, and the person's own view of it. Components render when it changes. */
export class CheckpointStore {
  readonly host: CheckpointHost;
  fileName = "";
  snapshot: CheckpointSnapshot | null = null;
  progress: CheckpointProgress | null = null;
  failure: CheckpointPageState["failure"] = null;
  isStale = false;
  view: PageView;
  readonly #listeners = new Set<() => void>();
  readonly #saveView: (view: PageView) => void;
  #rows: { readonly snapshot: CheckpointSnapshot; readonly view: PageView; readonly rows: readonly ListRow[] } | null =
    null;

  constructor(host: CheckpointHost, savedView: unknown, saveView: (view: PageView) => void) {
    this.host = host;
    this.view = { ...firstView, ...(typeof savedView === "object" ? savedView : {}) };
    this.#saveView = saveView;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setState({ fileName, snapshot, progress, failure, isStale }: CheckpointPageState): void {
    Object.assign(this, { fileName, snapshot, progress, failure, isStale });
    this.#changed();
  }

  takeSnapshot(snapshot: CheckpointSnapshot): void {
    if (this.snapshot !== null && snapshot.revision < this.snapshot.revision) return;
    this.snapshot = snapshot;
    this.#changed();
  }

  take(change: Partial<Pick<CheckpointStore, "progress" | "failure" | "isStale">>): void {
    Object.assign(this, change);
    this.#changed();
  }

  /** Number of the selected layer; null for all. Unless a person chose, it is the first with an error. */
  get selected(): number | null {
    const layers = this.snapshot?.layers ?? [];
    if (layers.length === 1) return 0;
    const { selected } = this.view;
    if (selected === null) return null;
    const index = layers.findIndex(({ name, findings }) =>
      selected === undefined ? findings.some(({ severity }) => severity === "error") : name === selected,
    );
    return index < 0 ? null : index;
  }

  /** Rows of the list below that of all layers. */
  get rows(): readonly ListRow[] {
    const { snapshot, view } = this;
    if (snapshot === null) return [];
    if (this.#rows?.snapshot !== snapshot || this.#rows.view !== view) {
      this.#rows = { snapshot, view, rows: listRows(snapshot, view) };
    }
    return this.#rows.rows;
  }

  look(change: Partial<PageView>): void {
    this.view = { ...this.view, ...change };
    this.#saveView(this.view);
    this.#changed();
  }

  select(layer: number | null): void {
    this.look({ selected: layer === null ? null : this.snapshot?.layers[layer].name });
  }

  /** Goes to the layer before or after in the list; from the first one to all layers. */
  selectBy(step: 1 | -1, wanted: (layer: number) => boolean = () => true): void {
    const order = this.rows.flatMap((row) => (row.kind === "layer" && wanted(row.layer) ? [row.layer] : []));
    const { selected } = this;
    if (order.length === 0) return;
    if (selected === null) {
      if (step > 0) this.select(order[0]);
      return;
    }
    const all = this.rows.flatMap((row) => (row.kind === "layer" ? [row.layer] : []));
    const place = all.indexOf(selected);
    const after = order.filter((layer) => all.indexOf(layer) > place);
    const before = order.filter((layer) => all.indexOf(layer) < place);
    const next = step > 0 ? after.at(0) : before.at(-1);
    if (next !== undefined) this.select(next);
    else if (step < 0 && wanted(selected)) this.select(null);
  }

  toggleGroup(name: string): void {
    const { toggled } = this.view;
    this.look({ toggled: toggled.includes(name) ? toggled.filter((each) => each !== name) : [...toggled, name] });
  }

  /** Asks the host for something whose failure it reports itself. */
  send<K extends keyof CheckpointRequests>(
    type: K,
    ...params: CheckpointRequests[K]["params"] extends undefined ? [] : [CheckpointRequests[K]["params"]]
  ): void {
    this.host.request(type, ...(params as never)).catch((error: unknown) => {
      if (!(error instanceof HostError)) throw error;
      this.take({ failure: { code: error.code, message: error.message } });
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
