import { t } from "@vscode/l10n";
import { channelLabel } from "../layer/channelLabel.ts";
import type { ReportSnapshot } from "../report/report.ts";
import type { Affine } from "./features.ts";

/** At most this many names stand in one sentence. */
const namesShown = 3;

/** Whether y of a feature is a finite number for every finite x. */
export function isFiniteOutput({ features }: ReportSnapshot, { gamma, beta }: Affine, c: number): boolean {
  return Number.isFinite(
    features.normalizedMean[c] + features.normalizedVariance[c] + features.usedVariance[c] + gamma[c] + beta[c],
  );
}

/** What comes before anything else: features whose outputs are no finite numbers, or β alone. "" where there are none. */
export function notFiniteSentence(snapshot: ReportSnapshot, affine: Affine): string {
  const { features, options, layer } = snapshot;
  const indices = features.names.map((_, c) => c).filter((c) => !isFiniteOutput(snapshot, affine, c));
  // x/∞ is 0: not NaN, and as useless.
  const isShiftOnly = (c: number): boolean =>
    features.usedVariance[c] === Infinity &&
    Number.isFinite(features.normalizedMean[c] + affine.gamma[c] + affine.beta[c]);
  const name = (c: number): string => (layer === undefined ? features.names[c] : channelLabel(features.names, c));
  // x − ∞ over a number above 0: never NaN for a finite x.
  const isInfinite = (c: number): boolean =>
    options.mode === "eval" &&
    Math.abs(features.usedMean[c]) === Infinity &&
    Math.abs(features.normalizedMean[c]) === Infinity &&
    Number.isFinite(affine.gamma[c] + affine.beta[c]) &&
    affine.gamma[c] !== 0;
  const infinite = indices.filter(isInfinite).map(name);
  const nan = indices.filter((c) => !isShiftOnly(c) && !isInfinite(c)).map(name);
  const shifts = indices.filter(isShiftOnly).map(name);
  const sentences: string[] = [];
  if (nan.length === 1) {
    sentences.push(
      options.mode === "eval" ? t("{0} is NaN in evaluation.", nan[0]) : t("{0} is NaN after normalization.", nan[0]),
    );
  } else if (nan.length > 1) {
    sentences.push(
      options.mode === "eval"
        ? t("{0} are NaN in evaluation.", list(nan))
        : t("{0} are NaN after normalization.", list(nan)),
    );
  }
  if (infinite.length > 0) {
    sentences.push(
      infinite.length === 1
        ? t("{0} is infinite in evaluation.", infinite[0])
        : t("{0} are infinite in evaluation.", list(infinite)),
    );
  }
  if (shifts.length === 1) {
    sentences.push(t("{0} is β for every sample: its running variance is infinite.", shifts[0]));
  } else if (shifts.length > 1) {
    sentences.push(t("{0} are β for every sample: their running variances are infinite.", list(shifts)));
  }
  return sentences.join(" ");
}

/** "A, B and C" or "A, B, C and 4 more". */
function list(names: readonly string[]): string {
  if (names.length <= namesShown) {
    return t({
      message: "{0} and {1}",
      args: [names.slice(0, -1).join(", "), names.at(-1) ?? ""],
      comment: ["{0} is one or more names separated by commas, {1} the last name"],
    });
  }
  return t("{0} and {1} more", names.slice(0, namesShown).join(", "), names.length - namesShown);
}
