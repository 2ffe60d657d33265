import type { ReportStore } from "../../store/store.ts";

/** γ or β, as the controls call them. */
export type AffineName = "gamma" | "beta";

/** What a slider spans before a typed value widens it, and what reset and Home return to. */
export const affineLimits = {
  gamma: { min: 0, max: 3, neutral: 1 },
  beta: { min: -3, max: 3, neutral: 0 },
} as const;

const detailKey = "affineForAll";

/** Whether the ⋯ menu says that γ and β are moved for all features at once. */
export function appliesToAll(store: ReportStore): boolean {
  return store.view.detail[detailKey] === true;
}

export function setAppliesToAll(store: ReportStore, all: boolean): void {
  store.setDetail(detailKey, all);
}

/** The feature that a change concerns: −1 (all) with Alt, by the menu's choice, or where all features are selected. */
export function affineTarget(store: ReportStore, withAlt: boolean): number {
  return withAlt || appliesToAll(store) ? -1 : store.view.selected;
}

/** γ or β of the selection; NaN where all features are selected and differ. */
export function affineValue(store: ReportStore, name: AffineName): number {
  const values = store.affine[name];
  const { selected } = store.view;
  if (selected >= 0) {
    return values[selected];
  }
  return values.length > 0 && values.every((value) => value === values[0]) ? values[0] : NaN;
}

/** The value that a key moves γ or β to, or null for a key that does not move it: ← → by 0.01, Shift 0.1, Alt 0.001. */
export function keyedValue(event: KeyboardEvent, name: AffineName, value: number): number | null {
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    // The page's own keys: the feature before and after.
    return null;
  }
  const { neutral } = affineLimits[name];
  const from = Number.isNaN(value) ? neutral : value;
  const step = event.shiftKey ? 0.1 : event.altKey ? 0.001 : 0.01;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowDown":
      return tidy(from - step);
    case "ArrowRight":
    case "ArrowUp":
      return tidy(from + step);
    case "PageDown":
      return tidy(from - 0.1);
    case "PageUp":
      return tidy(from + 0.1);
    case "Home":
      return neutral;
    default:
      return null;
  }
}

/** A dragged value on the grid of a step; what a person can then read and type again. */
export function snap(value: number, step: number): number {
  return tidy(Math.round(value / step) * step);
}

function tidy(value: number): number {
  return Number(value.toFixed(6)) || 0;
}

/** One change of γ or β from the first move to the release; Escape puts the value before it back. */
export class AffineGesture {
  readonly #store: ReportStore;
  readonly #name: AffineName;
  #before: { gamma: Float64Array; beta: Float64Array } | null = null;
  #feature = -1;

  constructor(store: ReportStore, name: AffineName) {
    this.#store = store;
    this.#name = name;
  }

  get isActive(): boolean {
    return this.#before !== null;
  }

  /** Shows a value at once, without the host. */
  move(value: number, withAlt: boolean): void {
    const feature = affineTarget(this.#store, withAlt);
    if (this.#before === null || feature !== this.#feature) {
      this.#restore();
      this.#before = { gamma: this.#store.affine.gamma.slice(), beta: this.#store.affine.beta.slice() };
      this.#feature = feature;
    }
    this.#store.dragAffine({ feature, [this.#name]: value });
  }

  /** The last value stays; the host is told. Rejects with what the host objects to. */
  async release(): Promise<void> {
    if (this.#before === null) {
      return;
    }
    const values = this.#store.affine[this.#name];
    const value = values[Math.max(0, this.#feature)];
    this.#before = null;
    await this.#store.commitAffine({ feature: this.#feature, [this.#name]: value });
  }

  /** The values from before the gesture return. */
  async cancel(): Promise<void> {
    if (this.#before === null) {
      return;
    }
    this.#restore();
    this.#before = null;
    // The host still has the values from before: one of them, said again, ends the drag for everyone on the page.
    const feature = Math.max(0, this.#feature);
    await this.#store.commitAffine({ feature, [this.#name]: this.#store.affine[this.#name][feature] });
  }

  #restore(): void {
    const before = this.#before?.[this.#name];
    if (before === undefined) {
      return;
    }
    const [first, end] = this.#feature < 0 ? [0, before.length] : [this.#feature, this.#feature + 1];
    for (let feature = first; feature < end; feature++) {
      this.#store.dragAffine({ feature, [this.#name]: before[feature] });
    }
  }
}
