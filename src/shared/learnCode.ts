/**
 * Python code that makes PyTorch's layer with learned γ and β, every digit kept.
 *
 * @example
 * learnedAsTorchCode({ gamma: [2], beta: [0.5], eps: 1e-5, rank: 2 })
 */
export function learnedAsTorchCode({
  gamma,
  beta,
  eps,
  rank,
}: {
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly eps: number;
  readonly rank: number;
}): string {
  const list = (values: ArrayLike<number>): string => `torch.tensor([${Array.from(values, pythonNumber).join(", ")}])`;
  return [
    "import torch",
    "",
    `layer = torch.nn.BatchNorm${Math.max(1, rank - 2)}d(${gamma.length}, eps=${eps})`,
    "with torch.no_grad():",
    `    layer.weight.copy_(${list(gamma)})`,
    `    layer.bias.copy_(${list(beta)})`,
    "",
  ].join("\n");
}

function pythonNumber(value: number): string {
  return Number.isFinite(value)
    ? String(value)
    : `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
}
