/**
 * Which tabs fit into a width, by their number: all of them, or as many from the left as leave room for ⋯, the chosen
 * one always among them.
 */
export function fittingTabs(widths: readonly number[], chosen: number, available: number, menuWidth: number): number[] {
  const all = widths.map((_, i) => i);
  if (widths.reduce((sum, width) => sum + width, 0) <= available) {
    return all;
  }
  let left = available - menuWidth - (widths[chosen] ?? 0);
  const shown: number[] = [];
  for (const i of all) {
    if (i === chosen) {
      shown.push(i);
    } else if (left >= widths[i]) {
      left -= widths[i];
      shown.push(i);
    } else {
      left = 0;
    }
  }
  return shown;
}
