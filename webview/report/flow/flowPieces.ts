import { featureHistogram, type Histogram, type ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { Piece } from "./activationHistogram.ts";
import { identity } from "../../../src/shared/view/axis.ts";
import {
  type Affine,
  type AffineMap,
  commonAffine,
  normalizingMap,
  outputMap,
} from "../../../src/shared/view/features.ts";

/** Everything the flow is drawn from. Scope −1 is all features. */
export interface FlowInput {
  readonly snapshot: ReportSnapshot;
  readonly affine: Affine;
  readonly scope: number;
  /** x̂ of a feature in finer bins than the snapshot has, where the host has sent them: shares become exact to a bin. */
  readonly fine: (feature: number) => Histogram | null;
}

/** x̂ of the scope: its own histogram moved and stretched; all features have one of their own. */
export function normalizedPiece({ snapshot, scope }: Omit<FlowInput, "fine">): Piece {
  return scope < 0
    ? { histogram: snapshot.pooled.normalized.histogram, map: identity }
    : { histogram: featureHistogram(snapshot.features.histograms, scope), map: normalizingMap(snapshot, scope) };
}

/** y of the scope. With one γ and β for all it is x̂'s histogram moved; otherwise each feature moves its own. */
export function outputPieces(input: Omit<FlowInput, "fine">): Piece[] {
  const same = scopeAffine(input);
  return same === null ? everyFeature(input) : [then(normalizedPiece(input), same)];
}

/** y of the scope in the finest bins there are, for counting. */
export function countingPieces({ snapshot, affine, scope, fine }: FlowInput): Piece[] {
  const scoped = scope < 0 ? snapshot.features.names.map((_, c) => c) : [scope];
  const { features } = snapshot;
  return scoped.map((c) => {
    const histogram = fine(c);
    const ends = { min: features.min[c], max: features.max[c] };
    if (histogram === null) {
      return { histogram: featureHistogram(features.histograms, c), map: outputMap(snapshot, affine, c), ends };
    }
    const { scale, shift } = normalizingMap(snapshot, c);
    const normalizedEnds = { min: ends.min * scale + shift, max: ends.max * scale + shift };
    return { histogram, map: { scale: affine.gamma[c], shift: affine.beta[c] }, ends: normalizedEnds };
  });
}

/** Whether shares of y are estimated within the snapshot's wide bins: finer ones are still to come, or too many to ask for. */
export function isEstimated({
  snapshot: { features },
  scope,
  fine,
}: Pick<FlowInput, "snapshot" | "scope" | "fine">): boolean {
  const scoped = scope < 0 ? features.names.map((_, c) => c) : [scope];
  return scoped.some((c) => {
    const { counts, discrete } = featureHistogram(features.histograms, c);
    return fine(c) === null && !discrete && counts.length > 1;
  });
}

/** γ and β of the scope, or null where all features are the scope and differ. */
export function scopeAffine({ affine, scope }: Pick<FlowInput, "affine" | "scope">): {
  gamma: number;
  beta: number;
} | null {
  return scope < 0 ? commonAffine(affine) : { gamma: affine.gamma[scope], beta: affine.beta[scope] };
}

function everyFeature({ snapshot, affine }: Omit<FlowInput, "fine">): Piece[] {
  return snapshot.features.names.map((_, c) => ({
    histogram: featureHistogram(snapshot.features.histograms, c),
    map: outputMap(snapshot, affine, c),
  }));
}

function then({ histogram, map }: Piece, { gamma, beta }: { gamma: number; beta: number }): Piece {
  const moved: AffineMap = { scale: gamma * map.scale, shift: gamma * map.shift + beta };
  return { histogram, map: moved };
}
