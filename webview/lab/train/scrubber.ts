import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { labStyles } from "../labStyles.ts";
import { median, shortNumber } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";

/** A slider over the run: which probe everything below shows. Its track marks where each network reached the target. */
export class Scrubber extends StoreElement {
  static override styles = [
    ...labStyles,
    css`
      :host {
        position: relative;
        height: 34px;
        touch-action: none;
      }
      [role="slider"] {
        position: absolute;
        inset: 0;
        cursor: pointer;
      }
      .track {
        position: absolute;
        top: 16px;
        left: 0;
        right: 0;
        height: 3px;
        background: color-mix(in srgb, var(--vscode-foreground) 22%, transparent);
      }
      .done {
        position: absolute;
        top: 16px;
        left: 0;
        height: 3px;
        background: var(--vscode-progressBar-background, var(--vscode-focusBorder));
      }
      .thumb {
        position: absolute;
        top: 10px;
        width: 7px;
        height: 15px;
        margin-left: -4px;
        background: var(--vscode-foreground);
        border-radius: 1px;
      }
      .mark {
        position: absolute;
        top: 6px;
        width: 2px;
        height: 8px;
        margin-left: -1px;
        background: var(--series);
        forced-color-adjust: none;
      }
      .mark.cross {
        top: 2px;
        width: auto;
        height: auto;
        margin-left: -4px;
        color: var(--series);
        background: none;
        font-size: 12px;
        line-height: 12px;
      }
    `,
  ];

  override render() {
    const { run, status } = this.store;
    const steps = run?.info.settings.steps ?? 1;
    const frame = this.store.frame;
    const step = this.store.view.scrubbed === null ? status.step : (frame?.step ?? 0);
    const losses = (frame?.networks ?? []).map(({ loss }) => shortNumber(median([...loss])));
    const text = t("Step {0} of {1}, loss {2}", step, steps, losses.join(t(" and ")));
    return html`<div
        role="slider"
        tabindex="0"
        aria-label=${t("Step shown")}
        aria-valuemin="0"
        aria-valuemax=${steps}
        aria-valuenow=${step}
        aria-valuetext=${text}
        @keydown=${this.#onKey}
        @pointerdown=${this.#onPointer}
        @pointermove=${this.#onPointer}
      >
        <div class="track"></div>
        <div class="done" data-at=${status.step / steps}></div>
        <div class="thumb" data-at=${step / steps}></div>
      </div>
      ${run === null ? nothing : this.#marks()}`;
  }

  /** The policy of the page refuses style attributes: places are set here. */
  override updated(): void {
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>("[data-at]")) {
      const place = `${Math.min(1, Math.max(0, Number(element.dataset["at"]))) * 100}%`;
      if (element.classList.contains("done")) element.style.width = place;
      else element.style.left = place;
    }
  }

  #marks() {
    const { run } = this.store;
    const last = run?.frames.at(-1);
    if (run === null || last === undefined) return nothing;
    const { steps, seeds } = run.info.settings;
    return last.networks.map(({ reachedAt, divergedAt }, k) => {
      const { kind } = run.info.networks[k];
      const reached = [...reachedAt].filter((step) => step >= 0);
      const diverged = [...divergedAt].filter((step) => step >= 0);
      const target = reached.length > seeds / 2 ? median(reached) : null;
      return html`${target === null ? nothing : html`<span class="mark of-${kind}" data-at=${target / steps}></span>`}${
        diverged.length === 0
          ? nothing
          : html`<span class="mark cross of-${kind}" data-at=${Math.min(...diverged) / steps}>✕</span>`
      }`;
    });
  }

  #scrubTo(step: number): void {
    const frames = this.store.run?.frames ?? [];
    const last = frames.at(-1)?.step ?? 0;
    this.store.look({ scrubbed: step >= last ? null : Math.max(0, step) });
  }

  readonly #onPointer = (event: PointerEvent): void => {
    if (event.buttons !== 1) return;
    const slider = event.currentTarget as HTMLElement;
    slider.setPointerCapture(event.pointerId);
    const { left, width } = slider.getBoundingClientRect();
    const frames = this.store.run?.frames ?? [];
    const wanted = ((event.clientX - left) / width) * (this.store.run?.info.settings.steps ?? 1);
    const near = frames.reduce(
      (best, { step }) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best),
      0,
    );
    this.#scrubTo(near);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const frames = this.store.run?.frames ?? [];
    const current = Math.max(
      0,
      frames.findIndex(({ step }) => step === this.store.frame?.step),
    );
    const tenth = Math.max(1, Math.round(frames.length / 10));
    const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -tenth, PageUp: tenth }[
      event.key
    ];
    const target = event.key === "Home" ? 0 : event.key === "End" ? frames.length - 1 : current + (move ?? NaN);
    if (Number.isNaN(target)) return;
    event.preventDefault();
    event.stopPropagation();
    const index = Math.min(frames.length - 1, Math.max(0, target));
    if (index in frames) this.#scrubTo(frames[index].step);
  };
}

customElements.define("bn-scrubber", Scrubber);
