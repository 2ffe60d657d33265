import type { ComparedChannels } from "../../src/shared/checkpoint/comparison.ts";
import { effectiveScale } from "../../src/shared/checkpoint/scale.ts";

/** How far each channel's output moves, in standard deviations of the layer's y; the most changed first. */
export function mostChanged(channels: ComparedChannels): number[] {
  const { gammaA, gammaB, betaA, betaB, meanA, meanB, varianceA, varianceB, eps } = channels;
  const moved = gammaA.map((gamma, c) => {
    const [a, b] = [effectiveScale(gamma, varianceA[c], eps), effectiveScale(gammaB[c], varianceB[c], eps)];
    const shift = b * (meanA[c] - meanB[c]) + betaB[c] - betaA[c];
    return (b - a) ** 2 * varianceA[c] + shift * shift;
  });
  return Array.from(moved, (_, c) => c)
    .filter((c) => moved[c] > 0 || Number.isNaN(moved[c]))
    .sort((a, b) => moved[b] - moved[a]);
}

/** Python that puts B's numbers of some channels into a PyTorch layer. */
export function channelsCode(name: string, channels: ComparedChannels, chosen: readonly number[]): string {
  const list = (values: Float64Array): string =>
    `[${chosen.map((c) => String(values[c]).replace("NaN", 'float("nan")').replace("Infinity", 'float("inf")')).join(", ")}]`;
  const parts = [
    ["weight", channels.gammaB],
    ["bias", channels.betaB],
    ["running_mean", channels.meanB],
    ["running_var", channels.varianceB],
  ] as const;
  return [
    `channels = [${chosen.join(", ")}]`,
    `bn = model.get_submodule(${JSON.stringify(name)})`,
    "with torch.no_grad():",
    ...parts.map(([part, values]) => `    bn.${part}[channels] = torch.tensor(${list(values)}).to(bn.${part})`),
    "",
  ].join("\n");
}
