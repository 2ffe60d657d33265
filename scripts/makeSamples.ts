/**
 * Makes the samples that are computed: `node scripts/makeSamples.ts` writes samples/activations.json and
 * samples/layer1-batchnorm.json from samples/wine.csv. See samples/README.md for what they are.
 */
import { readFileSync, writeFileSync } from "node:fs";

const inFeatures = 13;
const outFeatures = 8;
const batchSize = 32;

/** Uniform numbers in [0, 1) from a seed (mulberry32): the same on every machine. */
function uniformFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

function wineRows(): number[][] {
  const lines = readFileSync(new URL("../samples/wine.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  const rows = lines.map((line) => line.split(",").slice(0, inFeatures).map(Number));
  const largest = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c])));
  return rows.map((row) => row.map((value, c) => value / largest[c]));
}

const uniform = uniformFrom(2026);
const bound = 1 / Math.sqrt(inFeatures); // PyTorch's default for a linear layer
const weight = Array.from({ length: outFeatures }, () =>
  Array.from({ length: inFeatures }, () => (2 * uniform() - 1) * bound),
);
const bias = Array.from({ length: outFeatures }, () => (2 * uniform() - 1) * bound);

const layer = (input: number[]): number[] =>
  weight.map((row, out) => row.reduce((sum, w, c) => sum + w * input[c], bias[out]));

const rows = wineRows();
const batches = Array.from({ length: 21 }, () =>
  Array.from({ length: batchSize }, () => layer(rows[Math.floor(uniform() * rows.length)])),
);
const activations = batches[20].map((row) => row.map((value) => Number(value.toFixed(6))));

const runningMean = new Array<number>(outFeatures).fill(0);
const runningVar = new Array<number>(outFeatures).fill(1);
for (const batch of batches.slice(0, 20)) {
  for (let c = 0; c < outFeatures; c++) {
    const mean = batch.reduce((sum, row) => sum + row[c], 0) / batchSize;
    const unbiased = batch.reduce((sum, row) => sum + (row[c] - mean) ** 2, 0) / (batchSize - 1);
    runningMean[c] = 0.9 * runningMean[c] + 0.1 * mean;
    runningVar[c] = 0.9 * runningVar[c] + 0.1 * unbiased;
  }
}

const matrix = activations.map((row) => `    [${row.join(", ")}]`).join(",\n");
write("activations.json", `{\n  "layer": "layer1.linear",\n  "activations": [\n${matrix}\n  ]\n}\n`);

const vector = (values: number[]): string => `[${values.map((value) => Number(value.toFixed(6))).join(", ")}]`;
write(
  "layer1-batchnorm.json",
  `{
  "layer1.bn.weight": ${vector(new Array<number>(outFeatures).fill(1))},
  "layer1.bn.bias": ${vector(new Array<number>(outFeatures).fill(0))},
  "layer1.bn.running_mean": ${vector(runningMean)},
  "layer1.bn.running_var": ${vector(runningVar)},
  "layer1.bn.num_batches_tracked": 20
}
`,
);

function write(name: string, text: string): void {
  writeFileSync(new URL(`../samples/${name}`, import.meta.url), text);
}
