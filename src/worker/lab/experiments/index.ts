import type { ExperimentId } from "../../../shared/lab/experiments.ts";
import { biasExperiment } from "./bias.ts";
import type { Experiment } from "./common.ts";
import { driftExperiment } from "./drift.ts";
import { initialScaleExperiment } from "./initialScale.ts";
import { learningRateExperiment } from "./learningRate.ts";
import { noiseExperiment } from "./noise.ts";
import { optimizersExperiment } from "./optimizers.ts";
import { saturationExperiment } from "./saturation.ts";
import { shiftExperiment } from "./shift.ts";
import { smoothnessExperiment } from "./smoothness.ts";
import { warmUpExperiment } from "./warmUp.ts";

/** The experiments by their number. */
export const experiments: Readonly<Record<ExperimentId, Experiment>> = {
  1: driftExperiment,
  2: learningRateExperiment,
  3: initialScaleExperiment,
  4: saturationExperiment,
  5: noiseExperiment,
  6: warmUpExperiment,
  7: biasExperiment,
  8: optimizersExperiment,
  9: shiftExperiment,
  10: smoothnessExperiment,
};
