import { t } from "@vscode/l10n";
import type { CheckpointFramework, CheckpointLayer } from "../../documents/checkpoints/types.ts";
import type { LayerFinding } from "../../shared/checkpoint/snapshot.ts";

/** A layer as the rules look at it, with what other parts of the file tell of it. */
export interface ExaminedLayer {
  readonly layer: CheckpointLayer;
  /** In force: what the file gives, what is assumed, or what a person chose. */
  readonly eps: number;
  /** σ̂² per channel, as the layer before and the weights between let expect it; null where they cannot be told. */
  readonly expectedVariance: Float64Array | null;
  /** Name of the layer before that it was computed from. */
  readonly expectedFrom: string | null;
  /** Whether the weights before the layer keep a bias; null where they cannot be told. */
  readonly hasBiasBefore: boolean | null;
}

/** What a rule says; its words for rows and headings come after. */
export type FoundInLayer = Omit<LayerFinding, "title" | "short">;

/** What the rules find in the layers of one part, layer by layer. */
export type ExamineLayers = (
  layers: readonly ExaminedLayer[],
  framework: CheckpointFramework,
) => readonly (readonly FoundInLayer[])[];

const order = ["error", "warning", "info"] as const;

/** Findings with the errors first; of like ones in the order in which the glance names causes. */
export function bySeverity(findings: readonly LayerFinding[]): LayerFinding[] {
  const place = (finding: LayerFinding): number => order.indexOf(finding.severity) * 100 + rank(finding.rule);
  return [...findings].sort((a, b) => place(a) - place(b));
}

/** Causes before symptoms: what the others may follow from comes first. */
const causes = ["BN004", "BN005", "BN015", "BN010", "BN012", "BN002", "BN013", "BN014", "BN003"];

/** Where a rule stands among the causes. */
export function rank(rule: string): number {
  const place = causes.indexOf(rule);
  return place < 0 ? causes.length : place;
}

/** A finding in three or four words, for a row of the table. */
export function shortFinding({ rule, channels }: FoundInLayer, examined: ExaminedLayer): string {
  switch (rule) {
    case "BN002":
      return isAllBelowEps(examined) ? t("σ² below ε") : t("σ² near ε");
    case "BN003":
      return t("γ ≈ 0 in {0}", channels.length);
    case "BN004":
      return valuesOf(examined.layer).some((value) => Number.isNaN(value)) ? "NaN" : "Infinity";
    case "BN005":
      return valuesOf({ runningVar: examined.layer.runningVar }).some((value) => value < 0) ? "σ² < 0" : "σ² = 0";
    case "BN010":
      return t("never updated");
    case "BN012": {
      const ratio = medianRatio(examined);
      return ratio === null ? t("σ unexpected") : t("σ {0}× expected", times(ratio));
    }
    case "BN013":
      return t("called twice");
    case "BN014":
      return t("bias before it");
    case "BN015":
      return t("μ, σ² swapped");
    default:
      return rule;
  }
}

/** A finding as the heading of its entry. */
export function findingTitle({ rule, channels }: FoundInLayer, { layer }: ExaminedLayer): string {
  const num = channels.length;
  switch (rule) {
    case "BN002":
      return t("ε sets the scale");
    case "BN003": {
      const isZero = channels.every((c) => Math.abs(layer.gamma?.[c] ?? 1) <= 1e-6);
      if (num === 1) return isZero ? t("γ is 0 in one channel") : t("γ is near 0 in one channel");
      return isZero ? t("γ is 0 in {0} channels", num) : t("γ is near 0 in {0} channels", num);
    }
    case "BN004":
      return t("{0} is not finite", notFiniteName(layer));
    case "BN005":
      return t("Running variance is not above 0");
    case "BN010":
      return t("Never updated");
    case "BN012":
      return t("Statistics from data of another scale");
    case "BN013":
      return t("Called more than once a step");
    case "BN014":
      return t("A bias before batch norm");
    case "BN015":
      return t("Mean and variance are swapped");
    default:
      return rule;
  }
}

function isAllBelowEps({ layer: { runningVar }, eps }: ExaminedLayer): boolean {
  return runningVar?.every((variance) => variance < eps) ?? false;
}

type Values = Partial<Pick<CheckpointLayer, "gamma" | "beta" | "runningMean" | "runningVar">>;

function valuesOf({ gamma, beta, runningMean, runningVar }: Values): number[] {
  return [gamma, beta, runningMean, runningVar].flatMap((list) => (list ? Array.from(list) : []));
}

function notFiniteName({ runningMean, runningVar, gamma }: CheckpointLayer): string {
  const isOff = (values: Float64Array | null): boolean => values?.some((value) => !Number.isFinite(value)) ?? false;
  if (isOff(runningMean)) return t("Running mean");
  if (isOff(runningVar)) return t("Running variance");
  return isOff(gamma) ? "γ" : "β";
}

/** Median of σ/σ̂ over the channels that can be checked; null where there are none. */
export function medianRatio(examined: ExaminedLayer): number | null {
  const ratios = deviationRatios(examined);
  if (ratios.length === 0) return null;
  const middle = ratios.length >> 1;
  return ratios.length % 2 === 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
}

/**
 * σ/σ̂ in ascending order, over the channels where ε leaves the variance alone and something is expected at all.
 */
export function deviationRatios({ layer, eps, expectedVariance }: ExaminedLayer): Float64Array {
  const { runningVar } = layer;
  if (runningVar === null || expectedVariance === null) return new Float64Array(0);
  const ratios: number[] = [];
  for (let c = 0; c < runningVar.length; c++) {
    if (runningVar[c] > 49 * eps && expectedVariance[c] > 1e-12) {
      ratios.push(Math.sqrt(runningVar[c] / expectedVariance[c]));
    }
  }
  return Float64Array.from(ratios).sort();
}

/** A factor as people say it: 19, 2.7, 0.25. */
export function times(ratio: number): string {
  return ratio >= 10 ? String(Math.round(ratio)) : String(Number(ratio.toPrecision(2)));
}
