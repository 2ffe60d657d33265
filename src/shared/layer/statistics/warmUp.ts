/**
 * Share of the starting values (mean 0, variance 1) in running statistics after some updates: (1 − momentum)^t. The
 * cumulative average forgets them with its first update.
 *
 * @example
 * startingWeight(0.1, 22) // 0.0985
 */
export function startingWeight(momentum: number | null, numUpdates: number): number {
  if (momentum === null) return numUpdates === 0 ? 1 : 0;
  return (1 - momentum) ** numUpdates;
}

/**
 * Updates after which the starting values make up at most `share` of running statistics: the smallest t with
 * (1 − momentum)^t ≤ share. Infinity for momentum 0, 1 for the cumulative average (null).
 *
 * @example
 * updatesUntil(0.1, 0.01) // 44
 */
export function updatesUntil(momentum: number | null, share = 0.01): number {
  if (momentum === null || momentum === 1) return 1;
  if (momentum === 0) return Infinity;
  const updates = Math.ceil(Math.log(share) / Math.log1p(-momentum));
  // The quotient of two roundings can end just above a whole number.
  return (1 - momentum) ** (updates - 1) <= share ? updates - 1 : updates;
}

/**
 * What is left of the standard deviation behind a chain of layers in evaluation, each of which trained on what the one
 * before it gave in training: every layer keeps a variance n/(n − 1) times its batch's, and the next one is fed the
 * result. ((n − 1)/n)^(layers/2).
 *
 * @param valuesPerFeature n of the training batches
 * @example
 * evaluationShrinkage(20, 64) // (63/64)^10 = 0.854
 */
export function evaluationShrinkage(numLayers: number, valuesPerFeature: number): number {
  return ((valuesPerFeature - 1) / valuesPerFeature) ** (numLayers / 2);
}
