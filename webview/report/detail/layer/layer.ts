import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import "../parts/disclosure.ts";
import "./origin.ts";
import "./verdict/verdict.ts";
import { layerSections, type LayerSection } from "./sections.ts";
import { savedSections, setSection, shownTimes } from "./showSection.ts";

/** The Layer tab: which layer is on the data, and what can be known about it, section by section. */
export class Layer extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [...sharedStyles];

  declare store: ReportStore;
  /** How often a command had led to a section when it was last brought into view. */
  #shown = 0;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const has = { nothing: true, layer: snapshot.layer !== undefined, statistics: snapshot.gap !== null };
    return html`<bn-verdict data-section="verdict" .store=${this.store}></bn-verdict>
      <bn-layer-origin .store=${this.store}></bn-layer-origin>
      ${layerSections.filter(({ needs }) => has[needs]).map((section) => this.#section(section))}`;
  }

  protected override updated(): void {
    const times = shownTimes(this.store);
    if (times === this.#shown) return;
    this.#shown = times;
    const { name } = this.store.view.detail["layerShown"] as { name: string };
    // Its parts are drawn a frame later: before that there is nothing below it to scroll into view.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        this.renderRoot.querySelector(`[data-section="${name}"]`)?.scrollIntoView({ block: "start" });
      });
    });
  }

  #section({ name, heading, summary, render, isOpenFirst }: LayerSection): TemplateResult {
    const saved = savedSections(this.store)[name];
    const open = typeof saved === "boolean" ? saved : isOpenFirst;
    return html`<bn-disclosure
      data-section=${name}
      heading=${heading()}
      summary=${open ? "" : summary(this.store)}
      ?open=${open}
      @toggle=${() => {
        setSection(this.store, name, !open);
      }}
    >
      ${open ? render(this.store) : nothing}
    </bn-disclosure>`;
  }
}

customElements.define("bn-layer", Layer);
