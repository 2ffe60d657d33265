/** The activation functions that the engine knows. */
export type ActivationName = "relu" | "sigmoid" | "tanh" | "identity";

/** A function of one number and its derivative. */
export interface Activation {
  readonly value: (x: number) => number;
  /** d value / dx. At the bend of ReLU (x = 0) it is 0, as in PyTorch. */
  readonly derivative: (x: number) => number;
}

/**
 * Activation functions by name, for single numbers.
 *
 * relu max(0, x); sigmoid 1 / (1 + e^−x); tanh; identity x. NaN stays NaN.
 *
 * @example
 * activations.sigmoid.value(0) // 0.5
 * activations.sigmoid.derivative(0) // 0.25
 */
export const activations: Readonly<Record<ActivationName, Activation>> = Object.freeze({
  relu: { value: (x) => (x <= 0 ? 0 : x), derivative: (x) => (x <= 0 ? 0 : 1) },
  sigmoid: {
    value: sigmoid,
    derivative: (x) => sigmoid(x) * sigmoid(-x),
  },
  tanh: { value: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 },
  identity: { value: (x) => x, derivative: () => 1 },
});

/** 1 / (1 + e^−x), by the form whose exponential cannot overflow. */
function sigmoid(x: number): number {
  if (x >= 0) {
    return 1 / (1 + Math.exp(-x));
  }
  const exponential = Math.exp(x);
  return exponential / (1 + exponential);
}
