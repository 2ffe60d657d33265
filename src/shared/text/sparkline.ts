const blocks = "▁▂▃▄▅▆▇█";

/**
 * A histogram as a word: one block per group of bins, as high as the group's count is of the highest group's. Groups
 * that are empty are the lowest block, so that the word keeps its width.
 *
 * @param width number of blocks; fewer where there are fewer bins
 * @example sparkline([0, 1, 4, 2], 4) // "▁▃█▅"
 */
export function sparkline(counts: ArrayLike<number>, width: number): string {
  const length = Math.min(width, counts.length);
  const groups = new Float64Array(length);
  for (let k = 0; k < counts.length; k++) groups[Math.floor((k * length) / counts.length)] += counts[k];
  const highest = groups.reduce((most, count) => Math.max(most, count), 0);
  const block = (count: number): string =>
    blocks[highest === 0 ? 0 : Math.ceil((count / highest) * (blocks.length - 1))];
  return Array.from(groups, block).join("");
}
