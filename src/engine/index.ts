/**
 * The numeric engine of BatchNorm Lens: batch normalization forward and backward, as PyTorch computes it, and the
 * statistics that show what it does. Pure: no editor, no page, no Node. This file is its only door.
 */
export { EngineError, type EngineErrorCode } from "./errors.ts";
export { elementCount, type DType, type Tensor, type TensorData } from "./tensor.ts";
export { allocate } from "./batchNorm/allocate.ts";
export { defaultBatchNormOptions, type BatchNormOptions } from "./batchNorm/options.ts";
export { momentumFromFramework, momentumToFramework, presets, type Framework } from "./batchNorm/presets.ts";
export { exportState, importState, type LayerState } from "./batchNorm/state.ts";
export { stateNames, type StateNames } from "./batchNorm/stateNames.ts";
export { BatchNorm, type BatchNormGradients, type Mode } from "./batchNorm/batchNorm.ts";
export { updateRunningStatistics } from "./batchNorm/runningStatistics.ts";
export { inverseRoot, normalizedValue, normalizingMap, type AffineMap } from "./batchNorm/normalizingMap.ts";
export { normalize, type NormalizeParameters } from "./batchNorm/normalize.ts";
export { activations, type Activation, type ActivationName } from "./network/activations.ts";
export { mergeMoments, moments, type Moments, type MomentsOptions } from "./statistics/moments.ts";
export { featureMoments, type FeatureMoments } from "./statistics/featureMoments.ts";
export { quantiles, sortValues, type QuantileOptions } from "./statistics/quantiles.ts";
export { affineHistogram, histogram, type Histogram, type HistogramOptions } from "./statistics/histogram.ts";
export { explainedVariance, groupHistograms, groupMoments, type GroupedMoments } from "./statistics/groups.ts";
export { gridStep } from "./statistics/histogramBins.ts";
export { mixHistograms } from "./statistics/mixHistograms.ts";
export { RandomGenerator } from "./statistics/random.ts";
export { Linear, type LinearGradients } from "./network/linear.ts";
export { ActivationLayer } from "./network/activationLayer.ts";
export { Network, type Layer, type LayerSpec } from "./network/network.ts";
export type { Parameter } from "./network/parameter.ts";
export { initializeWeights, initialStd, type InitialScheme } from "./network/initialization.ts";
export { meanSquaredError, softmaxCrossEntropy, type Loss } from "./network/losses.ts";
export { Sgd, type SgdOptions } from "./network/optimizers/sgd.ts";
export { RmsProp, type RmsPropOptions } from "./network/optimizers/rmsProp.ts";
export { Adam, AdamW, type AdamOptions } from "./network/optimizers/adam.ts";
