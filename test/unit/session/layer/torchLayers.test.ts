import assert from "node:assert/strict";
import type { Tensor } from "../../../../src/engine/index.ts";
import { layOut } from "../../../../src/shared/layer/fold/weightLayout.ts";
import {
  foldBefore,
  type EvaluatedLayer,
  type LayerWeights,
} from "../../../../src/worker/questions/fold/foldWeights.ts";
import { runOperation } from "../../../../src/worker/questions/fold/operations.ts";
import { differenceBefore } from "../../../../src/worker/questions/fold/proof.ts";
import { assertRelativelyClose } from "../../engine/support/close.ts";
import { torchLayer } from "./torchLayers.ts";

/** float64 sums of some hundred values, in another order than torch's. */
const tolerance = 1e-13;

function evaluated(name: "linear" | "conv"): EvaluatedLayer {
  const { gamma, beta, runningMean, runningVar, options } = torchLayer(name).create();
  return {
    gamma: gamma ?? [],
    beta: beta ?? [],
    runningMean: runningMean ?? [],
    runningVar: runningVar ?? [],
    eps: options.eps,
  };
}

function weightsOf(weight: Tensor): LayerWeights {
  return { weight, bias: null, axes: layOut(weight.shape, "outIn", 1) ?? assert.fail() };
}

for (const name of ["linear", "conv"] as const) {
  describe(`a ${name} network's layer, trained with PyTorch`, () => {
    const torch = torchLayer(name);

    it("gives torch's outputs in training and in evaluation", () => {
      const trained = torch.create().forward(torch.input, "train");
      const inEvaluation = torch.create().forward(torch.input, "eval");
      assertRelativelyClose(trained.data, torch.trainOutput.data, tolerance, "training");
      assertRelativelyClose(inEvaluation.data, torch.evalOutput.data, tolerance, "evaluation");
    });

    it("folds into the weights that torch's own fusion gives", () => {
      const folded = foldBefore(weightsOf(torch.weight), evaluated(name));
      assertRelativelyClose(folded.weight.data, torch.foldedWeight.data, tolerance, "weight");
      assertRelativelyClose(folded.bias, torch.foldedBias, tolerance, "bias");
    });

    it("runs the operation before it as torch does", () => {
      const weights = weightsOf(torch.weight);
      // The network's own layer may pad: of a convolution the inner outputs are compared.
      const { data, shape } = runOperation(weights.weight, null, weights.axes, torch.x);
      if (name === "linear") assertRelativelyClose(data, torch.input.data, tolerance, "linear");
      else assert.deepEqual(shape.slice(1), [3, torch.x.shape[2] - 2, torch.x.shape[3] - 2]);
    });

    it("proves on its data that folding changes nothing", () => {
      const weights = weightsOf(torch.weight);
      const layer = evaluated(name);
      assert.ok(differenceBefore(weights, foldBefore(weights, layer), layer, torch.x) < 1e-12);
    });
  });
}
