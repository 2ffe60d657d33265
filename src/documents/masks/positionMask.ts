import type { NamedValues } from "./namedValues.ts";

/** What stands beside a tensor under the name of a mask or of lengths. Whether it fits is known with the axes. */
export interface PositionMask {
  readonly name: string;
  /** lengths: how many positions of each sample count, from the first on. mask: which ones do. */
  readonly kind: "lengths" | "mask";
  /** Whether 1 stands for padding, as in PyTorch's key_padding_mask, rather than for what counts. */
  readonly isPadding: boolean;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

const lengthsName = /(?:^|[^a-z])(?:seq_?)?len(?:gth)?s?$|Lengths?$/;
const maskName = /masks?$/i;

/** Whether a member or an array is called as lengths or masks are. */
export function isMaskName(name: string): boolean {
  return lengthsName.test(name) || maskName.test(name);
}

/**
 * Values as a mask or as lengths; null where their name says neither, or they are neither.
 *
 * @example
 * positionMask({ name: "lengths", shape: [2], values: [3, 5] })?.kind // "lengths"
 */
export function positionMask({ name, shape, values }: NamedValues): PositionMask | null {
  const isLengths = lengthsName.test(name);
  const isValid = (value: number): boolean =>
    isLengths ? Number.isSafeInteger(value) && value >= 0 : value === 0 || value === 1;
  if (!isMaskName(name) || values.length === 0 || !Array.from(values).every(isValid)) return null;
  return { name, kind: isLengths ? "lengths" : "mask", isPadding: /pad/i.test(name), shape, values };
}

/**
 * Which positions of every sample a mask leaves, sample by sample; null where it is not one for such samples.
 *
 * @param spatial lengths of the axes that positions lie on, (L) or (H, W)
 * @example
 * keptPositions({ name: "lengths", kind: "lengths", shape: [2], values: [1, 3], … }, 2, [3]) // [1, 0, 0, 1, 1, 1]
 */
export function keptPositions(
  { kind, isPadding, shape, values }: PositionMask,
  numSamples: number,
  spatial: readonly number[],
): Uint8Array | null {
  const numPositions = spatial.reduce((size, length) => size * length, 1);
  const kept = new Uint8Array(numSamples * numPositions);
  if (kind === "mask") {
    // (N, 1, L) is a mask of (N, L) as well.
    if (withoutOnes(shape).join() !== withoutOnes([numSamples, ...spatial]).join()) return null;
    return kept.map((_, k) => (isPadding ? 1 - values[k] : values[k]));
  }
  const isTooLong = Array.from(values).some((length) => length > numPositions);
  if (values.length !== numSamples || spatial.length !== 1 || isTooLong) return null;
  return kept.map((_, k) => Number(k % numPositions < values[Math.floor(k / numPositions)]));
}

function withoutOnes(lengths: readonly number[]): number[] {
  return lengths.filter((length) => length !== 1);
}
