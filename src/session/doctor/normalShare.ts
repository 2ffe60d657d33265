/** Φ(t), the share of a normal distribution below t, to 1.2e-7 (Numerical Recipes, erfc by a Chebyshev fit). */
export function normalShare(t: number): number {
  const z = Math.abs(t) / Math.SQRT2;
  const u = 1 / (1 + z / 2);
  const terms = [
    ...[-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806],
    ...[0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277],
  ];
  const polynomial = terms.reduceRight((sum, term) => sum * u + term, 0);
  const tail = (u * Math.exp(-z * z + polynomial)) / 2;
  return t > 0 ? 1 - tail : tail;
}
