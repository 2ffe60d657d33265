import { EngineError } from "../errors.ts";

/** Options of a batch normalization layer. The defaults are PyTorch's. */
export interface BatchNormOptions {
  /** Added to the variance, so that a constant feature divides by √eps and not by 0. At least 0. Default 1e-5. */
  eps: number;
  /**
   * Weight of the newest batch in the running statistics (PyTorch's sense), 0 to 1, default 0.1.
   * null: cumulative average, every batch counts the same.
   */
  momentum: number | null;
  /** Whether the layer has gamma and beta. Default true. */
  affine: boolean;
  /** Whether it keeps running statistics. Without them evaluation uses the batch's own too. Default true. */
  trackRunningStats: boolean;
  /** Axis of the channels; negative axes count from the end. Default 1. */
  channelAxis: number;
  /** Which estimate of the variance goes into the running one: divided by m − 1 (PyTorch) or by m. Default "unbiased". */
  runningVariance: "unbiased" | "biased";
}

export const defaultBatchNormOptions: Readonly<BatchNormOptions> = Object.freeze({
  eps: 1e-5,
  momentum: 0.1,
  affine: true,
  trackRunningStats: true,
  channelAxis: 1,
  runningVariance: "unbiased",
});

/** Axes that a tensor of rank 5 has, counted from either end. */
const firstAxis = -5;
const lastAxis = 4;

/**
 * Fills in the defaults and checks every option.
 *
 * @throws EngineError INVALID_OPTION
 */
export function resolveOptions(options: Partial<BatchNormOptions> = {}): Readonly<BatchNormOptions> {
  const resolved = withDefaults(defaultBatchNormOptions, options);
  checkEps(resolved.eps);
  checkMomentum(resolved.momentum);
  checkOption("affine", typeof resolved.affine === "boolean", "true or false", resolved.affine);
  checkOption(
    "trackRunningStats",
    typeof resolved.trackRunningStats === "boolean",
    "true or false",
    resolved.trackRunningStats,
  );
  const { channelAxis, runningVariance } = resolved;
  const isAxis = Number.isInteger(channelAxis) && channelAxis >= firstAxis && channelAxis <= lastAxis;
  checkOption("channelAxis", isAxis, `a whole number from ${firstAxis} to ${lastAxis}`, channelAxis);
  const isEstimate = ["unbiased", "biased"].includes(runningVariance);
  checkOption("runningVariance", isEstimate, "unbiased or biased", runningVariance);
  return resolved;
}

/** The defaults with what is given over them; what is given as undefined is not given. */
export function withDefaults<Options extends object>(defaults: Options, given: Partial<Options>): Options {
  const entries = Object.entries<unknown>(given).filter(([, value]) => value !== undefined);
  return Object.assign({ ...defaults }, Object.fromEntries(entries));
}

/**
 * Checks eps: finite and at least 0.
 *
 * @throws EngineError INVALID_OPTION
 */
export function checkEps(eps: number): void {
  checkOption("eps", Number.isFinite(eps) && eps >= 0, "a finite number of at least 0", eps);
}

/**
 * Checks a momentum in PyTorch's sense: null (cumulative) or 0 to 1.
 *
 * @throws EngineError INVALID_OPTION
 */
export function checkMomentum(momentum: number | null): void {
  const isWeight = typeof momentum === "number" && momentum >= 0 && momentum <= 1;
  checkOption("momentum", momentum === null || isWeight, "null or a number from 0 to 1", momentum);
}

/**
 * Refuses an option that is not valid.
 *
 * @throws EngineError INVALID_OPTION
 */
export function checkOption(name: string, isValid: boolean, requirement: string, got: unknown): void {
  if (!isValid) {
    throw new EngineError("INVALID_OPTION", `${name} requires ${requirement}`, got);
  }
}
