import { LitElement } from "lit";
import type { CheckpointStore } from "./checkpointStore.ts";

/** A component of the checkpoint page that is rendered again whenever the store changes. */
export abstract class StoreElement extends LitElement {
  static override properties = { store: { attribute: false } };

  declare store: CheckpointStore;
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(() => {
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }
}
