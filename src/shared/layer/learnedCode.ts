import { numberLiteral } from "./constructorCode.ts";

/**
 * Python code that makes PyTorch's layer with what was learned, every digit kept.
 *
 * @example
 * learnedAsTorchCode({ gamma: [2], beta: [0.5], runningMean: [3], runningVar: [4], step: 100, eps: 1e-5, rank: 2 })
 */
export function learnedAsTorchCode({
  gamma,
  beta,
  runningMean,
  runningVar,
  step,
  eps,
  rank,
}: {
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly runningMean: ArrayLike<number>;
  readonly runningVar: ArrayLike<number>;
  /** Batches that it saw. */
  readonly step: number;
  readonly eps: number;
  readonly rank: number;
}): string {
  const list = (values: ArrayLike<number>): string => `torch.tensor([${Array.from(values, pythonNumber).join(", ")}])`;
  return [
    "import torch",
    "",
    `layer = torch.nn.BatchNorm${Math.max(1, rank - 2)}d(${gamma.length}, eps=${eps === 0 ? "0.0" : numberLiteral(eps)})`,
    "with torch.no_grad():",
    `    layer.weight.copy_(${list(gamma)})`,
    `    layer.bias.copy_(${list(beta)})`,
    `    layer.running_mean.copy_(${list(runningMean)})`,
    `    layer.running_var.copy_(${list(runningVar)})`,
    `    layer.num_batches_tracked.fill_(${step})`,
    "",
  ].join("\n");
}

function pythonNumber(value: number): string {
  return Number.isFinite(value)
    ? String(value)
    : `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
}
