import type { AffineChange } from "../../../src/shared/report/protocol.ts";
import type { FeatureColumns } from "../../../src/shared/report/report.ts";

/**
 * γ and β as the page shows them: those of the snapshot, with what a person is changing on top. A change stays on top
 * until the host has confirmed it, so that a snapshot computed before the change cannot undo it on the screen.
 */
export class AffineState {
  /** One per feature; read only for everyone else. */
  gamma = new Float64Array(0);
  beta = new Float64Array(0);
  /** Grows with every change: what depends on y is stale when it differs. */
  version = 0;
  readonly #unconfirmed = new Map<number, { gamma: number; beta: number; version: number }>();

  /** Takes the snapshot's γ and β, keeping unconfirmed changes if the features are the same ones. */
  reset(features: FeatureColumns, sameFeatures: boolean): void {
    this.gamma = features.gamma.slice();
    this.beta = features.beta.slice();
    this.version++;
    if (!sameFeatures) {
      this.#unconfirmed.clear();
    }
    for (const [feature, { gamma, beta }] of this.#unconfirmed) {
      this.gamma[feature] = gamma;
      this.beta[feature] = beta;
    }
  }

  /** Sets γ, β or both of one feature, or of all (−1). */
  change({ feature, gamma, beta }: AffineChange): void {
    this.version++;
    const first = feature < 0 ? 0 : feature;
    const end = feature < 0 ? this.gamma.length : feature + 1;
    for (let c = first; c < end; c++) {
      this.gamma[c] = gamma ?? this.gamma[c];
      this.beta[c] = beta ?? this.beta[c];
      this.#unconfirmed.set(c, { gamma: this.gamma[c], beta: this.beta[c], version: this.version });
    }
  }

  /** The host has taken what `change` had set when `version` was this: those changes are no longer on top. */
  confirm(version: number): void {
    for (const [feature, change] of this.#unconfirmed) {
      if (change.version <= version) {
        this.#unconfirmed.delete(feature);
      }
    }
  }
}
