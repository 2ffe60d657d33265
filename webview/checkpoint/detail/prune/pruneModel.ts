import { t } from "@vscode/l10n";
import type { PruneChannels, PruneMeasure, PrunePlan } from "../../../../src/shared/checkpoint/pruning.ts";
import { formatCount, formatParameter, formatShare } from "../../../../src/shared/text/numbers.ts";
import type { Domain } from "../../../../src/shared/view/axis.ts";

export function measureLabel(measure: PruneMeasure): string {
  switch (measure) {
    case "gamma":
      return "|γ|";
    case "spread":
      return "|γ|·σ/√(σ² + ε)";
    case "scale":
      return t("effective scale");
  }
}

/** Smallest measure on the axis, in powers of ten below the largest. */
const powersShown = 5;

/** The axis of the histogram and of the slider, in powers of ten. */
export function measureAxis(values: Float64Array): Domain {
  const largest = values.reduce((most, value) => (value > most && value < Infinity ? value : most), 0);
  const max = largest > 0 ? Math.ceil(Math.log10(largest) * 10) / 10 : 0;
  return { min: Math.floor(max) - powersShown, max };
}

/** A threshold that takes away as many channels as this one and a few more or fewer. */
export function moved(values: Float64Array, threshold: number, channels: number): number {
  const sorted = values.filter(Number.isFinite).sort();
  const under = sorted.filter((value) => value < threshold).length;
  const wanted = Math.min(Math.max(under + channels, 0), sorted.length);
  if (wanted === 0) return 0;
  const [below, above] = [sorted[wanted - 1], sorted.at(wanted)];
  const next = above === undefined ? below * 1.01 : (below + above) / 2;
  // Few digits, as long as they still cut at the same place.
  for (let digits = 2; digits < 17; digits++) {
    const short = Number(next.toPrecision(digits));
    if (short > below && (above === undefined || short <= above)) return short;
  }
  return next;
}

/** What the threshold does, in two sentences. */
export function pruneSentence(
  channels: PruneChannels,
  plan: PrunePlan,
  measure: PruneMeasure,
  threshold: number,
): string {
  const total = channels.measures[measure].length;
  const { numUnder, numRemovable, parametersAfter } = plan;
  const under = t(
    "{0} of {1} channels have {2} below {3}",
    formatCount(numUnder),
    formatCount(total),
    measureLabel(measure),
    formatParameter(threshold),
  );
  if (numUnder === 0) return `${under}.`;
  const joined = numUnder - numRemovable;
  const which =
    joined === 0
      ? t("{0}; all of them can go.", under)
      : t(
          "{0}; {1} can go, the other {2} are joined by an addition to channels that stay.",
          under,
          formatCount(numRemovable),
          formatCount(joined),
        );
  const before = channels.numParameters;
  const sizes = t(
    "{0} parameters become {1} ({2} fewer).",
    ...[formatCount(before), formatCount(parametersAfter), formatShare(before - parametersAfter, before)],
  );
  return `${which} ${sizes} ${t("Whether accuracy holds, only your data can say.")}`;
}

/** Counts of a measure in bins of its log axis; what is under it is in the first. */
export function measureBins(values: Float64Array, { min, max }: Domain, numBins: number): Uint32Array {
  const bins = new Uint32Array(numBins);
  for (const value of values) {
    const at = Math.floor(((Math.log10(value) - min) / (max - min)) * numBins);
    if (!Number.isNaN(at)) bins[Math.min(Math.max(at, 0), numBins - 1)]++;
  }
  return bins;
}

/** The channels that stay, as Python that any framework's code can use: layer → list of channels. */
export function maskCode(
  names: readonly string[],
  { offset }: PruneChannels,
  { fate }: PrunePlan,
  what: string,
): string {
  const lines = names.flatMap((name, i) => {
    const removed = Array.from({ length: offset[i + 1] - offset[i] }, (_, c) => c).filter(
      (c) => fate[offset[i] + c] === 1,
    );
    return removed.length === 0 ? [] : [`    ${JSON.stringify(name)}: [${removed.join(", ")}],`];
  });
  return [`# Channels that can go, by layer: ${what}`, "prune = {", ...lines, "}", ""].join("\n");
}
