import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NetworkKind } from "../../../../src/shared/lab/run.ts";
import { readLabSettings, type LabSettings } from "../../../../src/shared/lab/settings.ts";
import { Lane } from "../../../../src/worker/lab/lane.ts";
import { LaneWatch } from "../../../../src/worker/lab/probe.ts";
import { firstRows, splitRows } from "../../../../src/worker/lab/split.ts";
import { labData } from "../../../../src/worker/lab/labData.ts";
import { numOutputs } from "../../../../src/worker/lab/task.ts";
import { guessed, sampleTable } from "./labDigits.ts";

interface Trajectory {
  readonly case: LabSettings & { readonly kind: NetworkKind; readonly seed: number };
  readonly losses: readonly number[];
  readonly probes: readonly {
    readonly step: number;
    readonly score: number;
    readonly mean: readonly number[];
    readonly std: readonly number[];
    readonly drift: readonly number[];
    readonly gradientNorm: readonly number[];
  }[];
}

const file = join(import.meta.dirname, "../../../fixtures/lab/trajectories.json");
const trajectories = JSON.parse(readFileSync(file, "utf8")) as Trajectory[];

/** Both compute in float64 and add in another order: 40 steps of a network that learns let the last digits grow. */
const relativeTolerance = 1e-8;

/** Sorted values are kept in float32. */
const driftTolerance = 1e-5;

function assertNear(got: ArrayLike<number>, expected: readonly number[], tolerance: number, what: string): void {
  expected.forEach((value, k) => {
    const error = Math.abs(got[k] - value) / Math.max(1e-3, Math.abs(value));
    assert.ok(error <= tolerance, `${what} [${k}]: got ${got[k]}, torch ${value}`);
  });
}

describe("a run of the lab", () => {
  for (const { case: settings, losses, probes } of trajectories) {
    const { kind, activation, optimizer, batchNorm, predict } = settings;
    it(`trains as torch does: ${kind} ${batchNorm}, ${activation}, ${optimizer}${predict === "number" ? ", to predict a number" : ""}`, () => {
      const all = readLabSettings(settings);
      const data = labData(sampleTable("digits.csv"), { ...guessed, predict });
      const split = splitRows(data, settings.seed, { standardize: true, dtype: "float64" });
      const lane = new Lane(kind, all, split, numOutputs(data.summary), settings.seed, { dtype: "float64" });
      const watch = new LaneWatch(lane, firstRows(split.training, 512), activation);
      const got: number[] = [];
      for (const expected of probes) {
        while (lane.step < expected.step) {
          lane.train();
          got.push(lane.lastLoss);
        }
        const found = watch.probe();
        const at = `step ${expected.step}`;
        assertNear(found.mean, expected.mean, relativeTolerance, `mean at ${at}`);
        assertNear(found.std, expected.std, relativeTolerance, `std at ${at}`);
        assertNear(found.gradientNorm, expected.gradientNorm, relativeTolerance, `gradient norm at ${at}`);
        assertNear(found.drift, expected.drift, driftTolerance, `drift at ${at}`);
        assertNear([found.score], [expected.score], relativeTolerance, `score at ${at}`);
      }
      assertNear(got, losses, relativeTolerance, "loss of step");
    });
  }
});
