import { LitElement } from "lit";

/** A store that tells when anything in it has changed. */
interface Subscribable {
  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** A component that is rendered again whenever its store changes. */
export abstract class SubscribedElement extends LitElement {
  static override properties = { store: { attribute: false } };

  declare store: Subscribable;
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
