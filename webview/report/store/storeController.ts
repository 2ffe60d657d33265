import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ReportStore, StoreChange } from "./store.ts";

/** Renders a component again when the store changes in a way that concerns it. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { store: ReportStore };
  readonly #concerns: ReadonlySet<StoreChange>;
  readonly #onChange: ((change: StoreChange) => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  /** @param onChange called before the update is asked for, for what a component derives or measures itself */
  constructor(
    host: ReactiveControllerHost & { store: ReportStore },
    concerns: readonly StoreChange[],
    onChange?: (change: StoreChange) => void,
  ) {
    this.#host = host;
    this.#concerns = new Set(concerns);
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    // The store arrives as a property: it is there when the element is connected by a lit template.
    this.#unsubscribe = this.#host.store.subscribe((change) => {
      if (this.#concerns.has(change)) {
        this.#onChange?.(change);
        this.#host.requestUpdate();
      }
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }
}
