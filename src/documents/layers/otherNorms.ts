import { t } from "@vscode/l10n";

/** Normalization that is not batch norm. */
export type OtherKind = "rms" | "layer" | "group" | "instance";

/** The names that frameworks and people give it. */
const kinds: readonly { readonly pattern: RegExp; readonly kind: OtherKind; readonly isAbbreviation?: boolean }[] = [
  { pattern: /rms_?norm/i, kind: "rms" },
  { pattern: /layer_?norm/i, kind: "layer" },
  { pattern: /group_?norm/i, kind: "group" },
  { pattern: /instance_?norm/i, kind: "instance" },
  { pattern: /(?:^|[._/])ln(?:_?\d+|_[a-z]+)?$/i, kind: "layer", isAbbreviation: true },
  { pattern: /(?:^|[._/])gn_?\d*$/i, kind: "group", isAbbreviation: true },
  { pattern: /(?:^|[._/])in_?\d+$/i, kind: "instance", isAbbreviation: true },
];

const titles: Readonly<Record<OtherKind, () => string>> = {
  rms: () => t("an RMS norm"),
  layer: () => t("a layer norm"),
  group: () => t("a group norm"),
  instance: () => t("an instance norm"),
};

/**
 * What kind of normalization a layer's name says, where that is another than batch norm.
 *
 * @param hasStatistics running statistics outweigh an abbreviation: "ln1" with a running mean is a batch norm
 * @example
 * otherNorm("encoder.layer.0.output.LayerNorm", false) // "a layer norm"
 */
export function otherNorm(name: string, hasStatistics: boolean): string | null {
  const kind = otherNormKind(name, hasStatistics);
  return kind === null ? null : titles[kind]();
}

/** `otherNorm` as a word of code. */
export function otherNormKind(name: string, hasStatistics: boolean): OtherKind | null {
  // A batch norm may stand within a module that is called after another one: "layernorm_block.bn1".
  const own = hasStatistics ? (name.split(/[./]/).at(-1) ?? name) : name;
  return (
    kinds.find(({ pattern, isAbbreviation = false }) => pattern.test(own) && !(isAbbreviation && hasStatistics))
      ?.kind ?? null
  );
}

/** Whether a name says batch norm: γ and β alone make a layer only under such a name, or under none. */
export function saysBatchNorm(name: string): boolean {
  return name === "" || /(?:^|[._/\d])bn|bn[_\d]*$|batch_?norm/i.test(name);
}

/** Whether a name says normalization of some kind. */
export function saysNorm(name: string): boolean {
  return /norm/i.test(name);
}
