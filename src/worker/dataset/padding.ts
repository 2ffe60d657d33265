import { t } from "@vscode/l10n";
import { keptPositions, type PositionMask } from "../../documents/masks/positionMask.ts";
import type { ReadingOffer, TextTensor } from "../../documents/types.ts";
import type { DatasetNotice } from "../../session/compute/compute.ts";
import { formatCount } from "../../shared/text/numbers.ts";
import type { Axes } from "./axes.ts";

/** What of a tensor counts under a mask. */
export interface Padding {
  readonly mask: PositionMask;
  /** 1 for every position of every sample that counts. */
  readonly kept: Uint8Array;
  readonly numKept: number;
}

/** The first mask that leaves some positions of a tensor and takes others away; null where none does. */
export function findPadding(
  { shape, sampleIndex, numSamplesInText, numSamplesInArray = numSamplesInText }: TextTensor,
  { channelAxis }: Axes,
  masks: readonly PositionMask[],
): Padding | null {
  if (shape.length < 3) return null;
  const spatial = shape.filter((_, axis) => axis > 0 && axis !== channelAxis);
  const numPositions = spatial.reduce((size, length) => size * length, 1);
  for (const mask of masks) {
    const ofArray = keptPositions(mask, numSamplesInArray, spatial);
    if (ofArray === null) continue;
    // Samples that were omitted or not selected take their part of the mask with them.
    const kept = new Uint8Array(shape[0] * numPositions);
    sampleIndex.forEach((sample, n) => {
      kept.set(ofArray.subarray(sample * numPositions, (sample + 1) * numPositions), n * numPositions);
    });
    const numKept = kept.reduce((sum, value) => sum + value, 0);
    if (numKept > 0 && numKept < kept.length) return { mask, kept, numKept };
  }
  return null;
}

/** The tensor with NaN, which stands for what is missing, at every padded position. */
export function withoutPadding(tensor: TextTensor, { channels, inner }: Axes, { kept }: Padding): TextTensor {
  const data = tensor.data.map((value, flat) => {
    const position = Math.floor(flat / (inner * channels)) * inner + (flat % inner);
    return kept[position] === 1 ? value : NaN;
  });
  return { ...tensor, data };
}

/** Says that there is padding, and offers to leave it out or to count it again. */
export function paddingNotice({ mask, kept, numKept }: Padding, isLeftOut: boolean): DatasetNotice {
  const numbers = [mask.name, formatCount(kept.length - numKept), formatCount(kept.length)] as const;
  const notice = { severity: "info", place: null } as const;
  if (isLeftOut) {
    const message = t(
      "{1} of {2} positions are padding by {0}: they count nowhere, and stay as they are in what is written.",
      ...numbers,
    );
    return {
      ...notice,
      code: "PADDING_LEFT_OUT",
      message,
      offers: [countAll()],
    };
  }
  const message = t(
    "{1} of {2} positions are padding by {0}, which stands beside the data. They count in mean and variance, as in a layer that knows no mask.",
    ...numbers,
  );
  return {
    ...{ ...notice, code: "PADDING_FOUND", message },
    offers: [{ label: t("Leave Padding Out"), change: { mask: mask.name } }],
  };
}

/** Says that there is no such mask, or that it takes nothing away. */
export function noPaddingNotice(name: string): DatasetNotice {
  const message = t("{0} marks no padding of these data: every position counts.", name);
  return { code: "NO_PADDING", severity: "warning", message, place: null, offers: [countAll()] };
}

function countAll(): ReadingOffer {
  return { label: t("Count All Positions"), change: { mask: "" } };
}
