/**
 * A feature under its own name and under the framework's index, which counts from 0: what `running_var[9]` means.
 *
 * @example
 * channelLabel(["a", "b"], 1) // "b · [1]"
 */
export function channelLabel(names: readonly string[], feature: number): string {
  return `${names[feature]} · [${feature}]`;
}
