import { t } from "@vscode/l10n";
import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import type { CheckpointSnapshot, LayerFinding, LayerRow } from "../../../shared/checkpoint/snapshot.ts";
import { spreadRatio } from "../../doctor/layers/expectedSpread.ts";
import { precedingWeights } from "../../doctor/layers/precedingWeights.ts";
import type { ExaminedLayer, ExaminedTensor } from "../../doctor/types.ts";
import { channelsOf, examinedLayers, type LayerChannels } from "./channels.ts";
import { bySeverity, findingTitle, shortFinding, type ExamineLayers, type JudgedLayer } from "./findings.ts";
import type { KernelSizes } from "../network/kernelSizes.ts";
import { formatLabel } from "./formatLabel.ts";
import { checkpointGlance } from "./glance.ts";
import { otherNorms } from "../network/otherNorms.ts";
import { parentOf } from "../network/network.ts";
import type { OpenedCheckpoint } from "../opened.ts";
import type { OpenedTensor } from "../../compute/checkpointRequests.ts";
import { layerPictures } from "./pictures.ts";
import { channelPoints } from "./points.ts";
import { layerScales } from "./scales.ts";

/** What of a checkpoint is looked at, and what is known of it beside the layers. */
export interface ReportChoice {
  readonly part: string;
  /** In the place of an assumed ε; null leaves it. */
  readonly chosenEps: number | null;
  /** The weights that the rules need; null while they have not been read. */
  readonly kernels: KernelSizes | null;
  /** What is drawn of the layers with this ε: it takes longest, and needs no weights. */
  readonly drawn: DrawnLayers;
}

/** The pictures of a snapshot. */
export type DrawnLayers = Pick<CheckpointSnapshot, "pictures" | "scales" | "points">;

export function drawLayers(channels: readonly LayerChannels[]): DrawnLayers {
  return { pictures: layerPictures(channels), scales: layerScales(channels), points: channelPoints(channels) };
}

/** The layers of a part, in the file's order. */
export function layersOfPart({ layers }: OpenedCheckpoint, part: string): readonly CheckpointLayer[] {
  return layers.filter((layer) => layer.part === part);
}

/** The tensors of a part, in the file's order. */
export function tensorsOfPart({ tensors }: OpenedCheckpoint, part: string): readonly OpenedTensor[] {
  return tensors.filter((tensor) => tensor.part === part);
}

/** Everything that the page shows at once of one part of a checkpoint. */
export function checkpointReport(
  opened: OpenedCheckpoint,
  choice: ReportChoice,
  examine: ExamineLayers,
): Omit<CheckpointSnapshot, "revision"> {
  const { part, chosenEps, kernels, drawn } = choice;
  const layers = layersOfPart(opened, part);
  const tensors = tensorsOfPart(opened, part);
  const channels = layers.map((layer) => channelsOf(layer, chosenEps));
  const examined = examinedLayers(layers, chosenEps);
  const known = tensors.map((tensor): ExaminedTensor => kernels?.get(tensor.name) ?? tensor);
  const judged = judge(examined, known);
  const findings = examine(examined, known).map((found, i) =>
    bySeverity(
      found.map((each): LayerFinding => ({
        ...each,
        title: findingTitle(each, judged[i]),
        short: shortFinding(each, judged[i]),
      })),
    ),
  );
  return {
    fileName: opened.fileName,
    format: formatLabel(opened.format, opened.framework),
    byteLength: opened.byteLength,
    batchNormBytes: batchNormBytes(layers, tensors),
    dtype: commonestType(tensors),
    numTensors: opened.tensors.length,
    parts: opened.parts,
    part,
    layers: layers.map((layer, i) => rowOf(layer, channels[i].eps, findings[i])),
    numChannels: channels.reduce((sum, { numFeatures }) => sum + numFeatures, 0),
    chosenEps,
    ...drawn,
    glance:
      layers.length === 0 ? t("No batch norm layer in this file.") : checkpointGlance(judged, findings, drawn.scales),
    instead: layers.length === 0 ? otherNorms(opened.tensors) : "",
    notices: opened.notices,
    isComplete: kernels !== null,
  };
}

function judge(layers: readonly ExaminedLayer[], tensors: readonly ExaminedTensor[]): JudgedLayer[] {
  const pairs = precedingWeights({ layers, tensors });
  return layers.map((layer, i) => {
    const pair = pairs[i];
    const previous = pair?.previousLayer ?? null;
    return { ...layer, spread: pair === null || previous === null ? null : spreadRatio(layer, layers[previous], pair) };
  });
}

function rowOf(layer: CheckpointLayer, eps: number, findings: readonly LayerFinding[]): LayerRow {
  const { name, numFeatures, momentum, training, numBatchesTracked, runningMean, runningVar } = layer;
  return {
    name,
    numFeatures,
    eps,
    isEpsAssumed: layer.eps.isAssumed,
    momentum: momentum.value,
    isMomentumAssumed: momentum.isAssumed,
    training,
    numBatchesTracked,
    hasStatistics: runningMean !== null && runningVar !== null,
    findings,
  };
}

/** Bytes of a number by the name of its type. */
const typeBytes: readonly (readonly [pattern: RegExp, bytes: number])[] = [
  [/64$/, 8],
  [/^(b?float16|half|u?int16)$/, 2],
  [/8$/, 1],
];

function bytesOf(dtype: string): number {
  return typeBytes.find(([pattern]) => pattern.test(dtype))?.[1] ?? 4;
}

/** By the tensors that stand under the layers' names; null where the file names its tensors otherwise. */
function batchNormBytes(layers: readonly CheckpointLayer[], tensors: readonly OpenedTensor[]): number | null {
  const names = new Set(layers.map(({ name }) => name));
  const own = tensors.filter(({ name }) => names.has(parentOf(name)));
  if (own.length === 0) return null;
  return own.reduce((sum, { shape, dtype }) => sum + shape.reduce((a, b) => a * b, bytesOf(dtype)), 0);
}

function commonestType(tensors: readonly OpenedTensor[]): string | null {
  const counts = new Map<string, number>();
  for (const { dtype, shape } of tensors) {
    if (shape.length > 0) counts.set(dtype, (counts.get(dtype) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
