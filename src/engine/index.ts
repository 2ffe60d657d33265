/**
 * The numeric engine of BatchNorm Lens: batch normalization forward and backward, as PyTorch computes it, and the
 * statistics that show what it does. Pure: no editor, no page, no Node. This file is its only door.
 */
export { EngineError, type EngineErrorCode } from "./errors.ts";
export { elementCount, type DType, type Tensor, type TensorData } from "./tensor.ts";
export { allocate } from "./allocate.ts";
export { defaultBatchNormOptions, type BatchNormOptions } from "./options.ts";
export { momentumFromFramework, momentumToFramework, presets, type Framework } from "./presets.ts";
export { exportState, importState, type LayerState } from "./state.ts";
export { stateNames, type StateNames } from "./stateNames.ts";
export { BatchNorm, type BatchNormGradients, type Mode } from "./batchNorm.ts";
export { updateRunningStatistics } from "./runningStatistics.ts";
export { normalize, type NormalizeParameters } from "./normalize.ts";
export { activations, type Activation, type ActivationName } from "./activations.ts";
export { mergeMoments, moments, type Moments, type MomentsOptions } from "./moments.ts";
export { featureMoments, type FeatureMoments } from "./featureMoments.ts";
export { quantiles, sortValues, type QuantileOptions } from "./quantiles.ts";
export { affineHistogram, histogram, type Histogram, type HistogramOptions } from "./histogram.ts";
export { gridStep } from "./histogramBins.ts";
export { mixHistograms } from "./mixHistograms.ts";
export { RandomGenerator } from "./random.ts";
export { Linear, type LinearGradients } from "./linear.ts";
export { ActivationLayer } from "./activationLayer.ts";
export { Network, type Layer, type LayerSpec } from "./network.ts";
export type { Parameter } from "./parameter.ts";
export { initializeWeights, initialStd, type InitialScheme } from "./initialization.ts";
export { meanSquaredError, softmaxCrossEntropy, type Loss } from "./losses.ts";
export { Sgd, type SgdOptions } from "./optimizers/sgd.ts";
export { RmsProp, type RmsPropOptions } from "./optimizers/rmsProp.ts";
export { Adam, AdamW, type AdamOptions } from "./optimizers/adam.ts";
