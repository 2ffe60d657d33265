import { BatchNorm, importState } from "../../../../src/engine/index.ts";
import type { GoldenOptions, GoldenSequence, GoldenState } from "./golden.ts";
import { goldenTensor } from "./golden.ts";

/** A layer with the options and the state of a golden case. */
export function goldenLayer(options: GoldenOptions, state: GoldenState): BatchNorm {
  const layer = new BatchNorm(options.num_features, {
    eps: options.eps,
    momentum: options.momentum,
    affine: options.affine,
    trackRunningStats: options.track_running_stats,
  });
  const given = Object.entries(state).filter(([, value]) => value !== null);
  importState(layer, Object.fromEntries(given));
  return layer;
}

/** Runs every step of a golden case, forward and backward, and yields what came out beside the step. */
export function* runSequence({ options, initial_state, dtype, steps }: GoldenSequence) {
  const layer = goldenLayer(options, initial_state);
  for (const [index, step] of steps.entries()) {
    const output = layer.forward(goldenTensor(step.input, dtype), step.mode);
    const gradients = layer.backward(goldenTensor(step.grad_output, dtype));
    yield { index, step, layer, output, gradients };
  }
}
