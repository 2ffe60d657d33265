import assert from "node:assert/strict";
import { learnedAsTorchCode } from "../../../../src/shared/layer/learnedCode.ts";

const statistics = { runningMean: [3, 4], runningVar: [0.1, 9], step: 7 };

describe("learnedAsTorchCode", () => {
  it("writes the layer for the rank, with every digit", () => {
    assert.equal(
      learnedAsTorchCode({ gamma: [2, 1 / 3], beta: [0, -1e-7], ...statistics, eps: 1e-3, rank: 4 }),
      [
        "import torch",
        "",
        "layer = torch.nn.BatchNorm2d(2, eps=0.001)",
        "with torch.no_grad():",
        "    layer.weight.copy_(torch.tensor([2, 0.3333333333333333]))",
        "    layer.bias.copy_(torch.tensor([0, -1e-7]))",
        "    layer.running_mean.copy_(torch.tensor([3, 4]))",
        "    layer.running_var.copy_(torch.tensor([0.1, 9]))",
        "    layer.num_batches_tracked.fill_(7)",
        "",
      ].join("\n"),
    );
  });

  it("writes what is not finite in Python", () => {
    const code = learnedAsTorchCode({ gamma: [NaN], beta: [-Infinity], ...statistics, eps: 1e-5, rank: 1 });
    assert.match(code, /float\("nan"\)[^]*float\("-inf"\)/);
  });
});
