import type { CheckpointSnapshot } from "../../shared/checkpoint/snapshot.ts";

/** Layers that are told of one by one; of more only those with findings are. */
const mostLayers = 60;
const mostChannels = 20;

/** What a page says of a checkpoint, for a language model: no single weights. */
export function auditAnswer(snapshot: CheckpointSnapshot): object {
  const { fileName, format, parts, part, layers, scales, glance, instead, notices, dtype, numChannels } = snapshot;
  const wanted = layers.map((_, i) => i).filter((i) => layers.length <= mostLayers || layers[i].findings.length > 0);
  const number = (value: number): number | string =>
    Number.isFinite(value) ? Number(value.toPrecision(5)) : String(value);
  return {
    ...{ file: fileName, format, dtype, part, parts: parts.map(({ name }) => name) },
    ...{ numLayers: layers.length, numChannels },
    summary: [glance, instead]
      .filter((text) => text !== "")
      .join(" ")
      .replaceAll("**", ""),
    notices: notices.map(({ code, message }) => ({ code, message })),
    layers: wanted.map((i) => {
      const {
        name,
        numFeatures,
        eps,
        isEpsAssumed,
        momentum,
        isMomentumAssumed,
        training,
        numBatchesTracked,
        findings,
      } = layers[i];
      return {
        ...{ name, numFeatures, eps, epsAssumed: isEpsAssumed, momentum, momentumAssumed: isMomentumAssumed },
        ...{ training, numBatchesTracked },
        effectiveScale: { p5: number(scales.low[i]), median: number(scales.median[i]), p95: number(scales.high[i]) },
        findings: findings.map(({ rule, severity, channels, title, evidence, advice }) => ({
          ...{ rule, severity, title, evidence, advice },
          channels: channels.slice(0, mostChannels),
          numChannels: channels.length,
        })),
      };
    }),
    ...(wanted.length < layers.length ? { layersWithoutFindings: layers.length - wanted.length } : {}),
  };
}
