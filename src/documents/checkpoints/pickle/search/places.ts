import { PickleGlobal, PickleRecord, type PickleValue } from "../values.ts";

/** Where a tensor stands in the object: the keys that lead to it, and how many of them lead to its part. */
export interface TensorPlace {
  readonly part: string;
  readonly name: string;
}

/** Keys that hold a network, when the dict behind them has no names with dots. */
const networkKey =
  /^(?:(?:model|net|network|ema|teacher|student)(?:_?(?:state|state_?dict|dict|ema|weights))?|state_?dict(?:_ema)?|checkpoint|ckpt|weights|generator|discriminator|blobs)$/i;

/** Whether keys are names with their paths in them, as those of a state dict. */
export function isFlat(keys: Iterable<PickleValue>): boolean {
  for (const key of keys) {
    if (typeof key === "string" && /[./:]/.test(key)) return true;
  }
  return false;
}

/**
 * How many keys of a path name the part, for a tensor in nested dicts whose keys are no paths: those that name a network. The rest
 * is the tensor's name.
 *
 * @param path with the tensor's own key
 */
export function nestedPartLength(path: readonly string[]): number {
  const first = path.findIndex((key, i) => i === path.length - 1 || !networkKey.test(key));
  return Math.max(first, 0);
}

/**
 * @example
 * placeOf(["ema", "bn.weight"], 1) // { part: "ema", name: "bn.weight" }
 */
export function placeOf(path: readonly string[], partLength: number): TensorPlace {
  const rest = path.slice(partLength);
  const separator = rest.length > 1 && rest.some((key) => key.includes("/")) ? "/" : ".";
  return { part: path.slice(0, partLength).join("."), name: rest.join(separator) };
}

/** A key as a text: numbers and classes may be keys too. */
export function keyText(key: PickleValue | undefined): string {
  if (typeof key === "string") return key;
  if (key instanceof PickleGlobal) return key.path;
  if (key instanceof PickleRecord) return key.className;
  return key === undefined || (typeof key === "object" && key !== null) ? "" : String(key);
}
