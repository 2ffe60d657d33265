import { t } from "@vscode/l10n";
import { median } from "./common.ts";
import { pairedRatio, type RatioBand } from "./pairedRatio.ts";

/** Steps to the target by rate and seed, NaN where it was not reached; and what each network does at its best rate. */
export interface StepsTried {
  readonly steps: readonly (readonly number[])[];
  readonly bestSteps: readonly number[];
}

/** "shown": fewer at the best rates, and at no rate that both take more. "partly": fewer, but more at such a rate. */
export type FewerVerdict = "shown" | "partly" | "not shown" | "more";

export interface FewerSteps {
  readonly verdict: FewerVerdict;
  /** Batch norm's steps over the plain network's, each at its best rate; null where batch norm does not arrive. */
  readonly band: RatioBand | null;
  /** The rate at which batch norm is furthest behind, of those where it is so in every seed; null for none. */
  readonly slowerAt: number | null;
}

/**
 * Whether batch norm needs fewer steps. At the best rates by a paired t test over seeds, corrected for the rates that
 * were tried; ranges that do not overlap in three seeds would be no test. A plain network that does not arrive counts
 * with all the steps it had, in favour of the plain network.
 */
export function fewerSteps(plain: StepsTried, batchNorm: StepsTried, steps: number): FewerSteps {
  const rates = plain.steps.length;
  const arrives = batchNorm.bestSteps.every(Number.isFinite);
  const without = plain.bestSteps.map((value) => (Number.isFinite(value) ? value : steps));
  const band = arrives ? pairedRatio(batchNorm.bestSteps, without, rates) : null;
  const slowerAt = furthestBehind(plain.steps, batchNorm.steps);
  if (band === null) return { verdict: "not shown", band, slowerAt };
  if (band.high < 1) return { verdict: slowerAt === null ? "shown" : "partly", band, slowerAt };
  return { verdict: band.low > 1 ? "more" : "not shown", band, slowerAt };
}

/** "partly", "not shown", as the sentence and the verdict's tag have it. */
export function fewerWord(verdict: FewerVerdict): string {
  return {
    shown: t("holds"),
    partly: t("partly"),
    "not shown": t("not shown"),
    more: t("does not hold"),
  }[verdict];
}

/** Which test it was, and its band: "0.84 × as many (0.66 to 1.1 by a paired t test …)". */
export function bandText({ ratio, low, high }: RatioBand, seeds: number, rates: number): string {
  if (high === Infinity) return t("One seed is no test.");
  return t(
    "That is {0} × as many, 95% band {1} to {2} (paired t test of the logarithms over {3} seeds, corrected for {4} rates).",
    ...[ratio, low, high].map((value) => value.toFixed(2)),
    seeds,
    rates,
  );
}

function furthestBehind(plain: StepsTried["steps"], batchNorm: StepsTried["steps"]): number | null {
  let furthest: number | null = null;
  let most = 1;
  for (const [rate, own] of batchNorm.entries()) {
    // NaN is behind nothing: a seed that does not arrive leaves the rate out.
    const ratios = own.map((steps, seed) => steps / plain[rate][seed]);
    if (ratios.every((ratio) => ratio > 1) && median(ratios) > most) [furthest, most] = [rate, median(ratios)];
  }
  return furthest;
}
