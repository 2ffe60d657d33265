import { BatchNorm, RandomGenerator } from "../../src/engine/index.ts";
import type { PreviewInput } from "./pageHost.ts";
import type { Scene } from "./scenes.ts";

const numFeatures = 16;
const numRows = 240;

/** Layer tabs to look at: a healthy layer, one that met shifted data, one with NaN and a negative variance. */
export function layerScenes(): Scene[] {
  const healthy = planted({});
  const shifted = planted({ mean: [[4, 40]] });
  const broken = planted({ mean: [[2, NaN]], variance: [[9, -0.5]] });
  const view = { tab: "layer" } as const;
  return [
    { name: "verdict-healthy-dark-700", theme: "dark", width: 700, height: 1700, input: healthy, view },
    { name: "verdict-shifted-light-700", theme: "light", width: 700, height: 1700, input: shifted, view },
    { name: "verdict-nan-dark-700", theme: "dark", width: 700, height: 1700, input: broken, view },
    { name: "verdict-nan-light-380", theme: "light", width: 380, height: 2000, input: broken, view },
    { name: "verdict-shifted-dark-380", theme: "dark", width: 380, height: 2000, input: shifted, view },
    {
      name: "verdict-recalibrated-dark-700",
      ...{ theme: "dark", width: 700, height: 1700, input: shifted, view },
      act: async (page) => {
        await page.getByRole("button", { name: "Recalibrate with This Data" }).first().click();
        await page.waitForTimeout(500);
      },
    },
  ];
}

/** Values to plant into the running statistics: channel and number. */
interface Planted {
  readonly mean?: readonly (readonly [channel: number, value: number])[];
  readonly variance?: readonly (readonly [channel: number, value: number])[];
}

/** Rows of the kind that a layer trained on, and the layer with what was planted into it. */
function planted({ mean = [], variance = [] }: Planted): PreviewInput {
  const random = new RandomGenerator(5);
  const rows = (count: number): Float64Array =>
    Float64Array.from(
      { length: count * numFeatures },
      (_, k) => (k % 5) + (1 + ((k % numFeatures) % 3)) * random.normal(),
    );
  const layer = new BatchNorm(numFeatures);
  for (let step = 0; step < 400; step++) {
    layer.forward({ data: rows(64), shape: [64, numFeatures] }, "train");
  }
  const runningMean = Array.from(layer.runningMean ?? []);
  const runningVar = Array.from(layer.runningVar ?? []);
  for (const [channel, value] of mean) runningMean[channel] = value;
  for (const [channel, value] of variance) runningVar[channel] = value;
  const list = (values: readonly number[]): string => `[${values.join(", ")}]`;
  const data = rows(numRows);
  const table = Array.from({ length: numRows }, (_, n) =>
    list(Array.from(data.subarray(n * numFeatures, (n + 1) * numFeatures), (value) => Number(value.toFixed(4)))),
  );
  const state = [
    `"net.bn1.weight": ${list(runningMean.map((_, c) => 1 + (c % 4) / 4))}`,
    `"net.bn1.bias": ${list(runningMean.map(() => 0.1))}`,
    `"net.bn1.running_mean": ${list(runningMean)}`,
    `"net.bn1.running_var": ${list(runningVar)}`,
    '"net.bn1.num_batches_tracked": 400, "net.bn1.eps": 1e-5, "net.bn1.momentum": 0.1',
  ];
  return {
    ...{ name: "activations.json", text: `[${table.join(",\n")}]`, languageId: "json" },
    layer: { name: "layer.json", text: `{${state.join(",\n")}}` },
  };
}
