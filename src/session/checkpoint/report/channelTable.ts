import { effectiveScale } from "../../../shared/checkpoint/scale.ts";
import type { ChannelColumns, LayerRow } from "../../../shared/checkpoint/snapshot.ts";
import type { LayerChannels } from "./channels.ts";

/** Channels of all layers together that are listed. */
const mostOfAll = 200;

interface Place {
  readonly layer: number;
  readonly channel: number;
  readonly isFound: boolean;
  readonly scale: number;
}

/**
 * The channels of a layer, or of all: those with a finding first, then by the size of their effective scale.
 *
 * @param layer null: the first of all layers together
 */
export function channelTable(
  rows: readonly LayerRow[],
  channels: readonly LayerChannels[],
  layer: number | null,
): ChannelColumns {
  const wanted = layer === null ? rows.map((_, i) => i) : [layer];
  const places = wanted.map((i) => placesOf(rows[i], channels[i], i));
  const shown = layer === null ? firstOf(places, mostOfAll) : places.flat().sort(inOrder);
  const column = (value: (layer: LayerChannels, c: number) => number): Float64Array =>
    Float64Array.from(shown, (place) => value(channels[place.layer], place.channel));
  return {
    layer: Uint32Array.from(shown, (place) => place.layer),
    channel: Uint32Array.from(shown, (place) => place.channel),
    gamma: column((it, c) => it.gamma[c]),
    beta: column((it, c) => it.beta[c]),
    mean: column((it, c) => it.mean[c]),
    variance: column((it, c) => it.variance[c]),
    eps: column((it) => it.eps),
  };
}

function placesOf(
  { findings }: LayerRow,
  { numFeatures, gamma, variance, eps }: LayerChannels,
  layer: number,
): Place[] {
  // A finding about every channel puts none of them first.
  const few = findings.filter(({ channels }) => channels.length < numFeatures);
  const found = new Set(few.flatMap(({ channels }) => channels));
  return Array.from({ length: numFeatures }, (_, channel) => ({
    ...{ layer, channel, isFound: found.has(channel) },
    scale: Math.abs(effectiveScale(gamma[channel], variance[channel], eps)),
  }));
}

/** The first in order of all lists. One after the other: a network may have a million channels, which takes seconds to sort. */
function firstOf(lists: readonly (readonly Place[])[], most: number): Place[] {
  const first: Place[] = [];
  for (const place of lists.flat()) {
    if (first.length === most && inOrder(place, first[most - 1]) >= 0) continue;
    const behind = first.findIndex((other) => inOrder(place, other) < 0);
    first.splice(behind < 0 ? first.length : behind, 0, place);
    if (first.length > most) first.pop();
  }
  return first;
}

function inOrder(a: Place, b: Place): number {
  return Number(b.isFound) - Number(a.isFound) || compare(b.scale, a.scale);
}

/** NaN last. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a === b ? 0 : a - b;
}
