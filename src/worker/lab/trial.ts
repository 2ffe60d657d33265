import { networksOf } from "../../shared/lab/run.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import type { LabData } from "./labData.ts";
import { Lane, labPrecision } from "./lane.ts";
import { splitRows } from "./split.ts";
import { numOutputs } from "./task.ts";

/** Steps that a network is tried with, and the time after which no further one is begun. */
const most = { steps: 6, ms: 40 } as const;

/**
 * Milliseconds that one step of all networks and seeds takes: measured on networks of their own, which are thrown away.
 * The fastest step of a few counts, for the first ones still compile.
 */
export function trialMsPerStep(settings: LabSettings, data: LabData): number {
  const split = splitRows(data, settings.firstSeed, { standardize: settings.standardize, dtype: labPrecision });
  const perNetwork = networksOf(settings).map((kind) => {
    const lane = new Lane(kind, settings, split, numOutputs(data.summary), settings.firstSeed);
    const began = performance.now();
    let fastest = Infinity;
    for (let step = 0; step < most.steps && (step === 0 || performance.now() - began < most.ms); step++) {
      const started = performance.now();
      lane.train();
      fastest = Math.min(fastest, performance.now() - started);
    }
    return fastest;
  });
  return settings.seeds * perNetwork.reduce((sum, ms) => sum + ms, 0);
}
