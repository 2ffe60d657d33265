import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store.ts";
import { StoreController } from "../../storeController.ts";
import "../disclosure.ts";
import "./origin.ts";
import { layerSections, type LayerSection } from "./sections.ts";

const detailKey = "layerSections";

/** The Layer tab: which layer is on the data, and what can be known about it, section by section. */
export class Layer extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [...sharedStyles];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    return html`<bn-layer-origin .store=${this.store}></bn-layer-origin> ${layerSections
        .filter(({ needsLayer }) => !needsLayer || snapshot.layer !== undefined)
        .map((section) => this.#section(section))}`;
  }

  #section({ name, heading, summary, render, isOpenFirst }: LayerSection): TemplateResult {
    const saved = this.#saved[name];
    const open = typeof saved === "boolean" ? saved : isOpenFirst;
    return html`<bn-disclosure
      data-section=${name}
      heading=${heading()}
      summary=${open ? "" : summary(this.store)}
      ?open=${open}
      @toggle=${() => {
        this.store.setDetail(detailKey, { ...this.#saved, [name]: !open });
      }}
    >
      ${open ? render(this.store) : nothing}
    </bn-disclosure>`;
  }

  /** Which sections a person has opened or closed. */
  get #saved(): Readonly<Record<string, unknown>> {
    const saved = this.store.view.detail[detailKey];
    return typeof saved === "object" && saved !== null ? (saved as Record<string, unknown>) : {};
  }
}

customElements.define("bn-layer", Layer);
