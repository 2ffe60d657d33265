import { t } from "@vscode/l10n";
import type { LayerFinding } from "../../../shared/checkpoint/snapshot.ts";
import type { LayerFinding as FoundInLayer } from "../../doctor/layers/examineLayers.ts";
import type { ExaminedLayer, ExaminedTensor } from "../../doctor/types.ts";

export type { FoundInLayer };

/** What the rules find in the layers of one part, layer by layer. */
export type ExamineLayers = (
  layers: readonly ExaminedLayer[],
  tensors: readonly ExaminedTensor[],
) => readonly (readonly FoundInLayer[])[];

/** A layer with how its running σ compares with what the weights before it let expect; null where that cannot be told. */
export interface JudgedLayer extends ExaminedLayer {
  readonly spread: number | null;
}

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
export function shortFinding({ rule, channels }: FoundInLayer, examined: JudgedLayer): string {
  switch (rule as string) {
    case "BN002":
      return isAllBelowEps(examined) ? t("σ² below ε") : t("σ² near ε");
    case "BN003":
      return t("γ ≈ 0 in {0}", channels.length);
    case "BN004":
    case "BN005":
      return offName(channels, examined);
    case "BN010":
      return t("never updated");
    case "BN012":
      return examined.spread === null ? t("σ unexpected") : t("σ {0}× expected", times(examined.spread));
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
export function findingTitle({ rule, channels }: FoundInLayer, layer: JudgedLayer): string {
  const num = channels.length;
  switch (rule as string) {
    case "BN002":
      return t("ε sets the scale");
    case "BN003": {
      const isZero = channels.every((c) => Math.abs(layer.gamma?.[c] ?? 1) <= 1e-6);
      if (num === 1) return isZero ? t("γ is 0 in one channel") : t("γ is near 0 in one channel");
      return isZero ? t("γ is 0 in {0} channels", num) : t("γ is near 0 in {0} channels", num);
    }
    case "BN004":
    case "BN005": {
      const name = notFiniteName(channels, layer);
      return name === null ? t("Running variance is not above 0") : t("{0} is not finite", name);
    }
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

function isAllBelowEps({ runningVar, eps }: JudgedLayer): boolean {
  return listOf(runningVar).every((variance) => variance < eps);
}

function listOf(values: ArrayLike<number> | null): number[] {
  return values === null ? [] : Array.from(values);
}

/** Values of some channels; of all where a finding names none. */
function pick(values: ArrayLike<number> | null, channels: readonly number[]): number[] {
  return channels.length === 0 ? listOf(values) : channels.map((c) => values?.[c] ?? 0);
}

/** "NaN", "Infinity", "σ² = 0", "σ² < 0": what is off in some channels. */
function offName(channels: readonly number[], { gamma, beta, runningMean, runningVar }: JudgedLayer): string {
  const values = [gamma, beta, runningMean, runningVar].flatMap((list) => pick(list, channels));
  if (values.some((value) => Number.isNaN(value))) return "NaN";
  if (values.some((value) => !Number.isFinite(value))) return "Infinity";
  return pick(runningVar, channels).some((value) => value < 0) ? "σ² < 0" : "σ² = 0";
}

/** The first part of a layer that is not finite in some channels; null where all are. */
function notFiniteName(
  channels: readonly number[],
  { runningMean, runningVar, gamma, beta }: JudgedLayer,
): string | null {
  const isOff = (values: ArrayLike<number> | null): boolean =>
    values !== null && pick(values, channels).some((value) => !Number.isFinite(value));
  if (isOff(runningMean)) return t("Running mean");
  if (isOff(runningVar)) return t("Running variance");
  return isOff(gamma) ? "γ" : isOff(beta) ? "β" : null;
}

/** A factor as people say it: 19, 2.7, 0.25. */
export function times(ratio: number): string {
  return ratio >= 10 ? String(Math.round(ratio)) : String(Number(ratio.toPrecision(2)));
}
