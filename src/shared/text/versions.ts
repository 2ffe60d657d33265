/**
 * Whether a version comes before another. Numbers are compared; what follows them is not.
 * @example isOlder("1.90.2-insider", "1.91.0") // true
 */
export function isOlder(version: string, required: string): boolean {
  const [a, b] = [version, required].map((it) => it.split(/[.-]/, 3).map(Number));
  const at = b.findIndex((number, n) => number !== a[n]);
  return at >= 0 && a[at] < b[at];
}
