const units = ["kB", "MB", "GB", "TB"] as const;

/**
 * A size in decimal units, with one decimal under 10 and above 1 MB.
 *
 * @example
 * [512, 2210, 432_600, 102_530_333].map(formatBytes) // "512 B", "2.2 kB", "433 kB", "102.5 MB"
 */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let [size, unit] = [bytes / 1000, 0];
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(size < 9.95 || unit > 0 ? 1 : 0).replace(".0", "")} ${units[unit]}`;
}
