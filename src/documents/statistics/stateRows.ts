import { findLayerStates } from "../index.ts";
import { conventionsOf } from "../layers/frameworks.ts";
import type { StatisticsRow } from "./statisticsRow.ts";

/** Under which names, in lower case, a client, device or shard says how many values went into its state. */
const countNames = ["num_samples", "numsamples", "num_examples", "num_values", "samples", "count", "n", "weight"];

/**
 * States of the same layers from several clients, devices or shards, each beside its count, as rows of statistics: a row
 * per channel and client, named "bn1.0".
 *
 * A running variance that PyTorch divided by n − 1 becomes the biased one, as pooling needs it.
 *
 * @returns null where the value is nothing of that kind
 * @example
 * stateRows({ rank0: { num_samples: 6, state_dict: { "bn1.running_mean": [1], "bn1.running_var": [2] } } })
 * // [{ feature: "bn1.0", count: 6, mean: 1, variance: 2 · 5/6, writtenVariance: 2, … }]
 */
export function stateRows(value: unknown): StatisticsRow[] | null {
  const clients = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? Object.values(value) : [];
  const rows: StatisticsRow[] = [];
  for (const client of clients) {
    const count = isRecord(client) ? countOf(client) : null;
    if (count === null || !isRecord(client)) return null;
    for (const state of statesOf(client)) rows.push(...rowsOf(state, count));
  }
  return rows.length === 0 ? null : rows;
}

type LayerState = ReturnType<typeof findLayerStates>[number];

function countOf(client: Readonly<Record<string, unknown>>): number | null {
  const [, count] = Object.entries(client).find(([key]) => countNames.includes(key.toLowerCase())) ?? [];
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : null;
}

/** The layers in an object's own parameters, or in that of its members that holds them. */
function statesOf(client: Readonly<Record<string, unknown>>): readonly LayerState[] {
  const inner = Object.values(client).filter(isRecord);
  for (const candidate of [...inner, client]) {
    const states = findLayerStates(JSON.stringify(candidate), "json").filter(({ runningMean }) => runningMean !== null);
    if (states.length > 0) return states;
  }
  return [];
}

function rowsOf({ name, framework, runningMean, runningVar }: LayerState, count: number): StatisticsRow[] {
  const isUnbiased = conventionsOf(framework).runningVariance === "unbiased";
  const biased = (variance: number): number => (isUnbiased ? (variance * (count - 1)) / count : variance);
  return Array.from(runningMean ?? [], (mean, c) => {
    const written = runningVar?.[c] ?? NaN;
    return {
      feature: name === "" ? String(c) : `${name}.${c}`,
      ...{ count, missing: 0, mean, variance: biased(written), writtenVariance: written },
      ...{ min: NaN, max: NaN, bins: null },
    };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
