import { t } from "@vscode/l10n";
import type { CheckpointSnapshot, ScaleColumns } from "../../../../src/shared/checkpoint/snapshot.ts";
import type { Domain } from "../../../../src/shared/view/axis.ts";
import { shortFactor } from "../channels/channelsText.ts";

/** Brackets reach at most so many powers of ten below the smallest median: channels that are off have none. */
const mostBelow = 2;
/** The median without ε is drawn where it is farther away than this. */
const sameShare = 0.05;

/** The axis of all brackets, in powers of ten; null where no layer has a scale. */
export function scaleAxis({ scales }: CheckpointSnapshot): Domain | null {
  const logs = (values: Float64Array): number[] => Array.from(values, Math.log10).filter(Number.isFinite);
  const medians = logs(scales.median);
  if (medians.length === 0) return null;
  const least = Math.min(...medians);
  const highest = Math.max(
    ...logs(scales.high),
    ...logs(scales.medianWithoutEps).map((log) => Math.min(log, least + 9)),
  );
  const lowest = Math.max(Math.min(...logs(scales.low), least), least - mostBelow);
  return { min: Math.floor(lowest * 4) / 4 - 0.1, max: Math.max(Math.ceil(highest * 4) / 4, lowest + 1) + 0.15 };
}

/** Whether ε changes the median scale of a layer by more than 5%. */
export function differsWithoutEps({ median, medianWithoutEps }: ScaleColumns, i: number): boolean {
  return Number.isFinite(median[i]) && medianWithoutEps[i] > median[i] * (1 + sameShare);
}

/** How to read the brackets, and which layer amplifies most. */
export function scaleSentence({ scales, layers }: CheckpointSnapshot): string {
  const reading = t("One bracket for each layer: 5%, median and 95% of |γ|/√(σ² + ε) over its channels.");
  const hasRings = layers.some((_, i) => differsWithoutEps(scales, i));
  const ring = hasRings ? ` ${t("A dashed ring is the median without ε.")}` : "";
  const order = layers.map((_, i) => i).filter((i) => Number.isFinite(scales.median[i]));
  if (order.length < 2) return reading + ring;
  const most = order.reduce((best, i) => (scales.median[i] > scales.median[best] ? i : best));
  const name = `**${layers[most].name}**`;
  const factor = shortFactor(scales.median[most]);
  const told = differsWithoutEps(scales, most)
    ? t(
        "{0} amplifies what enters it {1} times; ε holds it back from {2}.",
        name,
        factor,
        shortFactor(scales.medianWithoutEps[most]),
      )
    : t("{0} amplifies what enters it most, {1} times.", name, factor);
  return `${reading}${ring} ${told}`;
}
