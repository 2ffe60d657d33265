import type { AffineChange } from "../../shared/report/protocol.ts";

/** One value for all features, one per feature, or none. */
type GivenParameter = number | readonly number[] | undefined;

/** γ and β of every feature as the person has set them: 1 and 0 until then. Kept by name while a document is edited. */
export class Affine {
  #names: readonly string[] = [];
  #gamma = new Float64Array(0);
  #beta = new Float64Array(0);

  get gamma(): Float64Array {
    return this.#gamma;
  }

  get beta(): Float64Array {
    return this.#beta;
  }

  /** Takes over the features of a new result; `given` are values that the caller asks for, one or one per feature. */
  fit(names: readonly string[], given: { gamma: GivenParameter; beta: GivenParameter }): void {
    const before = new Map(this.#names.map((name, c) => [name, c]));
    const gamma = new Float64Array(names.length).fill(1);
    const beta = new Float64Array(names.length);
    names.forEach((name, c) => {
      const old = before.get(name);
      if (old === undefined) return;
      gamma[c] = this.#gamma[old];
      beta[c] = this.#beta[old];
    });
    assign(gamma, given.gamma);
    assign(beta, given.beta);
    this.#names = names;
    this.#gamma = gamma;
    this.#beta = beta;
  }

  /** Feature −1 is all features. */
  change({ feature, gamma, beta }: AffineChange): void {
    const from = feature < 0 ? 0 : feature;
    const to = feature < 0 ? this.#names.length : feature + 1;
    if (gamma !== undefined) this.#gamma.fill(gamma, from, to);
    if (beta !== undefined) this.#beta.fill(beta, from, to);
  }
}

function assign(target: Float64Array, given: GivenParameter): void {
  if (typeof given === "number") target.fill(given);
  else if (given !== undefined) target.set(given.slice(0, target.length));
}
