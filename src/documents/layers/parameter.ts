import type { Span } from "../types.ts";

/** A named number, word or list of a file, as every reader of layers hands it on. */
export interface Parameter {
  /** "layer1.bn.weight", "bn/gamma:0", "bn6_3_moving_var": the whole name with what it stands in. */
  readonly path: string;
  readonly values: Float64Array;
  readonly isScalar: boolean;
  /** The word or string that a scalar is; null for numbers. */
  readonly word: string | null;
  /** The first thing in a list that is no number. */
  readonly unreadable: { readonly token: string; readonly place: Span } | null;
  readonly place: Span;
  /** Place of value i. */
  readonly placeOf: (i: number) => Span;
}

/** What a scalar beside a layer's lists sets. */
export type SettingRole = "eps" | "momentum" | "fixGamma";

const settingNames = new Map<string, SettingRole>([
  ["eps", "eps"],
  ["epsilon", "eps"],
  ["momentum", "momentum"],
  ["decay_rate", "momentum"],
  ["fix_gamma", "fixGamma"],
]);

/** Where frameworks keep a layer's settings apart from its lists. */
const settingsPart = /(?:^|[./])(?:attrs?|attributes|config|kwargs|hparams|param)$/i;

/** A setting by its name. */
export interface SettingName {
  readonly role: SettingRole;
  /** The layer, or what the layer stands in. */
  readonly owner: string;
  /** Whether it stands among a layer's attributes, and not beside whatever else a file holds. */
  readonly isMarked: boolean;
}

/** The setting that a path names, and the layer (or what the layer stands in) that it is of; null for any other path. */
export function readSettingName(path: string): SettingName | null {
  const { before, last } = cutAtLast(path);
  const role = settingNames.get(last);
  if (role === undefined) return null;
  return { role, owner: before.replace(settingsPart, ""), isMarked: settingsPart.test(before) };
}

/** "layer1.bn.weight" → "layer1.bn" and "weight". */
export function cutAtLast(path: string): { readonly before: string; readonly last: string } {
  const cut = Math.max(path.lastIndexOf("."), path.lastIndexOf("/"));
  return { before: path.slice(0, Math.max(cut, 0)), last: path.slice(cut + 1) };
}

/** What a setting says: a number, or null for None. NaN for anything else. */
export function settingValue({ values, word }: Parameter): number | null {
  if (word === null) return values.length === 1 ? values[0] : NaN;
  if (/^(?:null|none)$/i.test(word)) return null;
  return word.trim() === "" ? NaN : Number(word);
}

/** Whether a setting is switched on: true, "True", 1. */
export function isOn({ values, word }: Parameter): boolean {
  return word === null ? values[0] === 1 : /^(?:true|1)$/i.test(word);
}
