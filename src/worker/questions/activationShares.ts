import { activations, inverseRoot, moments } from "../../engine/index.ts";
import {
  type ActivationAnswer,
  type ActivationQuestion,
  type ActivationShare,
  activationZone,
  activationZones,
} from "../../shared/report/questions.ts";

/** The values of one feature that are there, and the x̂ of each. */
export interface FeatureValues {
  readonly feature: number;
  readonly values: ArrayLike<number>;
  readonly normalized: ArrayLike<number>;
}

/**
 * How much of what enters an activation lies where it is flat or nearly linear, and the mean of its derivative, without
 * batch norm (z = x) and with it (before: z = γ x̂ + β; after: z = x, and the derivative of the normalization is a
 * factor: γ/√(var(a) + ε)).
 *
 * @param features read one by one, so that not all of them have to be in memory
 */
export function activationShares(
  features: Iterable<FeatureValues>,
  { activation, placement, gamma, beta }: ActivationQuestion,
  eps: number,
): ActivationAnswer {
  const { value, derivative } = activations[activation];
  const zones = activationZones(activation);
  const without = new Share();
  const withNorm = new Share();
  let [outputSum, outputSquares, total] = [0, 0, 0];
  for (const { feature, values, normalized } of features) {
    const outputs = Float64Array.from(values, value);
    const { mean, variance } = moments(outputs);
    const factor = placement === "after" ? gamma[feature] * inverseRoot(variance, eps, "train") : 1;
    // Chan's merge: the mean of all features together is not that of each.
    const shift = mean - (total > 0 ? outputSum / total : 0);
    outputSquares +=
      variance * outputs.length + (shift * shift * total * outputs.length) / (total + outputs.length || 1);
    outputSum += mean * outputs.length;
    total += outputs.length;
    without.startFeature();
    withNorm.startFeature();
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      const z = placement === "before" ? gamma[feature] * normalized[i] + beta[feature] : x;
      without.add(activationZone(x, zones), derivative(x));
      withNorm.add(activationZone(z, zones), derivative(z) * factor);
    }
    without.endFeature();
    withNorm.endFeature();
  }
  return {
    without: without.result,
    with: withNorm.result,
    outputMean: outputSum / total,
    outputVariance: outputSquares / total,
  };
}

/** Counts the zones of values, feature by feature. */
class Share {
  #count = 0;
  #flat = 0;
  #linear = 0;
  #gradient = 0;
  #deadFeatures = 0;
  #before = { count: 0, flat: 0 };

  startFeature(): void {
    this.#before = { count: this.#count, flat: this.#flat };
  }

  add(zone: "flat" | "bending" | "linear", gradient: number): void {
    this.#count++;
    this.#gradient += gradient;
    if (zone === "flat") this.#flat++;
    else if (zone === "linear") this.#linear++;
  }

  endFeature(): void {
    const count = this.#count - this.#before.count;
    if (count > 0 && this.#flat - this.#before.flat === count) this.#deadFeatures++;
  }

  get result(): ActivationShare {
    return {
      count: this.#count,
      flat: this.#flat,
      linear: this.#linear,
      meanGradient: this.#gradient / this.#count,
      deadFeatures: this.#deadFeatures,
    };
  }
}
