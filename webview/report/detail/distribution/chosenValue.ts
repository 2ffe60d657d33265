import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ReportStore } from "../../store/store.ts";
import { chooseIndex, chosenIndex, valueCount } from "../parts/chosenIndex.ts";

/** A value of the selected feature: what it is, and the line that it stands on (0: none). */
export interface FoundValue {
  readonly x: number;
  readonly line: number;
}

/** The value that Explain and the lanes show: fetched from the host when the row, the feature or the data change. */
export class ChosenValue implements ReactiveController {
  value: FoundValue | null = null;
  error: string | null = null;
  readonly #host: ReactiveControllerHost & { store: ReportStore };
  #asked = "";

  constructor(host: ReactiveControllerHost & { store: ReportStore }) {
    this.#host = host;
    host.addController(this);
  }

  /** Counts among the feature's values, from 0. */
  get index(): number {
    return chosenIndex(this.#host.store);
  }

  /** How many values there are to choose from. */
  get count(): number {
    return valueCount(this.#host.store);
  }

  choose(index: number): void {
    chooseIndex(this.#host.store, index);
  }

  hostUpdate(): void {
    const { store } = this.#host;
    const { snapshot, view } = store;
    if (snapshot === null || view.selected < 0 || this.count === 0) {
      return;
    }
    const asked = [snapshot.revision, view.selected, this.index].join("/");
    if (asked !== this.#asked) {
      this.#asked = asked;
      void this.#fetch(asked, view.selected, this.index);
    }
  }

  async #fetch(asked: string, feature: number, start: number): Promise<void> {
    let found: FoundValue | null = null;
    let failure: string | null = null;
    try {
      const page = await this.#host.store.host.request("values/page", { feature, start, count: 1 });
      found = page.x.length > 0 ? { x: page.x[0], line: page.line[0] } : null;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    // Overtaken by another choice: that one's answer is still to come.
    if (asked === this.#asked) {
      this.value = found;
      this.error = failure;
      this.#host.requestUpdate();
    }
  }
}
