import { inverseRoot } from "../../engine/index.ts";
import { gapCauses, type GapCause, type GapPart, type TrainEvalGap } from "../../shared/layer/statistics/gap.ts";
import { warmthOf } from "./warmth.ts";

/** One batch and one layer, with an entry per feature in every list. */
export interface GapInput {
  /** The batch's mean and biased variance, and its values per feature (m). */
  readonly batch: {
    readonly mean: ArrayLike<number>;
    readonly variance: ArrayLike<number>;
    readonly count: ArrayLike<number>;
  };
  readonly running: { readonly mean: ArrayLike<number>; readonly variance: ArrayLike<number> };
  readonly gamma: ArrayLike<number>;
  /** Of the layer in evaluation. */
  readonly eps: number;
  /** Of the layer while it trained, where that was another one: Keras' 1e-3 loaded into PyTorch's 1e-5. */
  readonly trainEps?: number;
  /** In PyTorch's sense; null: cumulative average. */
  readonly momentum: number | null;
  readonly runningVariance: "unbiased" | "biased";
  /** null where the file does not say. */
  readonly numBatchesTracked: number | null;
}

/** Statistics to normalize with: what one step from training to evaluation changes. */
interface View {
  readonly mean: number;
  readonly variance: number;
  readonly eps: number;
  /** What 1/√0 is: 0 over the batch's statistics, infinite over the running ones. */
  readonly mode: "train" | "eval";
}

/**
 * Takes the gap between a layer's output in evaluation and in training apart, feature by feature.
 *
 * Over a batch with mean μ and standard deviation σ, an output made with the statistics (c, v) has the mean
 * γ(μ − c)/√(v + eps) + β and the standard deviation |γ|σ/√(v + eps). The way from training to evaluation is walked in
 * four steps, each of which changes one thing, so that the changes sum to the gap:
 *
 * 0. training: c = μ, v = σ², the eps of the training
 * 1. `eps`: the eps of the evaluation
 * 2. `bessel`: v = σ² · m/(m − 1), as PyTorch keeps it
 * 3. `drift`: the running statistics freed of their starting values: (r − w · start)/(1 − w), w = (1 − momentum)^t
 * 4. `warmUp`: the running statistics as they are
 *
 * Where it is not known how warm they are, there is no step 4 and step 3 leads to the running statistics as they are.
 *
 * The root of the mean squared difference of the two outputs is √(mean² + std²) of the total.
 *
 * @example
 * // m = 2, running statistics of exactly this batch: only Bessel's factor of 2 is left
 * trainEvalGap({ batch: { mean: [0], variance: [1], count: [2] }, running: { mean: [0], variance: [2] }, gamma: [1],
 *   eps: 0, momentum: 1, runningVariance: "unbiased", numBatchesTracked: 1 }).causes.bessel.std // [1/√2 − 1]
 */
export function trainEvalGap(input: GapInput): TrainEvalGap {
  const numFeatures = input.batch.mean.length;
  const part = (): GapPart => ({ mean: new Float64Array(numFeatures), std: new Float64Array(numFeatures) });
  const total = part();
  const causes: Record<GapCause, GapPart> = { eps: part(), bessel: part(), drift: part(), warmUp: part() };
  const { startingWeight, warmUpUnknown } = warmthOf(input);

  for (let c = 0; c < numFeatures; c++) {
    const views = viewsFromTrainToEval(input, c, startingWeight ?? 0);
    const outputs = views.map((view) => outputOver(input, c, view));
    gapCauses.forEach((cause, step) => {
      causes[cause].mean[c] = outputs[step + 1].mean - outputs[step].mean;
      causes[cause].std[c] = outputs[step + 1].std - outputs[step].std;
    });
    total.mean[c] = outputs[gapCauses.length].mean - outputs[0].mean;
    total.std[c] = outputs[gapCauses.length].std - outputs[0].std;
  }
  const warmUp = warmUpUnknown === null ? causes.warmUp : null;
  return { total, causes: { ...causes, warmUp }, startingWeight, warmUpUnknown };
}

function viewsFromTrainToEval(input: GapInput, c: number, weight: number): View[] {
  const { batch, running, eps, trainEps = eps } = input;
  const mean = batch.mean[c];
  const biased = batch.variance[c];
  const count = batch.count[c];
  const besselCorrection = input.runningVariance === "unbiased" && count > 1 ? count / (count - 1) : 1;
  const kept = biased * besselCorrection;
  const trained = { mean, variance: kept, eps, mode: "train" } as const;
  const evaluation: View = { mean: running.mean[c], variance: running.variance[c], eps, mode: "eval" };
  return [
    { ...trained, variance: biased, eps: trainEps },
    { ...trained, variance: biased },
    trained,
    warmedUp(evaluation, weight, trained),
    evaluation,
  ];
}

/** What the running statistics would be without their starting values. Before the first update they say nothing. */
function warmedUp(running: View, weight: number, batch: View): View {
  if (weight === 0) return running;
  if (weight === 1) return batch;
  const mean = running.mean / (1 - weight);
  // A constant feature's variance is all start: rounding may leave less than nothing of its own.
  const freed = Math.max(0, (running.variance - weight) / (1 - weight));
  return { ...running, mean, variance: running.variance >= 0 ? freed : running.variance };
}

/** Mean (without β, which cancels) and standard deviation of the output over the batch. */
function outputOver({ batch, gamma }: GapInput, c: number, { mean, variance, eps, mode }: View) {
  const scale = gamma[c] * inverseRoot(variance, eps, mode);
  return { mean: scale * (batch.mean[c] - mean), std: Math.abs(scale) * Math.sqrt(batch.variance[c]) };
}
