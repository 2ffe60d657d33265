import { t } from "@vscode/l10n";

/** Normalization that is not batch norm, by the names that frameworks and people give it. */
const kinds: readonly { readonly pattern: RegExp; readonly title: () => string; readonly isAbbreviation?: boolean }[] =
  [
    { pattern: /rms_?norm/i, title: () => t("an RMS norm") },
    { pattern: /layer_?norm/i, title: () => t("a layer norm") },
    { pattern: /group_?norm/i, title: () => t("a group norm") },
    { pattern: /instance_?norm/i, title: () => t("an instance norm") },
    { pattern: /(?:^|[._/])ln(?:_?\d+|_[a-z]+)?$/i, title: () => t("a layer norm"), isAbbreviation: true },
    { pattern: /(?:^|[._/])gn_?\d*$/i, title: () => t("a group norm"), isAbbreviation: true },
    { pattern: /(?:^|[._/])in_?\d+$/i, title: () => t("an instance norm"), isAbbreviation: true },
  ];

/**
 * What kind of normalization a layer's name says, where that is another than batch norm.
 *
 * @param hasStatistics running statistics outweigh an abbreviation: "ln1" with a running mean is a batch norm
 * @example
 * otherNorm("encoder.layer.0.output.LayerNorm", false) // "a layer norm"
 */
export function otherNorm(name: string, hasStatistics: boolean): string | null {
  const kind = kinds.find(
    ({ pattern, isAbbreviation = false }) => pattern.test(name) && !(isAbbreviation && hasStatistics),
  );
  return kind?.title() ?? null;
}

/** Whether a name says batch norm: γ and β alone make a layer only under such a name, or under none. */
export function saysBatchNorm(name: string): boolean {
  return name === "" || /(?:^|[._/\d])bn|bn[_\d]*$|batch_?norm/i.test(name);
}

/** Whether a name says normalization of some kind. */
export function saysNorm(name: string): boolean {
  return /norm/i.test(name);
}
