import type { AffineChange } from "../../shared/report/protocol.ts";

/** One value for all features, one per feature, or none. */
type GivenParameter = number | readonly number[] | undefined;

/** γ and β with the names of their features. Nobody writes into the arrays: snapshots and the history hold them too. */
export interface AffineValues {
  readonly names: readonly string[];
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

const noValues: AffineValues = { names: [], gamma: new Float64Array(0), beta: new Float64Array(0) };

/** γ and β of every feature as the person has set them: 1 and 0 until then. Kept by name while a document is edited. */
export class AffineEdits {
  #values = noValues;
  #revision = 0;

  /** The values as they are now. A later change makes other arrays. */
  get values(): AffineValues {
    return this.#values;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Forgets what was set. */
  clear(): void {
    this.#set(noValues);
  }

  /** Takes over the features of a new result; `given` are values that the caller asks for, one or one per feature. */
  fit(names: readonly string[], given: { gamma: GivenParameter; beta: GivenParameter }): void {
    const { length } = names;
    const neutral = { names, gamma: new Float64Array(length).fill(1), beta: new Float64Array(length) };
    const { gamma, beta } = over(neutral, this.#values);
    assign(gamma, given.gamma);
    assign(beta, given.beta);
    this.#set({ names, gamma, beta });
  }

  /** Sets γ, β or both of one feature, or of all (−1). */
  change({ feature, gamma, beta }: AffineChange): void {
    const from = feature < 0 ? 0 : feature;
    const to = feature < 0 ? this.#values.names.length : feature + 1;
    this.#set({
      names: this.#values.names,
      gamma: gamma === undefined ? this.#values.gamma : this.#values.gamma.slice().fill(gamma, from, to),
      beta: beta === undefined ? this.#values.beta : this.#values.beta.slice().fill(beta, from, to),
    });
  }

  /** Brings earlier values back, by name: features that came since keep theirs. */
  restore(earlier: AffineValues): void {
    this.#set(over(this.#values, earlier));
  }

  #set(values: AffineValues): void {
    this.#values = values;
    this.#revision++;
  }
}

/** Whether two sets of values of the same features are the same numbers. */
export function isSameAffine(a: AffineValues, b: AffineValues): boolean {
  return (
    a.gamma.every((value, c) => Object.is(value, b.gamma[c])) && a.beta.every((value, c) => Object.is(value, b.beta[c]))
  );
}

/** Copies of `values` with those of another set for the features that it has too. */
function over({ names, ...values }: AffineValues, other: AffineValues): AffineValues {
  const places = new Map(other.names.map((name, c) => [name, c]));
  const gamma = values.gamma.slice();
  const beta = values.beta.slice();
  names.forEach((name, c) => {
    const place = places.get(name);
    if (place === undefined) return;
    gamma[c] = other.gamma[place];
    beta[c] = other.beta[place];
  });
  return { names, gamma, beta };
}

function assign(target: Float64Array, given: GivenParameter): void {
  if (typeof given === "number") target.fill(given);
  else if (given !== undefined) target.set(given.slice(0, target.length));
}
