import assert from "node:assert/strict";
import type { Tensor } from "../../../../src/engine/index.ts";
import { foldLayer, largestDifference, type EvaluatedLayer } from "../../../../src/worker/questions/foldWeights.ts";
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

/** The 3 × 3 patches that a convolution without padding sees of (N, 1, 8, 8), one row each. */
function patches({ data, shape }: Tensor): Tensor {
  const [samples, , height, width] = shape;
  const rows: number[] = [];
  for (let n = 0; n < samples; n++) {
    for (let top = 0; top + 3 <= height; top++) {
      for (let left = 0; left + 3 <= width; left++) {
        for (let k = 0; k < 9; k++) {
          rows.push(data[(n * height + top + Math.floor(k / 3)) * width + left + (k % 3)]);
        }
      }
    }
  }
  return { data: Float64Array.from(rows), shape: [rows.length / 9, 9] };
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
      const folded = foldLayer({ weight: torch.weight, bias: null }, evaluated(name));
      assertRelativelyClose(folded.weight.data, torch.foldedWeight.data, tolerance, "weight");
      assertRelativelyClose(folded.bias, torch.foldedBias, tolerance, "bias");
    });

    it("proves on its data that folding changes nothing", () => {
      const rows = name === "linear" ? torch.x : patches(torch.x);
      assert.ok(largestDifference({ weight: torch.weight, bias: null }, evaluated(name), rows) < 1e-12);
    });
  });
}
